"""Understands what was typed: sentences, words, pairs, characters, short names, lists, places."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from opencc import OpenCC

from lists.departments import is_body, short_forms
from lists.models.items import Kind
from lists.search.tokens import characters, fragments, normalise, words

FILLERS_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "search" / "fillers.txt"

# A pasted complaint has 20-200 characters; what goes beyond this is not searched.
LONGEST_QUERY = 300
# What each sort of token counts, before rarity. A character alone says half of what a word
# says; the parts of a full department name that the user only typed short say less still.
WORD, CHARACTER, EXPANSION = 1.0, 0.5, 0.5
# Parts of a text between its punctuation. In a text up to SHORT blanks part nothing: 人社局 欠薪.
SENTENCE = re.compile(r"[，。！？；、,.!?;：:\s]+")
STOP = re.compile(r"[，。！？；,.!?;]+")
SHORT = 25
# A part of fewer characters (唉, 你好) is no sentence of its own; so many parts are weighed.
SHORTEST_PART, MOST_PARTS = 4, 12
# Words that name a list beside the subject: 收回 宅基地, 配合 消防.
KIND_WORDS = {
    Kind.REVOKED: re.compile(r"(上级)?(部门)?收回(的)?(事项|清单)?"),
    Kind.COOPERATION: re.compile(r"配合(履职|事项|清单)+|(?<!\S)配合(?!\S)"),
    Kind.BASIC: re.compile(r"基本履职(事项|清单)*|(?<!\S)基本(事项|清单)(?!\S)"),
}
PLACE = re.compile(r"[\u4e00-\u9fff]{1,14}?(?:乡|镇|街道|自治县|县|市|区|旗)")


@cache
def fillers() -> frozenset[str]:
    """Reviewed words that name no subject (`fixtures/search/fillers.txt`)."""
    lines = FILLERS_FILE.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def simplifier() -> OpenCC:
    """Traditional to simplified characters; 50 ms to load, once a process."""
    return OpenCC("t2s")


def plain_text(text: str) -> str:
    """The text as it is matched: width and case folded, traditional characters simplified."""
    return simplifier().convert(normalise(text))


@dataclass(frozen=True)
class Query:
    """A query understood.

    `weights` holds every token with its weight before rarity; `parts` the tokens of each
    sentence of a long text; `kind` the list it names, '' where it names none.
    """

    text: str
    plain: str = ""
    words: tuple[str, ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    parts: tuple[frozenset[str], ...] = ()
    kind: str = ""
    cut: bool = False
    one_part: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it tells a story, as complaints do, instead of naming a subject."""
        return len(self.plain) > SHORT and not self.one_part

    @property
    def sentences(self) -> list[str]:
        """The parts of it that are compared with the thesaurus."""
        return [self.topic] if self.one_part else sentences(self.topic)

    @property
    def topic(self) -> str:
        """The query without departments written beside the subject: 水利局 打井 is about 打井."""
        words = self.plain.split()
        others = [word for word in words if not is_body(word)]
        return " ".join(others) if len(words) > 1 and others else self.plain

    @property
    def is_foreign(self) -> bool:
        """Whether no Chinese character was typed, as in pinyin or English."""
        return not characters(self.text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing searchable was typed (nothing, blanks, punctuation)."""
        return not self.weights


def understand(typed: str, places: tuple[str, ...] = ()) -> Query:
    """Understand a query; never fails, whatever was typed.

    `places` are names of places known to stand in it: they say where, not what.
    """
    text = " ".join(typed.replace("\x00", " ").split())
    cut = len(text) > LONGEST_QUERY
    plain = plain_text(text[:LONGEST_QUERY])
    kind, subject = named_kind(without(plain, places))
    shorts = short_names(subject)
    # jieba knows no 人社局 and would ask for 社局: short names are looked for in full instead.
    all_words = [word for word in words(without(subject, shorts)) if word not in fillers()]
    weights = weigh(subject, all_words, shorts)
    # 管 or 人 alone is still a query, though its only word is a filler.
    if not weights:
        weights = dict.fromkeys((*words(plain), *characters(plain)), WORD)
    longer = tuple(dict.fromkeys(word for word in all_words if len(word) > 1))
    return Query(
        text[:LONGEST_QUERY],
        subject,
        longer or tuple(dict.fromkeys(weights)),
        weights,
        tuple(frozenset(tokens_of(part)) & weights.keys() for part in sentences(subject)),
        kind,
        cut,
    )


def weigh(subject: str, all_words: list[str], shorts: list[str]) -> dict[str, float]:
    """All tokens of a subject with their weights before rarity."""
    weights: dict[str, float] = {}
    for token in (*all_words, *fragments(subject)):
        if token not in fillers():
            weights.setdefault(token, WORD if len(token) > 1 else CHARACTER)
    for token in characters(subject):
        if token not in fillers():
            weights.setdefault(token, CHARACTER)
    for short in shorts:
        weights.setdefault(short, WORD)
        for token in words(short_forms()[short]):
            if len(token) > 1:
                weights.setdefault(token, EXPANSION)
    return weights


def tokens_of(text: str) -> list[str]:
    """All tokens of a text: words, pairs, characters."""
    return [*words(text), *fragments(text), *characters(text)]


def sentences(text: str) -> list[str]:
    """The parts of a text between its punctuation.

    A short text is a part itself, with its parts besides: 老板跑了，工钱没给 is one matter.
    """
    if len(text) <= SHORT:
        parts = [part for part in STOP.split(text) if len(part) >= SHORTEST_PART]
        return [text, *parts] if len(parts) > 1 else [text]
    parts = [part for part in SENTENCE.split(text) if len(part) >= SHORTEST_PART]
    return parts[:MOST_PARTS] or [text]


def named_kind(plain: str) -> tuple[str, str]:
    """The list a query names beside its subject, and the subject: 收回 宅基地 -> revoked, 宅基地.

    A query that is nothing but the name of a list keeps it as its subject.
    """
    for kind, pattern in KIND_WORDS.items():
        subject = " ".join(pattern.sub(" ", plain).split())
        if subject != " ".join(plain.split()) and len(subject) > 1 and len(plain) <= SHORT:
            return kind.value, subject
    return "", plain


def possible_places(typed: str) -> set[str]:
    """Strings of a query that may be the name of a place; the caller asks which of them are."""
    plain = plain_text(typed[:LONGEST_QUERY])
    found = set()
    for match in PLACE.finditer(plain):
        name = match.group()
        found |= {name[at:] for at in range(len(name) - 1)}
    return found


def short_names(plain: str) -> list[str]:
    """Short names of departments in a query, longest first: 人社局, 残联."""
    found = [short for short, full in short_forms().items() if short in plain and full not in plain]
    return sorted(found, key=len, reverse=True)


def without(plain: str, names) -> str:
    """The text with these names blanked out."""
    for name in names:
        plain = plain.replace(name, " ")
    return plain
