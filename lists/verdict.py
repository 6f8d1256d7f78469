"""Is it ours? The list in which the best row for a task stands, in one township."""

from dataclasses import dataclass

from lists.models import Item
from lists.search.find import find
from lists.search.scope import Scope

NONE = "none"


@dataclass(frozen=True)
class Verdict:
    kind: str
    item: Item | None


def verdict(user, scope: Scope, task: str) -> Verdict:
    found = find(user, scope, task)
    rows = found.ranked(1)
    return Verdict(rows[0].kind, rows[0]) if rows else Verdict(NONE, None)
