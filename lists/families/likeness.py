"""How likely two wordings mean the same duty, by what they share and by what keeps them apart.

Every feature is the same for (a, b) and (b, a). Whether the category, the systems of the bodies
and the township's sentences are alike was measured and dropped: near misses share them as often.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from lists.families.acts import conflicts
from lists.families.corpus import Corpus
from lists.families.objects import begin_apart, others
from lists.families.parts import is_part
from lists.families.texts import DutyText

# An act that sets apart this share of a name sets all of it apart.
WHOLLY = 0.9
# Two names that are the same but for places and fillers.
IDENTICAL = 0.999
# Cosines of two names on unlike subjects lie about here (multilingual-e5-small).
UNLIKE_MEANING = 0.85


@dataclass(frozen=True)
class Features:
    """What two wordings have in common, each about 0..1; also what each of it counts."""

    constant: float = 1.0
    names: float = 0.0  # how much of both names is the same
    told: float = 0.0  # how many pairs seen nowhere else the shared ones are worth, on a bent scale
    clauses: float = 0.0  # how alike the clauses of the names are, each to the best in the other
    head: float = 0.0  # how alike the first clauses are, where a wide name says what it is about
    within: float = 0.0  # how much of each name stands in the other's name and cells
    meaning: float = 0.0  # cosine of the names' vectors above that of unlike ones
    contrary: float = 0.0  # what one does, or does it to, is not so in the other: 1 or 0
    begins: float = 0.0  # neither has the word that the other begins with: 1 or 0
    apart: float = 0.0  # an act that sets apart and that only one of them does
    part: float = 0.0  # one lists the other and something beside it


# Features that make the same duty less likely; all others but the constant make it likelier.
AGAINST = ("contrary", "begins", "apart", "part")


class Likeness:
    """Compares wordings by what all wordings together tell."""

    def __init__(self, corpus: Corpus):
        self.corpus = corpus

    def features(self, one: DutyText, other: DutyText) -> Features:
        """What two wordings have in common."""
        apart, acts = conflicts(one.bare, other.bare)
        disjoint, fewer = others(one.bare, other.bare)
        shared = self.corpus.told(one.pairs & other.pairs)
        return Features(
            names=self.dice(one.pairs, other.pairs),
            told=math.log1p(shared / self.corpus.most) / 2,
            clauses=self.of_clauses(one, other),
            head=self.dice(one.head, other.head),
            within=min(self.within(one, other), self.within(other, one)),
            meaning=of_vectors(one.vector, other.vector),
            contrary=float(disjoint or max(apart, acts) >= WHOLLY),
            begins=float(begin_apart(one.core, other.core)),
            apart=apart,
            part=float(fewer or is_part(self.corpus, one, other)),
        )

    def dice(self, some: frozenset[str], others: frozenset[str]) -> float:
        """How much of two sets of pairs is the same, by what the pairs tell."""
        weigh = self.corpus.told
        total = weigh(some) + weigh(others)
        return 2 * weigh(some & others) / total if total else 0.0

    def of_clauses(self, one: DutyText, other: DutyText) -> float:
        """The mean over the clauses of both names of the best likeness in the other."""
        grid = [[self.dice(a, b) for b in other.clauses] for a in one.clauses]
        if not grid or not grid[0]:
            return 0.0
        best = [max(row) for row in grid] + [max(column) for column in zip(*grid, strict=True)]
        return math.fsum(best) / len(best)

    def within(self, name: DutyText, row: DutyText) -> float:
        """How much of a name stands in another's name and cells."""
        told = self.corpus.told(name.pairs)
        found = self.corpus.told(name.pairs & (row.pairs | row.cell_pairs))
        return found / told if told else 0.0

    def same(self, one: DutyText, other: DutyText) -> float:
        """The probability that two wordings mean the same duty, 0..1."""
        if one.core == other.core:
            return IDENTICAL
        meaning = one.vector is not None and other.vector is not None
        return probability(self.features(one, other), WITH_MEANING if meaning else BY_WORDS)


def of_vectors(one: Sequence[float] | None, other: Sequence[float] | None) -> float:
    """The cosine of two unit vectors above that of unlike names; 0 where one is missing."""
    if one is None or other is None:
        return 0.0
    cosine = math.fsum(a * b for a, b in zip(one, other, strict=True))
    return (cosine - UNLIKE_MEANING) / (1 - UNLIKE_MEANING)


def probability(features: Features, weights: Features) -> float:
    """The logistic function of the weighted features, 0..1."""
    pairs = zip(astuple(features), astuple(weights), strict=True)
    odds = math.fsum(value * weight for value, weight in pairs)
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, odds))))


# Learned by `python -m tests.duties --fit` from the pairs marked `learn`.
BY_WORDS = Features(
    constant=-3.65,
    names=1.69,
    told=2.89,
    clauses=2.21,
    head=2.74,
    within=2.72,
    meaning=0.0,
    contrary=-5.0,
    begins=-3.13,
    apart=-1.0,
    part=-7.6,
)
WITH_MEANING = Features(
    constant=-3.79,
    names=1.67,
    told=2.86,
    clauses=2.2,
    head=2.72,
    within=2.7,
    meaning=0.28,
    contrary=-5.0,
    begins=-3.14,
    apart=-1.0,
    part=-7.59,
)
# From here on two wordings count as the same duty: few wrong ones go before many found.
THRESHOLD = 0.84
