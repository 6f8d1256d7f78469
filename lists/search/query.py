"""Understands what was typed: words, pairs, characters, department names written short."""

from dataclasses import dataclass, field

from lists.departments import short_forms
from lists.search.tokens import characters, fragments, normalise, words

# A pasted complaint has 20-200 characters; what goes beyond this is not searched.
LONGEST_QUERY = 300
# Words that carry no subject; kept short on purpose, rarity does the rest.
FILLERS = frozenset(
    "的 了 在 和 是 有 都 也 就 不 我 他 她 你 我们 你们 他们 没有 没 人 上 下 里 去 来 到 给 把 被 "
    "谁 管 找 怎么 怎么办 什么 哪 哪里 吗 呢 吧 啊 要 想 能 可以 这 那 个 一个 着 过 很 还 从 对 与 "
    "及 或 等 为 以 于 之 请问 咨询 反映".split()
)
# What each sort of token counts, before rarity. A character alone says half of what a word
# says; the parts of a full department name that the user only typed short say less still.
WORD, CHARACTER, EXPANSION = 1.0, 0.5, 0.5


@dataclass(frozen=True)
class Query:
    """A query understood. `weights` holds every token with its weight before rarity."""

    text: str
    words: tuple[str, ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing searchable was typed (nothing, blanks, punctuation)."""
        return not self.weights


def understand(typed: str) -> Query:
    """Understand a query; never fails, whatever was typed."""
    text = " ".join(typed.replace("\x00", " ").split())
    cut = len(text) > LONGEST_QUERY
    plain = normalise(text[:LONGEST_QUERY])
    all_words = [word for word in words(plain) if word not in FILLERS]
    weights: dict[str, float] = {}
    for token in (*all_words, *fragments(plain)):
        if token not in FILLERS:
            weights.setdefault(token, WORD if len(token) > 1 else CHARACTER)
    for token in characters(plain):
        if token not in FILLERS:
            weights.setdefault(token, CHARACTER)
    for full_name in full_names(plain):
        for token in words(full_name):
            weights.setdefault(token, EXPANSION)
    # 管 or 人 alone is still a query, though its only word is a filler.
    if not weights:
        weights = dict.fromkeys((*words(plain), *characters(plain)), WORD)
    longer = tuple(dict.fromkeys(word for word in all_words if len(word) > 1))
    return Query(text[:LONGEST_QUERY], longer or tuple(dict.fromkeys(weights)), weights, cut)


def full_names(plain: str) -> list[str]:
    """Full names of the departments a query writes short: 人社局 -> 人力资源和社会保障局."""
    return [full for short, full in short_forms().items() if short in plain and full not in plain]
