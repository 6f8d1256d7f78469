"""Is it ours? The list in which the best row for a task stands, in one township."""

from dataclasses import dataclass

from django.db.models import QuerySet

from lists.models import Item
from lists.search.find import find

NONE = "none"


@dataclass(frozen=True)
class Verdict:
    """The list a task is on (a kind, or `none`) and the row that says so."""

    kind: str
    item: Item | None


def verdict(items: QuerySet[Item], task: str) -> Verdict:
    """Judge a task against the rows of one township.

    The list of the best row, where a word of the task stands in any row; rows that share
    only single characters with it prove nothing, so the answer is then `none`.
    """
    found = find(items, task)
    if not found.chosen.worded:
        return Verdict(NONE, None)
    best = found.ranked()[0]
    return Verdict(best.kind, best)
