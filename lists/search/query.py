"""Understands what was typed: words, pairs, characters, department names written short."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lists.departments import short_forms
from lists.search.tokens import characters, fragments, normalise, words

FILLERS_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "search" / "fillers.txt"

# A pasted complaint has 20-200 characters; what goes beyond this is not searched.
LONGEST_QUERY = 300
# What each sort of token counts, before rarity. A character alone says half of what a word
# says; the parts of a full department name that the user only typed short say less still.
WORD, CHARACTER, EXPANSION = 1.0, 0.5, 0.5


@cache
def fillers() -> frozenset[str]:
    """Reviewed words that name no subject (`fixtures/search/fillers.txt`)."""
    lines = FILLERS_FILE.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@dataclass(frozen=True)
class Query:
    """A query understood. `weights` holds every token with its weight before rarity."""

    text: str
    words: tuple[str, ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    cut: bool = False

    @property
    def is_foreign(self) -> bool:
        """Whether no Chinese character was typed, as in pinyin or English."""
        return not characters(self.text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing searchable was typed (nothing, blanks, punctuation)."""
        return not self.weights


def understand(typed: str) -> Query:
    """Understand a query; never fails, whatever was typed."""
    text = " ".join(typed.replace("\x00", " ").split())
    cut = len(text) > LONGEST_QUERY
    plain = normalise(text[:LONGEST_QUERY])
    shorts = short_names(plain)
    # jieba knows no 人社局 and would ask for 社局: short names are looked for in full instead.
    all_words = [word for word in words(without(plain, shorts)) if word not in fillers()]
    weights: dict[str, float] = {}
    for token in (*all_words, *fragments(plain)):
        if token not in fillers():
            weights.setdefault(token, WORD if len(token) > 1 else CHARACTER)
    for token in characters(plain):
        if token not in fillers():
            weights.setdefault(token, CHARACTER)
    for short in shorts:
        weights.setdefault(short, WORD)
        for token in words(short_forms()[short]):
            if len(token) > 1:
                weights.setdefault(token, EXPANSION)
    # 管 or 人 alone is still a query, though its only word is a filler.
    if not weights:
        weights = dict.fromkeys((*words(plain), *characters(plain)), WORD)
    longer = tuple(dict.fromkeys(word for word in all_words if len(word) > 1))
    return Query(text[:LONGEST_QUERY], longer or tuple(dict.fromkeys(weights)), weights, cut)


def short_names(plain: str) -> list[str]:
    """Short names of departments in a query, longest first: 人社局, 残联."""
    found = [short for short, full in short_forms().items() if short in plain and full not in plain]
    return sorted(found, key=len, reverse=True)


def without(plain: str, names: list[str]) -> str:
    """The text with these names blanked out."""
    for name in names:
        plain = plain.replace(name, " ")
    return plain
