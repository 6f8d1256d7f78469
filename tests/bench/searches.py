"""How long a search takes, beside the plain search of rows whose name holds the query."""

from pathlib import Path
from statistics import median

from django.db.models import QuerySet

from lists.evaluation import JudgedQuery, like_on_names, portal_search, read_queries
from lists.models import Item, Township
from tests.bench.table import milliseconds, p50_p95, table

HEAD = ("rows searched", "queries", "p50 ms", "p95 ms", "naive p50 ms", "p50 ratio")


def measure(files: list[Path], rounds: int) -> None:
    """Print the times for the queries of each file, in their township and in all lists."""
    rows = Item.internal.all()
    places = dict(Township.internal.values_list("name", "pk"))
    lines = []
    for file in files:
        queries, name = read_queries(file), f"{file.parent.name}/{file.name}"
        here = [one for one in queries if one.township in places]
        in_place = [(rows.filter(township=places[one.township]), one) for one in here]
        if in_place:
            lines.append(line(f"{name}, in their township", in_place, rounds))
        lines.append(line(f"{name}, in all lists", [(rows, one) for one in queries], rounds))
    table(f"Search, first ten rows (best of {rounds} for each query, in process)", HEAD, lines)


def line(name: str, asked: list[tuple[QuerySet[Item], JudgedQuery]], rounds: int) -> tuple:
    """One line of the table; the naive search runs right after ours, query by query."""
    ours, naive = [], []
    for rows, one in asked:
        ours.append(best(portal_search, rows, one.query, rounds))
        naive.append(best(like_on_names, rows, one.query, rounds))
    p50, p95 = p50_p95(ours)
    return (name, len(asked), p50, p95, median(naive), p50 / median(naive))


def best(search, rows: QuerySet[Item], query: str, rounds: int) -> float:
    """The shortest time of some: the machine's other work is not ours."""
    return min(milliseconds(lambda: search(rows, query)) for _ in range(rounds))
