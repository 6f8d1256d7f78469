"""Rules of a page: boxes become lines across and down, and the edges of shading."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.read.pdf.ink import Box, Ink

# Thicker than this a filled box is shading; rules of offices are 0.3 to 2.5 pt.
THICKEST_RULE = 3.0
# Dots and dashes of one border stand at most this far apart, in points.
WIDEST_GAP = 5.0
# Boxes on one line differ by rounding only.
SAME_LINE = 1.2
SHORTEST_RULE = 6.0
# Two lines that meet at a corner, or the two of a double line, are at most so far apart.
CORNER = 4.0


class Rule(NamedTuple):
    """A straight line: `at` is its y (across) or x (down), from `start` to `end` along it."""

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float, share: float = 0.7) -> bool:
        """Whether it runs along most of a stretch."""
        return min(self.end, end) - max(self.start, start) >= share * (end - start)

    def crosses(self, at: float, slack: float = 0.0) -> bool:
        """Whether it passes a point."""
        return self.start - slack <= at <= self.end + slack


@dataclass
class Grid:
    """The lines of one page; `edges` are those of shading, which part rows like rules do."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    edges: list[Rule] = field(default_factory=list)
    sides: list[Rule] = field(default_factory=list)


def grid_of(ink: Ink) -> Grid:
    """Sort the boxes of a page into lines; what lies beyond the sheet is cut off."""
    across: list[Rule] = []
    down: list[Rule] = []
    edges: list[Rule] = []
    sides: list[Rule] = []
    for box in within_sheet(ink):
        wide, high = box.x1 - box.x0, box.bottom - box.top
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if high <= THICKEST_RULE and wide <= THICKEST_RULE:
            across.append(Rule(y, box.x0, box.x1))
            down.append(Rule(x, box.top, box.bottom))
        elif high <= THICKEST_RULE:
            across.append(Rule(y, box.x0, box.x1))
        elif wide <= THICKEST_RULE:
            down.append(Rule(x, box.top, box.bottom))
        elif box.filled and wide * high < 0.9 * ink.width * ink.height:
            edges += [Rule(box.top, box.x0, box.x1), Rule(box.bottom, box.x0, box.x1)]
            sides += [Rule(box.x0, box.top, box.bottom), Rule(box.x1, box.top, box.bottom)]
    return without_frame(Grid(*(united(rules) for rules in (across, down, edges, sides))))


def without_frame(grid: Grid) -> Grid:
    """The lines without a frame around the sheet: a rectangle that no line within it touches."""
    for left, right in zip(grid.down[:3], grid.down[:-4:-1], strict=False):
        ends = [r for r in grid.across if near(r.start, left.at) and near(r.end, right.at)]
        sides = [r for r in grid.down if near(r.at, left.at) or near(r.at, right.at)]
        if len(ends) < 2 or ends[-1].at - ends[0].at < 0.9 * (left.end - left.start):
            continue
        inner = [r for r in grid.across if ends[0].at + CORNER < r.at < ends[-1].at - CORNER]
        touching = [r for r in inner if near(r.start, left.at) or near(r.end, right.at)]
        standing = [r for r in grid.down if r not in sides and near(r.start, ends[0].at)]
        if touching or standing:
            return grid
        grid.across = [r for r in grid.across if r not in ends]
        grid.down = [r for r in grid.down if r not in sides]
    return grid


def near(one: float, other: float) -> bool:
    """Whether two lines meet, or nearly do, as the two of a double one."""
    return abs(one - other) <= CORNER


def within_sheet(ink: Ink) -> Iterable[Box]:
    """The boxes cut at the edges of the sheet; those that lie outside are none."""
    for box in ink.boxes:
        x0, x1 = max(box.x0, 0.0), min(box.x1, ink.width)
        top, bottom = max(box.top, 0.0), min(box.bottom, ink.height)
        if x0 <= x1 and top <= bottom:
            yield Box(x0, top, x1, bottom, box.filled)


def united(rules: list[Rule]) -> list[Rule]:
    """Join what lies on one line with small gaps between: dots, dashes, cell by cell borders."""
    lines: dict[int, list[Rule]] = defaultdict(list)
    at, key = None, -1
    for rule in sorted(rules):
        if at is None or rule.at - at > SAME_LINE:
            at, key = rule.at, key + 1
        lines[key].append(rule)
    found = []
    for line in lines.values():
        place = sum(rule.at for rule in line) / len(line)
        start = end = None
        for rule in sorted(line, key=lambda rule: rule.start):
            if start is None or rule.start - end > WIDEST_GAP:
                if start is not None:
                    found.append(Rule(place, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        found.append(Rule(place, start, end))
    return [rule for rule in found if rule.end - rule.start >= SHORTEST_RULE]
