"""What changed between two editions, row by row: every row of both stands in one difference."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from lists.compare.likeness import Likeness
from lists.compare.matching import MOST_PAIRS, left_over, match
from lists.compare.rows import Row

# So much of a row's name stands in another's when the one may be a part of the other.
A_PART = 0.7


class Change(StrEnum):
    """What can happen to a row, what matters most first."""

    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    BODIES = "departments"
    CATEGORY = "category"
    RENUMBERED = "renumbered"  # and nothing else


ORDER = list(Change)


@dataclass(frozen=True)
class Difference:
    """A row before and after; None where there is none.

    `akin` is, for a row that came or went, the row of the other edition it may be a part of.
    """

    old: Row | None
    new: Row | None
    akin: Row | None = None

    @property
    def row(self) -> Row:
        """The row as it is now, or was when it went."""
        return self.new or self.old

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """All that happened to the row, what matters most first; nothing for the same row."""
        if self.old is None or self.new is None:
            return (Change.ADDED if self.old is None else Change.REMOVED,)
        old, new, same_list = self.old, self.new, self.old.kind == self.new.kind
        happened = {
            Change.MOVED: not same_list,
            # Lists have columns of their own: over a move only the name is comparable.
            Change.REWORDED: old.plain_name != new.plain_name
            or (same_list and old.plain_cells != new.plain_cells),
            Change.BODIES: same_list and set(old.bodies) != set(new.bodies),
            Change.CATEGORY: old.category != new.category,
        }
        found = tuple(change for change in ORDER if happened.get(change))
        return found or ((Change.RENUMBERED,) if old.number != new.number else ())

    @property
    def bodies_added(self) -> list[str]:
        """Bodies that have a part in the row since, in printed order."""
        return [body for body in self.new.bodies if body not in self.old.bodies]

    @property
    def bodies_removed(self) -> list[str]:
        """Bodies that have no part in it any more."""
        return [body for body in self.old.bodies if body not in self.new.bodies]


@dataclass(frozen=True)
class Comparison:
    """All differences between two editions, what matters most first, unchanged rows last."""

    differences: tuple[Difference, ...]

    @cached_property
    def counts(self) -> Counter:
        """How many rows each change happened to; a row may have changed in several ways."""
        return Counter(change for one in self.differences for change in one.changes)

    @property
    def unchanged(self) -> int:
        """How many rows are the same, number and all."""
        return sum(not one.changes for one in self.differences)

    def of(self, change: Change) -> list[Difference]:
        """The rows to which this happened."""
        return [one for one in self.differences if change in one.changes]

    @property
    def told(self) -> list[Difference]:
        """The rows to which more happened than a new number."""
        return [one for one in self.differences if one.changes not in ((), (Change.RENUMBERED,))]

    def only(self, change: Change | None) -> list[Difference]:
        """The rows to which this happened; without a change all that are `told`."""
        return self.of(change) if change else self.told

    def about(self, kind: str, number: int, old: bool) -> Difference:
        """What happened to one row of the old or the new edition; StopIteration for no such row."""
        place = (kind, number)
        rows = ((one.old if old else one.new, one) for one in self.differences)
        return next(one for row, one in rows if row and (row.kind, row.number) == place)


def compare(old: Iterable[Row], new: Iterable[Row]) -> Comparison:
    """Compare the rows of two editions."""
    old, new = list(old), list(new)
    pairs = match(old, new)
    found = [Difference(*pair) for pair in pairs]
    went, came = left_over(old, new, pairs)
    # Only who was reworded or went itself can have lost a part of its name, or taken one in.
    likeness = Likeness([*old, *new])
    reworded = [pair for pair in pairs if pair[0].plain_name != pair[1].plain_name]
    lost = [*went, *(one for one, _ in reworded)]
    gained = [*came, *(other for _, other in reworded)]
    if len(came) * len(lost) + len(went) * len(gained) > 2 * MOST_PAIRS:
        lost, gained = [], []
    found += [Difference(None, row, whole_of(row, lost, likeness)) for row in came]
    found += [Difference(row, None, whole_of(row, gained, likeness)) for row in went]
    return Comparison(tuple(sorted(found, key=order)))


def whole_of(part: Row, rows: list[Row], likeness: Likeness) -> Row | None:
    """The row whose name holds most of the name of another, which may be split from it."""
    scored = [(likeness.contained(part, row), row) for row in rows]
    worthy = [(-score, row.place, row) for score, row in scored if score >= A_PART]
    return min(worthy, key=lambda one: one[:2])[2] if worthy else None


def order(one: Difference) -> tuple:
    """The order of the page: by what matters most; of moves those that give the township more."""
    first = ORDER.index(one.changes[0]) if one.changes else len(ORDER)
    return first, one.row.place, one.new is None
