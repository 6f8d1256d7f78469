"""Rows as they stand on one page: the bands between rules that cross the 序号 column."""

import re
from dataclasses import dataclass

from ingest.read.pdf.cells import TextLine, flat, lines_of
from ingest.read.pdf.lines import Run, cut_at
from ingest.read.pdf.numbers import numbered_cuts
from ingest.read.pdf.rules import Rule
from ingest.read.pdf.segments import PdfTable, Segment

# A row over the full width: 一、党的建设（22项）.
FULL_WIDTH = re.compile(
    r"第?[（(]?[一二三四五六七八九十百]{1,4}[）)]?[、.．\s]?.{2,22}|.{2,20}[（(]共?\d+[项条个]?[）)]"
)
SAME = 2.0


@dataclass
class Part:
    """A row, or the piece of one that stands on one page."""

    segment: Segment
    top: float
    bottom: float
    cells: list[list[TextLine]]
    first: bool  # the topmost of its page
    last: bool
    closed_above: bool
    closed_below: bool
    full: str = ""  # the text of a row over the full width

    @property
    def empty(self) -> bool:
        """Whether nothing is written in it."""
        return not self.full and not any(self.cells)


def parts_of(table: PdfTable, segment: Segment) -> list[Part]:
    """The rows of a segment from the top."""
    number = table.role_at("number") or 0
    lines = cuts_over(segment, *table.extent(number))
    if table.ruled:
        lines = sorted([*lines, *ends_of_rules(segment)])
    full = [] if table.role_at("category") is not None else full_lines(table, segment)
    bands = []
    edges = distinct([segment.top, *lines, segment.bottom])
    for top, bottom in zip(edges, edges[1:], strict=False):
        inside = [run for run in segment.runs if top <= run.middle < bottom]
        cuts = [at for line in full for at in line if top < at < bottom]
        cuts += numbered_cuts(inside, segment.places, number, full, table.category_column)
        between = [top, *sorted(cuts), bottom]
        bands += zip(between, between[1:], strict=False)
    parts = [part_of(table, segment, top, bottom, lines) for top, bottom in bands]
    parts = [part for part in parts if not part.empty]
    for part in parts:
        part.first, part.last = part is parts[0], part is parts[-1]
    return parts


def cuts_over(segment: Segment, x0: float, x1: float) -> list[float]:
    """Heights where rules or edges of shading cross a stretch of the page, each once."""
    grid = segment.sheet.grid
    inside = [
        rule.at
        for rule in (*grid.across, *grid.edges)
        if segment.top - SAME < rule.at < segment.bottom + SAME and rule.covers(x0, x1, 0.9)
    ]
    return distinct(sorted(inside))


def ends_of_rules(segment: Segment) -> list[float]:
    """Where the rules down begin and end: an open row at the page's edge has no other bound."""
    beside = [
        rule
        for rule in segment.sheet.grid.down
        if any(abs(rule.at - place) <= 1.5 for place in segment.places[:1])
    ]
    ends = [at for rule in beside for at in (rule.start, rule.end)]
    return [at for at in ends if segment.top < at < segment.bottom]


def distinct(places: list[float]) -> list[float]:
    """Each height once, in order."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > SAME:
            found.append(place)
    return found


def full_lines(table: PdfTable, segment: Segment) -> list[tuple[float, float]]:
    """Lines over the full width (bands of a category) as heights above and below them."""
    found = []
    left = table.extent(table.role_at("number") or 0)[1]
    for run in segment.runs:
        beside = [
            other
            for other in segment.runs
            if other is not run and other.top < run.middle < other.bottom
        ]
        if run.x0 <= left and not beside and FULL_WIDTH.fullmatch(run.text):
            found.append((run.top - 0.5, run.bottom + 0.5))
    return found


def part_of(
    table: PdfTable, segment: Segment, top: float, bottom: float, lines: list[float]
) -> Part:
    """Read one band."""
    inside = [run for run in segment.runs if top <= run.middle < bottom]
    closed = [any(abs(at - line) <= SAME for line in lines) for at in (top, bottom)]
    part = Part(segment, top, bottom, [], False, False, closed[0], closed[1])
    if inside and is_full_width(table, segment, top, bottom, inside):
        part.full = flat(lines_of(inside))
        return part
    columns: list[list[Run]] = [[] for _ in range(len(segment.places) + 1)]
    for run in inside:
        for piece in cut_at(run, segment.places):
            at = sum(place < (piece.centres[0] + piece.centres[-1]) / 2 for place in segment.places)
            columns[at].append(piece)
    part.cells = [lines_of(column) for column in columns]
    return part


def is_full_width(
    table: PdfTable, segment: Segment, top: float, bottom: float, runs: list[Run]
) -> bool:
    """Whether one cell fills the whole band: no rule parts it, and its text reads so."""
    text = flat(lines_of(runs))
    middle = (top + bottom) / 2
    if table.ruled and any(parts_band(rule, segment, middle) for rule in segment.sheet.grid.down):
        return False
    if table.ruled:
        return not text.isdigit()
    left = table.extent(table.role_at("number") or 0)[1]
    alone = len(runs) == 1 and runs[0].x0 <= left
    return alone and table.category_column is None and bool(FULL_WIDTH.fullmatch(text))


def parts_band(rule: Rule, segment: Segment, middle: float) -> bool:
    """Whether a rule down is one of the columns' and crosses a height."""
    return rule.crosses(middle) and any(abs(rule.at - place) <= 2.5 for place in segment.places)
