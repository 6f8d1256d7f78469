"""Learns weights and probabilities from judged queries, and tells how far they carry.

Both are measured on queries that took no part in the choice: weights by five folds, the
verdict by leaving out one query at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from statistics import mean

import numpy as np

from lists.evaluation import scopes
from lists.evaluation.figures import DEPTH, ndcg
from lists.evaluation.queries import JudgedQuery, item_key
from lists.search.find import Found, find
from lists.search.rank import WEIGHTS, Weights, weigh
from lists.verdict import CALIBRATION, FARTHEST, NONE, fits_of

FOLDS, ROUNDS = 5, 2
# What is tried for a weight: these multiples of what it is now.
MULTIPLES = (0.0, 0.5, 0.75, 1.0, 1.5, 2.0)
# A change must gain this much in nDCG: less is chance with some fifty queries.
GAIN = 0.001
# Of the two logistic functions.
STEPS, RATE, HOLD_BACK = 3000, 0.3, 0.4


@dataclass(frozen=True)
class Case:
    """A judged query with what a search found for it, and the rows each wording stands for."""

    query: JudgedQuery
    found: Found
    keys: dict[int, list[str]]

    def score(self, weights: Weights) -> float:
        """nDCG@10 of the order these weights give."""
        if not self.found.evidence:
            return 0.0
        found = self.found
        weighed = weigh(found.evidence, found.query, found.more, found.rarities, weights)
        keys = [key for pk in weighed.ids[:DEPTH] for key in self.keys.get(int(pk), [])]
        return ndcg(keys, self.query.judgments)


def cases(queries: Iterable[JudgedQuery], user) -> list[Case]:
    """Search once for every query that has an answer."""
    scope, made = scopes(user), []
    for query in queries:
        if query.is_retrieval:
            found = find(user, scope(query), query.query)
            carried = found.carried(found.ids, most=2 * DEPTH)
            pks = [pk for rows in carried.values() for pk in rows]
            rows = found.ground.items.select_related("township").in_bulk(pks)
            keys = {pk: [item_key(rows[row]) for row in found] for pk, found in carried.items()}
            made.append(Case(query, found, keys))
    return made


def learn(sample: list[Case], weights: Weights = WEIGHTS) -> Weights:
    """Better weights for some cases: one weight after the other, as long as it gains."""
    best = mean(case.score(weights) for case in sample)
    for _ in range(ROUNDS):
        for field in fields(Weights):
            now = getattr(weights, field.name)
            for value in sorted({round(now * multiple, 3) for multiple in MULTIPLES} - {now}):
                tried = replace(weights, **{field.name: value})
                score = mean(case.score(tried) for case in sample)
                if score > best + GAIN:
                    weights, best = tried, score
    return weights


def cross_validated(sample: list[Case]) -> float:
    """nDCG@10 of weights learned without the cases they are measured on."""
    scores = []
    for fold in range(FOLDS):
        held_out = sample[fold::FOLDS]
        rest = [case for case in sample if case not in held_out]
        weights = learn(rest)
        scores += [case.score(weights) for case in held_out]
    return mean(scores)


@dataclass(frozen=True)
class Judged:
    """What a verdict is made of for one query, and what would have been right."""

    features: list[float]
    kind: str
    behind: float
    right: str

    @classmethod
    def of(cls, query: JudgedQuery, found: Found) -> "Judged | None":
        """Take the best row and its distance to the other lists; None where nothing was found."""
        fits = sorted(fits_of(found), key=lambda fit: -fit.standing)
        if not fits:
            return None
        best = fits[0]
        others = [fit.standing for fit in fits if fit.item.kind != best.item.kind]
        behind = best.standing - others[0] if others else FARTHEST
        return cls(best.features, best.item.kind, behind, query.verdict["verdict"])

    def verdict(self, fits: np.ndarray) -> tuple[str, float]:
        """The verdict under these weights, and how far it lies above the limit of 清单外."""
        above = probability(fits, np.array(self.features)) - CALIBRATION.none_below
        return (self.kind if above >= 0 else NONE), above

    def certainty(self, fits: np.ndarray) -> list[float]:
        """What the second function weighs."""
        kind, above = self.verdict(fits)
        if kind == NONE:
            return [1, 1, 0, 0, -above]
        return [1, 0, above, 5 * min(FARTHEST, self.behind), 0]


def judged(queries: Iterable[JudgedQuery], user) -> list[Judged]:
    """Search once for every query with a verdict."""
    scope = scopes(user)
    made = (Judged.of(q, find(user, scope(q), q.query)) for q in queries if q.verdict)
    return [case for case in made if case]


def calibrate(sample: list[Judged]) -> tuple[np.ndarray, np.ndarray]:
    """The weights of both functions of `Calibration` for some queries."""
    answered = [case.right != NONE for case in sample]
    fits = logistic_weights([case.features for case in sample], answered)
    right = [case.verdict(fits)[0] == case.right for case in sample]
    return fits, logistic_weights([case.certainty(fits) for case in sample], right)


def left_out(sample: list[Judged]) -> list[tuple[float, bool]]:
    """For each query its confidence and whether its verdict is right, learned from the others."""
    told = []
    for at, case in enumerate(sample):
        fits, certain = calibrate(sample[:at] + sample[at + 1 :])
        confidence = probability(certain, np.array(case.certainty(fits)))
        told.append((confidence, case.verdict(fits)[0] == case.right))
    return told


def probability(weights: np.ndarray, features: np.ndarray) -> float:
    """The logistic function of the weighted features."""
    return float(1 / (1 + np.exp(-features @ weights)))


def logistic_weights(features: list[list[float]], true: list[bool]) -> np.ndarray:
    """Weights of a logistic function, held back towards none but for the constant."""
    x, y = np.array(features, dtype=float), np.array(true, dtype=float)
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        slope = x.T @ (1 / (1 + np.exp(-x @ weights)) - y)
        weights -= RATE * (slope + HOLD_BACK * np.r_[0, weights[1:]]) / len(y)
    return weights
