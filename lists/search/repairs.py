"""Words that would mend a suspicious place of a query: they sound the same, or one sign differs."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import BooleanField, Value

from lists.models import County, TokenFrequency, Township
from lists.search.frequencies import ALL_ROWS
from lists.search.pinyin import sounds_near, syllables
from lists.search.query import fillers
from lists.search.suspects import LONGEST_WORD, REVIEWED, Suspects, parts_of, stretches
from lists.search.tokens import cutter

# A rare word gives way only to one so many times as common: 秸杆 to 秸秆, 地保 not to 低保.
MORE_COMMON = 10
# A word of two characters without a known neighbour must be as telling as this: in one row of
# so many, while each character typed is seldom a word by itself (jieba's count).
TELLING_SHARE, SELDOM_ALONE = 50, 10_000
# A sign that looks otherwise is looked for in words up to this length.
LONGEST_SHAPE = 5
# How the name of a place may go on that was typed without its level.
LEVELS = ("", "乡", "镇", "街道", "县", "市", "区")
# Words by their sound, and words that begin and end as given with one sign between.
FITTING = """
SELECT token, pinyin, items FROM lists_tokenfrequency WHERE pinyin = ANY(%s)
UNION
SELECT token, pinyin, items
FROM unnest(%s::text[], %s::text[]) AS shape (head, tail)
JOIN lists_tokenfrequency ON token ~>=~ head AND token ~<~ (head || chr(1114111))
    AND substr(token, length(head) + 2) = tail
