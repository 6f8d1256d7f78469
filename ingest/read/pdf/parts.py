"""Rows as they stand on one page: the bands between rules that cross the 序号 column."""

from dataclasses import dataclass

from ingest.read.pdf.bands import COUNTED, may_be_band
from ingest.read.pdf.cells import TextLine, flat, lines_of
from ingest.read.pdf.lines import Run, cut_at
from ingest.read.pdf.numbers import SLACK, Between, cuts_of, look_between
from ingest.read.pdf.rules import Rule
from ingest.read.pdf.segments import PdfTable, Segment

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


def set_strip(table: PdfTable, found: list[Between]) -> None:
    """How wide the strips between rows are; 0 where those between lines are as wide."""
    widths = sorted(b - a for between in found for a, b in between.chosen if b > a)
    if not widths:
        return
    others = sorted(b - a for between in found for a, b in between.within)
    widest = others[int(0.95 * len(others))] if others else 0.0
    narrow = widths[len(widths) // 10]
    table.strip = narrow if SLACK * narrow > widest else 0.0
    table.top_aligned = sum(between.above_number for between in found) > 0.9 * len(widths)


@dataclass
class Band:
    """What stands between two rules (or edges of shading) that cross the 序号 column."""

    segment: Segment
    top: float
    bottom: float
    lines: list[float]
    full: list[tuple[float, float]]
    between: Between


def bands_of(table: PdfTable, segment: Segment) -> list[Band]:
    """The bands of a segment from the top."""
    number = table.role_at("number") or 0
    lines = cuts_over(segment, *table.extent(number))
    if table.ruled:
        lines = sorted([*lines, *ends_of_rules(segment)])
    needless = table.ruled or table.category_column is not None
    full = [] if needless else full_lines(table, segment)
    edges = distinct([segment.top, *lines, segment.bottom])
    found = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        inside = [run for run in segment.runs if top <= run.middle < bottom]
        between = look_between(inside, segment.places, number, full, table.category_column)
        found.append(Band(segment, top, bottom, lines, full, between))
    return found


def pieces_of(table: PdfTable, band: Band) -> list[tuple[float, float]]:
    """A band cut where several rows stand in it."""
    cuts = [at for line in band.full for at in line if band.top < at < band.bottom]
    open_ended = band.top == band.segment.top or band.bottom == band.segment.bottom
    alone = len(band.between.numbers) < 2 and not open_ended
    if not alone:
        cuts += cuts_of(band.between, table.strip, table.top_aligned)
    between = [band.top, *sorted(cuts), band.bottom]
    return list(zip(between, between[1:], strict=False))


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
    return [
        (run.top - 0.5, run.bottom + 0.5)
        for run in segment.runs
        if is_band(table, run)
        and not any(
            other is not run and other.top < run.middle < other.bottom for other in segment.runs
        )
    ]


def is_band(table: PdfTable, run: Run) -> bool:
    """Whether a run alone on its line names a category: left, centred or counted."""
    if not may_be_band(run.text):
        return False
    words = table.header.words
    middle = (run.x0 + run.x1) / 2
    centred = words[0].x1 < run.x0 and abs(middle - table_middle(table)) < 2
    at_left = run.x0 <= words[0].x1
    return at_left or centred or bool(COUNTED.fullmatch(run.text))


def table_middle(table: PdfTable) -> float:
    """Half the width of a table, by the texts of its first pages."""
    runs = [run for segment in table.segments[:3] for run in segment.runs]
    return (min(run.x0 for run in runs) + max(run.x1 for run in runs)) / 2


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
