"""Measures township, county and nation, each beside the naive way, and judges the ratios.

The naive way is the same question with GIN over the tokens and btree over the places, for which
the composite index is dropped inside a transaction; nationally, ranking all rows that match.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from lists.models import County, Township, Wording
from lists.search.scope import Scope
from tests.bench.national import naive
from tests.bench.national.asked import Asked, by_words_only
from tests.bench.national.clock import Since, taken
from tests.bench.national.queries import ALL, ASKED
from tests.bench.table import p50_p95, say, table

PLACES = 2  # townships and counties that each query is asked in
PARTS = ("page", "count", "facets", "whole search")
HEAD = ("what", "p50 ms", "p95 ms", "naive p50", "naive p95", "ratio p50", "ratio p95")
Times = dict[str, list[float]]


@dataclass
class Target:
    """A ratio asked for: at least (or, with `at_most`, at most) so many times."""

    name: str
    ratio: float
    wanted: float
    at_most: bool = False

    @property
    def line(self) -> tuple:
        """Its line in the table."""
        met = self.ratio <= self.wanted if self.at_most else self.ratio >= self.wanted
        bound = "at most" if self.at_most else "at least"
        return self.name, self.ratio, f"{bound} {self.wanted:g}", "met" if met else "MISSED"


def measure(folder: Path, rounds: int) -> None:
    """Print tables of milliseconds in the database, and the ratios with their targets."""
    since, targets = Since(), []
    for name, number in sizes().items():
        say(f"{number:12,}  {name}")
    naive.make_plain_indexes()
    since.tell(f"plain indexes for the naive way; {len(ALL)} queries, milliseconds in the database")
    with by_words_only():
        targets += in_places(rounds)
        since.tell("townships and counties measured")
        targets += in_the_nation(rounds)
        since.tell("nation measured")
        with naive.without(naive.PLAIN):
            targets += beside_tantivy(folder, rounds)
        since.tell("tantivy measured")
    with naive.without(naive.PLAIN):
        targets += with_meaning(rounds)
    table("Targets", ("what", "ratio", "wanted", ""), [target.line for target in targets])


def sizes() -> dict[str, int]:
    """How large the corpus is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::bigint FROM pg_class WHERE relname = ANY(%s) ORDER BY 1",
            [["lists_item", "lists_wording", "lists_meaning", "lists_passage", "lists_township",
              "lists_county", "lists_involvement"]],
        )  # fmt: skip
        return dict(cursor.fetchall())


def townships() -> list[Scope]:
    """Townships from all over the country."""
    places = list(Township.published.select_related("county").order_by("pk"))
    return [Scope.of(place) for place in spread(places)]


def counties() -> list[Scope]:
    """Counties from all over the country."""
    return [Scope(place) for place in spread(list(County.published.order_by("pk")))]


