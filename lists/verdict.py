"""Is it ours? One answer for a task in one township, with the row that proves it and how sure."""

import math
from dataclasses import dataclass

import numpy as np

from lists.models import Item
from lists.models.items import Kind
from lists.search.find import Found, find
from lists.search.scope import Scope

NONE, UNSURE = "none", "unsure"

# So many rows are weighed against each other; so many are shown beside the answer.
LOOKED_AT, SHOWN = 12, 3
# A row of the revoked list names one act of a subject (处罚, 追缴, 统计): where the lists hold the
# subject itself as well, that row answers, unless the words clearly mean the act.
REVOKED_BEHIND = 0.03
# A row that comes this near to the best, in another list, shares the duty with it.
SHARES = 0.25


@dataclass(frozen=True)
class Calibration:
    """How evidence becomes probabilities: two logistic functions (`manage.py tune` fits them).

    `fits` gives how likely the best row answers the task at all, from what it shares with it;
    `right` how likely the verdict is right, from that and from the distance to the other lists.
    Fitted on the shared judged queries; leaving out one query at a time the verdict names the
    judged list in 84 of 100.
    """

    # Constant, words in common, official terms, the larger of both, nearness, every word.
    fits: tuple[float, ...] = (-1.23, 1.54, 1.36, 1.87, 2.58, 0.71)
    # Below this the answer is 清单外: chosen where most verdicts name the judged list.
    none_below: float = 0.6
    # Constant, is it 清单外, above the limit by, distance to other lists, below the limit by.
    right: tuple[float, ...] = (0.46, 1.34, 0.53, 0.98, 0.31)
    # Below this, on the queries of our own, more than half were wrong: the candidates are shown.
    unsure_below: float = 0.68


CALIBRATION = Calibration()
# Nearness of two texts that have nothing in common, and its spread, with the bundled model.
USUAL_NEARNESS, SPREAD = 0.86, 0.05
MOST_SHARED = 1.2
FARTHEST = 0.5
# From this on an answer is called 较有把握: four of five such verdicts are right.
QUITE_SURE = 0.8


@dataclass(frozen=True)
class Fit:
    """How well a row answers a task: what both share, each 0..1 and a little above."""

    item: Item
    score: float
    words: float
    said: float
    near: float
    every_word: bool

    @property
    def standing(self) -> float:
        """The score by which rows of different lists are compared."""
        return self.score - (REVOKED_BEHIND if self.item.kind == Kind.REVOKED else 0)

    @property
    def features(self) -> list[float]:
        """What `Calibration.fits` weighs."""
        words, said = min(self.words, MOST_SHARED), min(self.said, MOST_SHARED)
        near = (self.near - USUAL_NEARNESS) / SPREAD if self.near else 0.0
        return [1, words, said, max(words, 0.9 * said), near, float(self.every_word)]

    @property
    def answers(self) -> float:
        """How likely the row answers the task, 0..1."""
        return logistic(CALIBRATION.fits, self.features)

    @property
    def why(self) -> str:
        """Why the row came into question, for people."""
        if self.every_word:
            return "含有所查的全部词语"
        if self.said >= 0.5:
            return "含有对应的规范用语"
        if self.words >= 0.15:
            return "含有所查的部分词语"
        return "意思相近，但没有相同的关键词语"

    @property
    def falls_short(self) -> str:
        """Why the row does not answer, for people."""
        if self.said >= 0.5 or self.words >= 0.3:
            return "有相同词语，但说的是另一件事"
        if self.words >= 0.1:
            return "只有个别词语相同"
        return "没有相同的关键词语，只是领域相近"