"""
# How a repair was found, best first: the same sound, one sound mixed up, one sign missing or other.
SAME, NEAR, SHAPE = 3.0, 1.5, 0.5


@dataclass(frozen=True)
class Repair:
    """Put `text` in place of the characters from `at` to `end`; `changed` are the wrong ones.

    `support` counts the neighbours that are known to stand beside what was put in.
    """

    at: int
    end: int
    text: str
    changed: frozenset[int]
    likeness: float
    items: int
    support: int = 0

    @property
    def span(self) -> range:
        """The places it takes."""
        return range(self.at, self.end)

    @property
    def adds(self) -> bool:
        """Whether it puts in a missing character."""
        return len(self.text) > len(self.span)

    @property
    def score(self) -> float:
        """Known neighbours and likeness first, then the length kept, then how common it is."""
        kept = len(self.span) - len(self.changed)
        reviewed = 3 if self.text in REVIEWED.read().terms else 0
        common = 0.3 * math.log(1 + self.items)
        return 3 * self.support + self.likeness + kept + reviewed + common


def repairs(suspected: Suspects) -> list[Repair]:
    """All repairs worth making; two queries at most."""
    found = [repair for repair in fitting(suspected) if is_allowed(suspected, repair)]
    if not found:
        return []
    known, places = surroundings(suspected, found)
    supported = [replace(r, support=support(suspected.plain, r, known)) for r in found]
    return [r for r in supported if is_convincing(suspected, r) and places.isdisjoint(r.span)]


def windows(suspected: Suspects) -> Iterator[tuple[int, int]]:
    """The stretches of two and more characters with a suspicious one in them."""
    wrong = suspected.loose | suspected.rare
    for begin, end in stretches(suspected.plain):
        for at in range(begin, end - 1):
            for to in range(at + 2, min(end, at + LONGEST_WORD) + 1):
                if not wrong.isdisjoint(range(at, to)):
                    yield at, to


def shapes_of(suspected: Suspects, at: int, end: int) -> Iterator[tuple[str, str, int]]:
    """A window with one sign open or put in: what stands before and after it, and its place.

    Never the first sign: the index is read from there on.
    """
    if end - at > LONGEST_SHAPE:
        return
    wrong = suspected.loose | suspected.rare
    for place in range(at + 1, end):
        head, tail = suspected.plain[at:place], suspected.plain[place:end]
        if {place - 1, place} & wrong:
            yield head, tail, place
        if end - at > 2 and place in suspected.loose:
            yield head, tail[1:], place


def fitting(suspected: Suspects) -> Iterator[Repair]:
    """Words that sound like a window or differ from it in one sign; one query."""
    sounds: dict[str, list[tuple[int, int, float]]] = {}
    shapes: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for at, end in windows(suspected):
        heard = syllables(suspected.plain[at:end])
        sounds.setdefault("".join(heard), []).append((at, end, SAME))
        for other in sounds_near(heard):
            sounds.setdefault(other, []).append((at, end, NEAR))
        for head, tail, place in shapes_of(suspected, at, end):
            shapes.setdefault((head, tail), []).append((at, end, place))
    heads, tails = [head for head, _ in shapes], [tail for _, tail in shapes]
    with connection.cursor() as cursor:
        cursor.execute(FITTING, [list(sounds), heads, tails])
        rows = cursor.fetchall()
    for token, pinyin, items in rows:
        for at, end, likeness in sounds.get(pinyin, ()):
            if end - at == len(token):
                signs = zip(range(at, end), token, strict=True)
                changed = frozenset(p for p, sign in signs if suspected.plain[p] != sign)
                yield Repair(at, end, token, changed, likeness, items)
        for open_at in range(1, len(token)):
            for at, end, place in shapes.get((token[:open_at], token[open_at + 1 :]), ()):
                changed = frozenset() if end - at < len(token) else frozenset({place})
                yield Repair(at, end, token, changed, SHAPE, items)


def is_allowed(suspected: Suspects, repair: Repair) -> bool:
    """Whether a repair leaves alone what is known, and is a word itself."""
    plain, at, end = suspected.plain, repair.at, repair.end
    typed, frequency = plain[at:end], cutter().FREQ
    open_to_change = suspected.loose | suspected.rare
    if repair.likeness == SAME:
        open_to_change |= suspected.paired
    if typed == repair.text or not repair.changed <= open_to_change:
        return False
    if repair.items and repair.items < suspected.enough or suspected.cuts_a_word(at, end):
        return False
    if suspected.rare & set(repair.span):
        more_common = frequency.get(repair.text, 0) >= MORE_COMMON * frequency.get(typed, 1)
        if not more_common or repair.likeness == NEAR:
            return False
    if repair.adds:
        return fillers().isdisjoint(typed)
    if len(typed) == 2:
        if not fillers().isdisjoint(typed + repair.text):
            return False
        is_word = frequency.get(repair.text, 0) > 0 or repair.text in REVIEWED.read().terms
        one_sign = len(repair.changed) == 1 or (typed == plain and repair.likeness == SAME)
        return is_word and one_sign
    changes_filler = any(plain[place] in fillers() for place in repair.changed)
    few = 2 * len(repair.changed) <= len(typed)
    return few and (not changes_filler or repair.likeness == SAME)


def is_convincing(suspected: Suspects, repair: Repair) -> bool:
    """Whether so short a word may be put in: the longer and the better it fits, the sooner."""
    typed = suspected.plain[repair.at : repair.end]
    alone = typed == suspected.plain
    if len(typed) > 3:
        return True
    if repair.adds:
        return alone or repair.support > 0 or len(typed) == 3
    if len(typed) == 3:
        by_look = repair.text in REVIEWED.read().terms and repair.support > 0
        return alone or repair.likeness > SHAPE or by_look
    if repair.support or (alone and repair.likeness == SAME):
        return True
    rows = suspected.counts.get(ALL_ROWS, 0)
    seldom = all(cutter().FREQ.get(sign, 0) < SELDOM_ALONE for sign in typed)
    return repair.likeness == SAME and seldom and repair.items * TELLING_SHARE >= max(rows, 1)


def edges(plain: str, repair: Repair) -> tuple[str, str]:
    """The pairs a repair makes with the characters before and after it; '' at an end."""
    before = plain[repair.at - 1 : repair.at] if repair.at else ""
    after = plain[repair.end : repair.end + 1]
    return before and before + repair.text[0], after and repair.text[-1] + after


def support(plain: str, repair: Repair, known: set[str]) -> int:
    """How many neighbours are known to stand beside what was put in.

    Where a neighbour touches the changed character, that pair must be known: the other side
    says nothing of the change.
    """
    pairs = edges(plain, repair)
    changed_at = (repair.at in repair.changed, repair.end - 1 in repair.changed)
    for pair, changed in zip(pairs, changed_at, strict=True):
        if changed and pair and pair not in known:
            return 0
    return sum(pair in known for pair in pairs)


def surroundings(suspected: Suspects, found: list[Repair]) -> tuple[set[str], set[int]]:
    """The known pairs around repairs, and the places of the query where a township is named."""
    plain = suspected.plain
    pairs = {pair for repair in found for pair in edges(plain, repair) if pair}
    names = {}
    for begin, end in stretches(plain):
        for name in parts_of(plain[begin:end]):
            names |= {f"{name}{level}": name for level in LEVELS}
    tokens = TokenFrequency.objects.filter(token__in=pairs, items__gte=suspected.enough)
    rows = tokens.values_list("token", Value(False, BooleanField()))
    for places in (Township.published, County.published):
        named = places.filter(name__in=names).order_by()
        rows = rows.union(named.values_list("name", Value(True, BooleanField())), all=True)
    known, taken = set(), set()
    for text, is_place in rows:
        if not is_place:
            known.add(text)
            continue
        at = plain.find(names[text])
        taken.update(range(at, at + len(names[text])))
    return known, taken
