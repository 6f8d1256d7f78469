"""Where the rows of a page begin and end: at rules, shading, numbers, full-width lines."""

from dataclasses import dataclass

from ingest.read.pdf.bands import COUNTED, may_be_band
from ingest.read.pdf.lines import Run, runs_over
from ingest.read.pdf.numbers import (
    SLACK,
    Between,
    centred_cuts,
    cuts_of,
    look_between,
)
from ingest.read.pdf.segments import PdfTable, Segment

SAME = 2.0
# A row that fills its page ends below this share of its height.
FULL_PAGE = 0.75


@dataclass
class Band:
    """What stands between two rules (or edges of shading) that cross the 序号 column."""

    segment: Segment
    top: float
    bottom: float
    lines: list[float]
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
    if len(edges) > 2 and foot_run_over(table, segment, edges[-2]):
        foot = edges.pop(-2)
        if table.ruled and foot > FULL_PAGE * segment.sheet.height:
            segment.below_foot = [run for run in segment.runs if run.middle >= foot]
    edges = sorted({*edges, *(at for line in full for at in line)})
    found = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        inside = [run for run in segment.runs if top <= run.middle < bottom]
        between = look_between(inside, segment.places, number, table.category_column)
        found.append(Band(segment, top, bottom, lines, between))
    return found


def set_strip(table: PdfTable, found: list[Between]) -> None:
    """How wide the strips between rows are; 0 where those between lines are as wide."""
    widths = sorted(b - a for between in found for a, b in between.chosen if b > a)
    if not widths:
        return
    others = sorted(b - a for between in found for a, b in between.within)
    widest = others[int(0.95 * len(others))] if others else 0.0
    narrow = widths[len(widths) // 10]
    table.strip = narrow if SLACK * narrow > widest else 0.0
    numbers = sum(len(between.numbers) for between in found)
    table.top_aligned = sum(between.level for between in found) >= 0.85 * numbers


def is_undrawn(bands: list[Band]) -> bool:
    """Whether nothing is drawn between most rows: fewer bounds inside pages than numbers."""
    numbers = sum(len(band.between.numbers) for band in bands)
    drawn = sum(
        band.top > band.segment.top + 3 and any(abs(at - band.top) <= SAME for at in band.lines)
        for band in bands
    )
    return drawn < 0.5 * numbers


def foot_run_over(table: PdfTable, segment: Segment, foot: float) -> bool:
    """Whether the last line of a page stands below the lowest bound of its table."""
    below = [run for run in segment.runs if run.middle >= foot]
    above = [run for run in segment.runs if run.middle < foot]
    drawn = segment.sheet.grid.down if table.ruled else segment.sheet.grid.edges
    if not below or not above or not drawn or max(r.base for r in below) - foot > 40:
        return False
    ends = [rule.end for rule in drawn] if table.ruled else [rule.at for rule in drawn]
    return max(ends) <= foot + SAME and runs_over(above, below)


def pieces_of(table: PdfTable, band: Band) -> list[tuple[float, float]]:
    """A band cut where several rows stand in it."""
    segment, cuts = band.segment, []
    at_edge = band.top == segment.top or band.bottom == segment.bottom
    several = len(band.between.numbers) > 1
    if several or (at_edge and table.undrawn):
        if table.strip or table.top_aligned:
            cuts = cuts_of(band.between, table.strip, table.top_aligned)
        elif several:
            at_top = band.top != segment.top or not segment.follows
            cuts = centred_cuts(band.between, at_top)
    cuts = [at for at in cuts if band.top < at < band.bottom]
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