def spread(places: list) -> list:
    """A few of many, far apart; the sample lists stand first and are left out."""
    return [places[len(places) * (at + 1) // (PLACES + 1)] for at in range(PLACES)]


def in_places(rounds: int) -> list[Target]:
    """Townships and counties with the composite index, then with the plain ones."""
    targets = []
    for name, scopes in (("township", townships()), ("county", counties())):
        asked = [Asked(scope, typed) for scope in scopes for typed in ALL]
        with naive.without(naive.PLAIN):
            ours = parts(asked, rounds)
        with naive.without(naive.COMPOSITE):
            plain = parts(asked, 1)
        ratios = compare(f"In a {name}, beside GIN + btree", ours, plain)
        targets.append(Target(f"{name} page, GIN + btree at p95", ratios["page"][1], 15))
    return targets


def parts(asked: list[Asked], rounds: int) -> Times:
    """The times of each part of a search, one a query and place."""
    times: Times = {part: [] for part in PARTS}
    for one in asked:
        whole = taken(one.whole, rounds)
        found = whole.result
        times["page"].append(taken(one.page, rounds).database)
        times["count"].append(taken(one.count, rounds).database)
        if found.chosen.matching is not None:
            times["facets"].append(taken(one.facets_of(found), rounds).database)
        times["whole search"].append(whole.database)
    return times


def compare(title: str, ours: Times, plain: Times) -> dict[str, tuple[float, float]]:
    """Print a table; gives naive over ours at p50 and p95 for each part."""
    rows, ratios = [], {}
    for part, times in ours.items():
        p50, p95 = p50_p95(times)
        if part not in plain:
            rows.append((part, p50, p95, "", "", "", ""))
            continue
        naive50, naive95 = p50_p95(plain[part])
        ratios[part] = naive50 / p50, naive95 / p95
        rows.append((part, p50, p95, naive50, naive95, *ratios[part]))
    table(title, HEAD, rows)
    return ratios


def in_the_nation(rounds: int) -> list[Target]:
    """All lists, beside ranking, counting and sorting every row that matches."""
    asked = {typed: Asked(Scope(), typed) for typed in ALL}
    told = [asked[typed] for typed in ASKED["told"]]
    with naive.without(naive.PLAIN):
        ours = parts(list(asked.values()), rounds)
    ours["OR of what is told"] = [taken(one.page, rounds).database for one in told]
    with naive.without(naive.COMPOSITE):
        plain = {
            "page": naively(naive.RANKED, asked.values()),
            "count": naively(naive.COUNTED, asked.values()),
            "facets": naively(naive.FACETED, asked.values()),
            "OR of what is told": [
                taken(lambda one=one: or_of_all(one), 1).database for one in told
            ],
        }
        wordings = naively(naive.RANKED_WORDINGS, asked.values())
    ratios = compare("In the nation, beside every row that matches", ours, plain)
    compare("… beside every wording that matches", {"page": ours["page"]}, {"page": wordings})
    return [
        Target("national page, ranking everything at p95", ratios["page"][1], 8),
        Target("national OR, all tokens uncapped at p95", ratios["OR of what is told"][1], 50),
    ]


def naively(sql: str, asked) -> list[float]:
    """The times of one of the naive statements for each query."""
    return [
        taken(lambda one=one: naive.asked(sql, one.groups, one.tokens), 1).database for one in asked
    ]


def or_of_all(one: Asked) -> list:
    """The first rows of all that hold any word or pair of a query, however common."""
    groups = [(token,) for token in one.all_tokens]
    return naive.asked(naive.RANKED, groups, one.all_tokens)


def beside_tantivy(folder: Path, rounds: int) -> list[Target]:
    """Page and count of as many candidates from tantivy, over the same tokens."""
    from tests.bench.national.engine import engines

    rows, wordings = engines(folder)
    targets = []
    for name, engine, scopes in (
        ("township", rows, townships()),
        ("national", wordings, [Scope()]),
    ):
        ours, theirs = [], []
        for one in (Asked(scope, typed) for scope in scopes for typed in ALL):
            place = str(one.scope.township.pk) if one.scope.township else ""
            answer = taken(one.page_and_count, rounds)
            ours.append(answer.database)
            most = len(answer.result[0])
            theirs.append(taken(search_of(engine, place, one, most), rounds).whole)
        ratios = {}
        for label, at in (("p50", 0), ("p95", 1)):
            ratios[label] = p50_p95(ours)[at] / p50_p95(theirs)[at]
        table(
            f"Beside tantivy, {name} page and count",
            ("", "p50 ms", "p95 ms"),
            [("portal", *p50_p95(ours)), ("tantivy", *p50_p95(theirs))],
        )
        for label, ratio in ratios.items():
            targets.append(Target(f"{name} page over tantivy's at {label}", ratio, 3, True))
    return targets


def search_of(engine, place: str, one: Asked, most: int) -> Callable[[], tuple[int, int]]:
    """What asks tantivy."""
    return lambda: engine.search(place, one.groups, most)


def with_meaning(rounds: int) -> list[Target]:
    """Searches of the nation with meaning and without, the query's own vector included."""
    if not Wording.objects.filter(passages__meaning__vector__isnull=False).exists():
        return []
    asked = [Asked(Scope(), typed) for typed in ALL]
    with by_words_only():
        words = [taken(one.whole, rounds) for one in asked]
    meaning = [taken(one.whole, rounds) for one in asked]
    times = {
        "by words, database": [one.database for one in words],
        "with meaning, database": [one.database for one in meaning],
        "by words, whole search": [one.whole for one in words],
        "with meaning, whole search": [one.whole for one in meaning],
    }
    table(
        "Meaning in the nation",
        ("", "p50 ms", "p95 ms"),
        [(name, *p50_p95(found)) for name, found in times.items()],
    )
    at = {name: p50_p95(found) for name, found in times.items()}
    return [
        Target(
            f"meaning over words, {what} at {label}",
            at[f"with meaning, {what}"][place] / at[f"by words, {what}"][place],
            2,
            at_most=True,
        )
        for what in ("database", "whole search")
        for place, label in enumerate(("p50", "p95"))
    ]
