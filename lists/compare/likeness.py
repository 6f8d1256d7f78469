"""How alike the wording of two rows is, by the pairs of signs they share.

All weights are whole numbers, so that comparing a with b and b with a gives the very same.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from lists.compare.rows import Row

RUN = re.compile(r"[^\W_]+")
# A name tells more of a duty than its cells; where the cells are the same, so is the duty.
NAME_SHARE, CELLS_ALONE = 0.6, 0.75
# Who changed lists has to be more alike than who did not.
OTHER_LIST = 0.1


def pairs(text: str) -> frozenset[str]:
    """All pairs of neighbouring signs of a text; a run of one sign stands for itself."""
    found = set()
    for run in RUN.findall(text):
        found.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return frozenset(found)


class Likeness:
    """Weighs the pairs of signs of two editions: those in many names say little (负责, 工作)."""

    def __init__(self, rows: Iterable[Row]):
        rows = list(rows)
        self.names = {row.plain_name: pairs(row.plain_name) for row in rows}
        often = Counter(chain.from_iterable(self.names[row.plain_name] for row in rows))
        self.weights = {
            pair: 1 + round(100 * math.log((1 + len(rows)) / count))
            for pair, count in often.items()
        }
        self.totals = {name: self.weight(found) for name, found in self.names.items()}
        self.cells: dict[tuple[str, ...], frozenset[str]] = {}

    def weight(self, found: Iterable[str]) -> int:
        """What some pairs of names weigh together."""
        return sum(self.weights[pair] for pair in found)

    def cells_of(self, row: Row) -> frozenset[str]:
        """The pairs of signs of a row's cells."""
        if row.plain_cells not in self.cells:
            self.cells[row.plain_cells] = pairs("，".join(row.plain_cells))
        return self.cells[row.plain_cells]

    def of_names(self, one: Row, other: Row) -> float:
        """How much of two names is the same: 0 to 1."""
        shared = self.weight(self.names[one.plain_name] & self.names[other.plain_name])
        total = self.totals[one.plain_name] + self.totals[other.plain_name]
        return 2 * shared / total if total else float(one.plain_name == other.plain_name)

    def contained(self, part: Row, whole: Row) -> float:
        """How much of one name stands in the other: 0 to 1."""
        total = self.totals[part.plain_name]
        shared = self.weight(self.names[part.plain_name] & self.names[whole.plain_name])
        return shared / total if total else 0.0

    def of_cells(self, one: Row, other: Row) -> float | None:
        """How much of the duties is the same: 0 to 1; None where they say nothing.

        Revoked rows share one method by the dozen (负责执法检查、巡查…, xindi revoked 15-25).
        """
        if not one.kind == other.kind == "cooperation":
            return None
        first, second = self.cells_of(one), self.cells_of(other)
        return 2 * len(first & second) / (len(first) + len(second)) if first and second else None

    def of(self, one: Row, other: Row) -> float:
        """How alike two rows are: 0 to 1."""
        named, duties = self.of_names(one, other), self.of_cells(one, other)
        if duties is None:
            return named - (OTHER_LIST if one.kind != other.kind else 0)
        return max(NAME_SHARE * named + (1 - NAME_SHARE) * duties, CELLS_ALONE * duties)
