"""Measures search and verdict against judged queries, with plain ways to search beside them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from lists import access
from lists.evaluation.baselines import PairsBM25, like_on_names, rank_over_words
from lists.evaluation.figures import DEPTH, Figures, latency, ndcg
from lists.evaluation.queries import RELEVANT, JudgedQuery, item_key, read_queries
from lists.search.find import ALL_WAYS, Ways, find
from lists.search.scope import Scope
from lists.verdict import NONE, UNSURE, judge

__all__ = ["Figures", "JudgedQuery", "evaluate", "item_key", "ndcg", "read_queries"]


@dataclass
class Verdicts:
    """How many verdicts were right, in three senses, and how many abstained."""

    strict: int = 0
    lenient: int = 0
    grounded: int = 0
    abstained: int = 0
    n: int = 0

    def add(self, query: JudgedQuery, kind: str, quoted: int) -> None:
        """Take a verdict into account; `quoted` is the judgment of the row it quotes."""
        right = kind == query.verdict["verdict"]
        self.n += 1
        self.strict += right
        self.lenient += right or kind in query.verdict.get("also", [])
        self.abstained += kind == UNSURE
        self.grounded += right and (kind == NONE or quoted >= RELEVANT)

    def summary(self) -> dict:
        """Shares of all, in the fixed names; abstentions are counted, and count as not right."""
        shares = {name: getattr(self, name) for name in ("strict", "lenient", "grounded")}
        return {
            **{name: round(x / self.n, 4) if self.n else None for name, x in shares.items()},
            "abstained": self.abstained,
            "n": self.n,
        }


@dataclass
class Measured:
    """The figures of a set of queries."""

    figures: Figures = field(default_factory=Figures)
    times: list[float] = field(default_factory=list)


def evaluate(queries: list[JudgedQuery], user, ways: Ways = ALL_WAYS) -> dict:
    """Run all queries as a person; gives the report in the fixed shape.

    Besides the fixed names, each type has its own `p95_ms`, `verdict_by_type` the verdicts of
    each type. `ways` leaves ways of understanding out, to measure what they bring.
    """
    scope = scopes(user)
    overall, by_type = Measured(), {}
    verdicts, verdicts_by_type = Verdicts(), {}
    for query in queries:
        kind = by_type.setdefault(query.type, Measured())
        began = time.perf_counter()
        rows = find(user, scope(query), query.query, ways).ranked(DEPTH)
        took = (time.perf_counter() - began) * 1000
        for measured in (overall, kind):
            measured.times.append(took)
            if query.is_retrieval:
                measured.figures.add([item_key(row) for row in rows], query.judgments)
        if query.verdict:
            given = judge(find(user, scope(query), query.query, ways))
            quoted = query.judgments.get(item_key(given.item), 0) if given.item else 0
            for counted in (verdicts, verdicts_by_type.setdefault(query.type, Verdicts())):
                counted.add(query, given.kind, quoted)
    return {
        "overall": overall.figures.summary(),
        "by_type": {
            name: kind.figures.summary() | {"p95_ms": latency(kind.times)["p95"]}
            for name, kind in sorted(by_type.items())
            if kind.figures.ndcg
        },
        "verdict": verdicts.summary(),
        "verdict_by_type": {
            k: counted.summary() for k, counted in sorted(verdicts_by_type.items())
        },
        "latency_ms": latency(overall.times),
        "baselines": baselines(queries, user),
    }


def scopes(user) -> Callable[[JudgedQuery], Scope]:
    """Gives the function from a query to where it looks."""
    townships = {place.name: place for place in access.townships(user)}

    def scope(query: JudgedQuery) -> Scope:
        if query.township is None:
            return Scope()
        place = townships.get(query.township)
        return Scope.of(place) if place else Scope(unknown=True)

    return scope


def baselines(queries: list[JudgedQuery], user) -> dict:
    """The same queries searched in plain ways."""
    items, scope = access.items(user), scopes(user)
    pairs = PairsBM25(items)
    ways: dict[str, Callable[[JudgedQuery], list[str]]] = {
        "like_on_names": lambda q: like_on_names(scope(q).limit(items), q.query),
        "ts_rank_words": lambda q: rank_over_words(scope(q).limit(items), q.query),
        "bm25_pairs": lambda q: pairs.search(scope(q).township, q.query),
    }
    measured = {name: Figures() for name in ways}
    for query in queries:
        if query.is_retrieval:
            for name, run in ways.items():
                measured[name].add(run(query), query.judgments)
    return {name: figures.summary() for name, figures in measured.items()}
