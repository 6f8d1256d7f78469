"""Which characters of a query may be slips: those in no word and no pair that stands in a list."""

from dataclasses import dataclass, field

from lists.departments import short_forms
from lists.models import TokenFrequency
from lists.search.frequencies import ALL_ROWS
from lists.search.pinyin import HAN
from lists.search.thesaurus import THESAURUS
from lists.search.tokens import cutter, normalise

# Rows by the hundred thousand hold slips of their own: a pair counts as known from 1 in so many.
ONE_IN = 20_000
# A word so rare in common Chinese (jieba's count) may be a slip for a frequent one: 秸杆, 秸秆.
RARE_WORD = 10
LONGEST_WORD = 6


@dataclass(frozen=True)
class Suspects:
    """A query, the places of its characters that may be wrong, and the numbers of rows known.

    `loose` places stand in no known word and no known pair; `rare` ones in a word seldom used
    and in no list; `paired` ones in no word, only in a pair that may stand there by chance.
    `words` are the stretches of words, as (begin, end).
    """

    plain: str
    loose: frozenset[int] = frozenset()
    rare: frozenset[int] = frozenset()
    paired: frozenset[int] = frozenset()
    words: tuple[tuple[int, int], ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.loose or self.rare)

    def cuts_a_word(self, at: int, to: int) -> bool:
        """Whether a stretch begins or ends inside a word."""
        return any(begin < edge < end for begin, end in self.words for edge in (at, to))

    @property
    def enough(self) -> int:
        """From how many rows on a pair counts as known."""
        return enough(self.counts)


def enough(counts: dict[str, int]) -> int:
    """From how many rows on a pair counts as known, by the number of all rows."""
    return 1 + counts.get(ALL_ROWS, 0) // ONE_IN


def suspects(plain: str) -> Suspects:
    """Find the suspicious places of a normalised query; one query."""
    parts = {part for begin, end in stretches(plain) for part in parts_of(plain[begin:end])}
    found = TokenFrequency.objects.filter(token__in=parts | {ALL_ROWS}, items__gt=0)
    counts = dict(found.values_list("token", "items"))
    words, rare = [], set()
    for word, at in cut(plain):
        if len(word) > 1:
            words.append((at, at + len(word)))
            if not counts.get(word) and cutter().FREQ.get(word, 0) <= RARE_WORD:
                rare.update(range(at, at + len(word)))
    for name in parts & REVIEWED.read().words:
        at = plain.find(name)
        while at >= 0:
            words.append((at, at + len(name)))
            rare.difference_update(range(at, at + len(name)))
            at = plain.find(name, at + 1)
    in_words = {place for begin, end in words for place in range(begin, end)} - rare
    paired = set()
    for at in range(len(plain) - 1):
        if counts.get(plain[at : at + 2], 0) >= enough(counts):
            paired.update((at, at + 1))
    han = {at for begin, end in stretches(plain) for at in range(begin, end)}
    return Suspects(
        plain,
        frozenset(han - in_words - rare - paired),
        frozenset((rare & han) - in_words - paired),
        frozenset(paired - in_words - rare),
        tuple(words),
        counts,
    )


def stretches(plain: str) -> list[tuple[int, int]]:
    """The stretches of two or more Han characters, as (begin, end)."""
    return [match.span() for match in HAN.finditer(plain) if len(match.group()) > 1]


def parts_of(run: str) -> list[str]:
    """All parts of a run that may be a word."""
    return [
        run[at:end]
        for at in range(len(run) - 1)
        for end in range(at + 2, min(len(run), at + LONGEST_WORD) + 1)
    ]


def cut(plain: str) -> list[tuple[str, int]]:
    """The words of the dictionary in a text with their places; nothing is guessed."""
    found, at = [], 0
    for word in cutter().cut(plain, HMM=False):
        found.append((word, at))
        at += len(word)
    return found


class Reviewed:
    """Words known to be right: short names of bodies, official terms, what people say."""

    def __init__(self):
        self.version, self.words, self.terms = None, frozenset(), frozenset()

    def read(self) -> "Reviewed":
        """Bring the words in step with the thesaurus."""
        thesaurus = THESAURUS.read()
        if thesaurus.version != self.version or not self.words:
            groups = thesaurus.groups.values()
            self.terms = frozenset(
                normalise(term) for group in groups if group.county is None for term in group.means
            )
            said = {way for g in groups for p in g.patterns for part in p.parts for way in part}
            names = {name for pair in short_forms().items() for name in pair}
            self.words = frozenset(word for word in self.terms | said | names if len(word) > 1)
            self.version = thesaurus.version
        return self


REVIEWED = Reviewed()
