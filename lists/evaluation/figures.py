"""Measures of ranked answers and of the time they take."""

import math
from dataclasses import dataclass, field
from statistics import mean, quantiles

from lists.evaluation.queries import RELEVANT

DEPTH = 10


@dataclass
class Figures:
    """Measures of a set of queries, one value a query."""

    ndcg: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    reciprocal: list[float] = field(default_factory=list)
    empty: int = 0

    def add(self, keys: list[str], judgments: dict[str, int]) -> None:
        """Take the ranked keys of one query into account."""
        self.ndcg.append(ndcg(keys, judgments))
        relevant = {key for key, grade in judgments.items() if grade >= RELEVANT}
        self.recall.append(len(relevant & set(keys[:DEPTH])) / min(len(relevant), DEPTH))
        ranks = [rank for rank, key in enumerate(keys, start=1) if key in relevant]
        self.reciprocal.append(1 / ranks[0] if ranks else 0)
        self.empty += not keys

    def summary(self) -> dict:
        """The means, in the fixed names."""
        if not self.ndcg:
            return {"ndcg@10": None, "recall@10": None, "mrr": None, "zero_results": 0, "n": 0}
        return {
            "ndcg@10": round(mean(self.ndcg), 4),
            "recall@10": round(mean(self.recall), 4),
            "mrr": round(mean(self.reciprocal), 4),
            "zero_results": self.empty,
            "n": len(self.ndcg),
        }


def ndcg(keys: list[str], judgments: dict[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten, gain 2^g - 1."""

    def gained(grades) -> float:
        return sum((2**g - 1) / math.log2(at + 2) for at, g in enumerate(grades))

    ideal = gained(sorted(judgments.values(), reverse=True)[:DEPTH])
    return gained(judgments.get(key, 0) for key in keys[:DEPTH]) / ideal if ideal else 0.0


def latency(times: list[float]) -> dict:
    """p50 and p95 of a search in milliseconds, pages' rendering not included."""
    if len(times) < 2:
        return {"p50": times[0] if times else None, "p95": times[0] if times else None}
    cuts = quantiles(times, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1)}
