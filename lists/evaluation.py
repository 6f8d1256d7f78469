"""Measures search against judged queries: nDCG@10, recall@10, MRR, verdicts, baselines."""

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, quantiles

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import QuerySet

from lists import access
from lists.models import Item, Township
from lists.search.find import find
from lists.search.scope import Scope
from lists.search.tokens import fragments, normalise, words
from lists.verdict import verdict

DEPTH = 10
RELEVANT = 2  # a judgment of 2 or more counts as found


@dataclass(frozen=True)
class JudgedQuery:
    """One line of a query file; judgments by item key `township name/kind/number`, 0..3."""

    id: str
    query: str
    township: str | None
    type: str
    judgments: dict[str, int]
    verdict: dict | None = None

    @property
    def is_retrieval(self) -> bool:
        """Whether any row answers it; queries without are judged by verdict only."""
        return any(grade >= RELEVANT for grade in self.judgments.values())


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


def read_queries(path: Path) -> list[JudgedQuery]:
    """Read a query file, one JSON object a line; raises ValueError naming the bad line."""
    queries = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            known = {name: entry.get(name) for name in JudgedQuery.__dataclass_fields__}
            queries.append(JudgedQuery(**known | {"judgments": entry["judgments"]}))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name} 第{number}行不是判定过的查询：{error}") from error
    return queries


def ndcg(keys: list[str], judgments: dict[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten, gain 2^g - 1."""

    def gained(grades) -> float:
        return sum((2**g - 1) / math.log2(at + 2) for at, g in enumerate(grades))

    ideal = gained(sorted(judgments.values(), reverse=True)[:DEPTH])
    return gained(judgments.get(key, 0) for key in keys[:DEPTH]) / ideal if ideal else 0.0


def item_key(item: Item) -> str:
    """The key judgments use for a row."""
    return f"{item.township.name}/{item.kind}/{item.number}"


def portal_search(user, scope: Scope, query: str) -> list[str]:
    """The search of the pages."""
    return [item_key(item) for item in find(user, scope, query).ranked(DEPTH)]


def like_on_names(items: QuerySet[Item], query: str) -> list[str]:
    """Baseline: the query as a part of the name."""
    rows = items.filter(name__contains=query).select_related("township").order_by("pk")
    return [item_key(item) for item in rows[:DEPTH]]


def rank_over_words(items: QuerySet[Item], query: str) -> list[str]:
    """Baseline: ts_rank over any of jieba's words, no weights, no rarity."""
    tokens = [word for word in words(normalise(query)) if word.isalnum()]
    if not tokens:
        return []
    asked = SearchQuery(" | ".join(tokens), search_type="raw", config="simple")
    rows = items.filter(search=asked).annotate(rank=SearchRank("search", asked))
    return [item_key(i) for i in rows.select_related("township").order_by("-rank", "pk")[:DEPTH]]


class PairsBM25:
    """Baseline: BM25 over pairs of characters of all cells, in memory."""

    K1, B = 1.2, 0.75

    def __init__(self, items: QuerySet[Item]):
        self.rows: dict[str, dict[str, int]] = {}
        self.places: dict[str, int] = {}
        for item in items.select_related("township", "cooperationitem", "revokeditem"):
            counts: dict[str, int] = {}
            for pair in fragments(normalise(whole_text(item))):
                counts[pair] = counts.get(pair, 0) + 1
            self.rows[item_key(item)], self.places[item_key(item)] = counts, item.township_id
        self.length = mean(sum(c.values()) for c in self.rows.values()) if self.rows else 1
        self.frequency: dict[str, int] = {}
        for counts in self.rows.values():
            for pair in counts:
                self.frequency[pair] = self.frequency.get(pair, 0) + 1

    def search(self, township: Township | None, query: str) -> list[str]:
        """Rank the rows of a township, or all."""
        pairs = set(fragments(normalise(query)))
        scores = {}
        for key, counts in self.rows.items():
            if (not township or township.pk == self.places[key]) and (
                score := self.score(counts, pairs)
            ):
                scores[key] = score
        return sorted(scores, key=lambda key: -scores[key])[:DEPTH]

    def score(self, counts: dict[str, int], pairs: set[str]) -> float:
        """The BM25 score of one row."""
        norm = self.K1 * (1 - self.B + self.B * sum(counts.values()) / self.length)
        total = 0.0
        for pair in pairs & counts.keys():
            df = self.frequency[pair]
            idf = math.log(1 + (len(self.rows) - df + 0.5) / (df + 0.5))
            total += idf * counts[pair] * (self.K1 + 1) / (counts[pair] + norm)
        return total


def whole_text(item: Item) -> str:
    """All cells of a row."""
    detail = item.detail
    cells = ("departments_as_printed", "lead_duty", "township_duty", "method")
    return "\n".join([item.name, *(getattr(detail, cell, "") for cell in cells)])


def evaluate(queries: list[JudgedQuery], user) -> dict:
    """Run all queries as a person; gives the report in the fixed shape."""
    items = access.items(user)
    townships = {place.name: place for place in access.townships(user)}
    pairs = PairsBM25(items)

    def scope(query: JudgedQuery) -> Scope:
        if query.township is None:
            return Scope()
        place = townships.get(query.township)
        return Scope.of(place) if place else Scope(unknown=True)

    baselines: dict[str, Callable[[JudgedQuery], list[str]]] = {
        "like_on_names": lambda q: like_on_names(scope(q).limit(items), q.query),
        "ts_rank_words": lambda q: rank_over_words(scope(q).limit(items), q.query),
        "bm25_pairs": lambda q: pairs.search(scope(q).township, q.query),
    }
    overall, by_type, times = Figures(), {}, []
    measured = {name: Figures() for name in baselines}
    for query in queries:
        began = time.perf_counter()
        keys = portal_search(user, scope(query), query.query)
        times.append((time.perf_counter() - began) * 1000)
        if query.is_retrieval:
            overall.add(keys, query.judgments)
            by_type.setdefault(query.type, Figures()).add(keys, query.judgments)
            for name, run in baselines.items():
                measured[name].add(run(query), query.judgments)
    return {
        "overall": overall.summary(),
        "by_type": {name: figures.summary() for name, figures in sorted(by_type.items())},
        "verdict": judge(user, [(query, scope(query)) for query in queries if query.verdict]),
        "latency_ms": latency(times),
        "baselines": {name: figures.summary() for name, figures in measured.items()},
    }


def judge(user, asked: list[tuple[JudgedQuery, Scope]]) -> dict:
    """Verdict accuracy: strict, lenient, grounded, as shares; how many abstained."""
    strict = lenient = grounded = abstained = 0
    for query, scope in asked:
        given = verdict(user, scope, query.query)
        right = given.kind == query.verdict["verdict"]
        strict += right
        lenient += right or given.kind in query.verdict.get("also", [])
        abstained += given.kind == "unsure"
        quoted = query.judgments.get(item_key(given.item), 0) if given.item else 0
        grounded += right and (given.kind == "none" or quoted >= RELEVANT)
    count = len(asked)
    shares = {"strict": strict, "lenient": lenient, "grounded": grounded}
    return {
        **{name: round(right / count, 4) if count else None for name, right in shares.items()},
        "abstained": abstained,
        "n": count,
    }


def latency(times: list[float]) -> dict:
    """p50 and p95 of a search in milliseconds, pages' rendering not included."""
    if len(times) < 2:
        return {"p50": times[0] if times else None, "p95": times[0] if times else None}
    cuts = quantiles(times, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1)}