@dataclass(frozen=True)
class Verdict:
    """The answer: a kind of list, `none` (清单外) or `unsure`, and what it rests on.

    `fits` are the rows weighed, best first; `best` the row quoted; `also` rows of other lists
    that share the duty; `confidence` how likely the verdict is right, 0..1.
    """

    kind: str
    found: Found
    fits: tuple[Fit, ...] = ()
    also: tuple[Fit, ...] = ()
    confidence: float = 0.0

    @property
    def best(self) -> Fit | None:
        """The row the verdict quotes; none where nothing fits."""
        return self.fits[0] if self.fits and self.kind != NONE else None

    @property
    def item(self) -> Item | None:
        """The row quoted."""
        return self.best.item if self.best else None

    @property
    def nearest(self) -> tuple[Fit, ...]:
        """The rows shown beside the answer: runners-up, or the nearest where nothing fits."""
        first = 0 if self.kind in (NONE, UNSURE) else 1
        shared = {fit.item.pk for fit in self.also}
        rest = [fit for fit in self.fits[first:] if fit.item.pk not in shared]
        return tuple(rest[:SHOWN])

    @property
    def percent(self) -> int:
        """The confidence in per cent, never quite certain."""
        return max(1, min(99, round(100 * self.confidence)))

    @property
    def quite_sure(self) -> bool:
        """Whether the answer can be given without asking to look at the rows beside it."""
        return self.kind != UNSURE and self.confidence >= QUITE_SURE

    @property
    def certainty(self) -> str:
        """The confidence in words."""
        if self.kind == UNSURE:
            return "不能确定"
        return "较有把握" if self.quite_sure else "把握一般"

    def closeness(self, fit: Fit) -> int:
        """How close another row comes to the best, in per cent of what answers the task."""
        top = max((other.answers for other in self.fits), default=1) or 1
        behind = max(0.0, self.fits[0].standing - fit.standing)
        return round(100 * fit.answers / top * math.exp(-2 * behind))


def verdict(user, scope: Scope, task: str) -> Verdict:
    """Judge a task against the list of one township, as far as a person may read it."""
    return judge(find(user, scope, task))


def judge(found: Found) -> Verdict:
    """Judge what a search in one township found."""
    fits = sorted(fits_of(found), key=lambda fit: -fit.standing)
    if not fits:
        return Verdict(NONE, found, confidence=logistic(CALIBRATION.right, [1, 1, 0, 0, 0.6]))
    best = fits[0]
    above = best.answers - CALIBRATION.none_below
    others = [fit for fit in fits if fit.item.kind != best.item.kind]
    behind = best.standing - others[0].standing if others else FARTHEST
    if above < 0:
        confidence = logistic(CALIBRATION.right, [1, 1, 0, 0, -above])
        return Verdict(NONE, found, tuple(fits), (), confidence)
    features = [1, 0, above, 5 * min(FARTHEST, behind), 0]
    confidence = logistic(CALIBRATION.right, features)
    also = tuple(
        fit
        for fit in first_of_each(others)
        if best.standing - fit.standing <= SHARES
        and fit.answers >= CALIBRATION.none_below
        and fit.said + fit.words >= 0.5
    )
    kind = best.item.kind if confidence >= CALIBRATION.unsure_below else UNSURE
    return Verdict(kind, found, tuple(fits), also, confidence)


def fits_of(found: Found) -> list[Fit]:
    """The first rows found, with what speaks for each."""
    place = {int(pk): at for at, pk in enumerate(found.weighed.ids)} if found.weighed else {}
    fits = []
    for item in found.ranked(LOOKED_AT):
        at, weighed = place[item.wording_id], found.weighed
        fits.append(
            Fit(
                item,
                float(weighed.score[at]),
                float(weighed.words[at]),
                float(weighed.said[at]),
                float(weighed.near[at]),
                bool(weighed.every_word[at]),
            )
        )
    return fits


def first_of_each(fits: list[Fit]) -> list[Fit]:
    """The best row of each list."""
    firsts: dict[str, Fit] = {}
    for fit in fits:
        firsts.setdefault(fit.item.kind, fit)
    return list(firsts.values())


def logistic(weights: tuple[float, ...], features: list[float]) -> float:
    """1 / (1 + e^-x) of the weighted features."""
    return float(1 / (1 + math.exp(-float(np.dot(weights, features)))))
