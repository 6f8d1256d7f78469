"""Rows as they stand on one page: the bands between rules that cross the 序号 column."""

from dataclasses import dataclass

from ingest.read.pdf.bounds import SAME, bands_of, is_band, is_undrawn, pieces_of, set_strip
from ingest.read.pdf.cells import TextLine, flat, lines_of
from ingest.read.pdf.lines import Run, cut_at
from ingest.read.pdf.rules import Rule
from ingest.read.pdf.segments import PdfTable, Segment


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
    def signs(self) -> int:
        """How many characters stand in it."""
        lines = [line for cell in self.cells for line in cell]
        return count(self.full) + sum(count(line.text) for line in lines)

    @property
    def empty(self) -> bool:
        """Whether nothing is written in it."""
        return not self.full and not any(self.cells)


def parts_of_table(table: PdfTable) -> list[Part]:
    """The rows of a table as they stand on its pages, in order."""
    bands = [band for segment in table.segments for band in bands_of(table, segment)]
    set_strip(table, [band.between for band in bands])
    table.undrawn = is_undrawn(bands)
    found: list[Part] = []
    for segment in table.segments:
        own = [
            part_of(table, segment, top, bottom, band.lines)
            for band in bands
            if band.segment is segment
            for top, bottom in pieces_of(table, band)
        ]
        own = [part for part in own if not part.empty]
        lost = signs_in(segment) - sum(part.signs for part in own)
        if lost:
            table.lost.append((segment.sheet.number, lost))
        for part in own:
            part.first, part.last = part is own[0], part is own[-1]
        found += own
    return found


def signs_in(segment: Segment) -> int:
    """How many characters stand in a segment."""
    return sum(count(run.text) for run in segment.runs)


def count(text: str) -> int:
    """The length of a text without blanks."""
    return len(text.replace(" ", ""))


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
    return len(runs) == 1 and table.category_column is None and is_band(table, runs[0])


def parts_band(rule: Rule, segment: Segment, middle: float) -> bool:
    """Whether a rule down is one of the columns' and crosses a height."""
    return rule.crosses(middle) and any(abs(rule.at - place) <= 2.5 for place in segment.places)
