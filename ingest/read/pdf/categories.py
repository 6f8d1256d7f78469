"""Merged category cells: each row gets the words of the region it stands in, over pages too."""

from dataclasses import dataclass, field

from ingest.checks.reviewed import categories
from ingest.read.pdf.bounds import SAME, cuts_over, distinct
from ingest.read.pdf.cells import flat, lines_of
from ingest.read.pdf.joining import TableRow
from ingest.read.pdf.lines import Run, cut_at
from ingest.read.pdf.middles import blocks_in, stand_in_middle, words_in_middle
from ingest.read.pdf.parts import Part
from ingest.read.pdf.segments import PdfTable, Segment


@dataclass
class CategoryRegion:
    """A cell of the category column on one page, and the parts of rows it stands beside."""

    text: str
    parts: list[Part]
    open_below: bool
    open_above: bool


@dataclass
class Chain:
    """The regions of one category cell over its pages."""

    regions: list[CategoryRegion] = field(default_factory=list)
    text: str = ""


def fill_categories(table: PdfTable, parts: list[Part], rows: list[TableRow]) -> list[str]:
    """Give the category of each row, '' where none is found."""
    column = table.category_column
    assert column is not None
    chains: list[Chain] = []
    for segment in table.segments:
        own = [part for part in parts if part.segment is segment and not part.full]
        for at, region in enumerate(regions_of(table, segment, own, column)):
            over_page = at == 0 and segment.follows
            # Where nothing is drawn, a row without words belongs to the cell above it.
            below = table.undrawn and not region.text
            if chains and (below or (over_page and goes_on(chains[-1], region))):
                chains[-1].regions.append(region)
                chains[-1].text += region.text
            else:
                chains.append(Chain([region], region.text))
    words = {id(part): chain.text for chain in chains for r in chain.regions for part in r.parts}
    found: list[str] = []
    for row in rows:
        texts = [words.get(id(part), "") for part in row.parts]
        own = list(dict.fromkeys(text for text in texts if text))
        found.append(own[0] if own else "")
    return below_above(found, rows)


def fill_departments(table: PdfTable, parts: list[Part], rows: list[TableRow]) -> list[str] | None:
    """The departments of each row where a cell drawn over several rows holds them, else None."""
    column = table.role_at("departments")
    if column is None or not table.ruled or table.undrawn:
        return None
    shared: dict[int, str] = {}
    for segment in table.segments:
        own = [part for part in parts if part.segment is segment and not part.full]
        lines = within(segment, cuts_over(segment, *table.extent(column)))
        edges = distinct([segment.top, *lines, segment.bottom])
        for top, bottom in zip(edges, edges[1:], strict=False):
            beside = [p for p in own if top - SAME <= (p.top + p.bottom) / 2 < bottom]
            if len(beside) > 1:
                words = text_between(segment, top, bottom, column)
                shared |= {id(part): words for part in beside}
    return [words_of(row, column, shared) for row in rows] if shared else None


def words_of(row: TableRow, column: int, shared: dict[int, str]) -> str:
    """The words of one column of a row, those of a cell it shares in their place."""
    texts = [shared.get(id(part)) or flat(part.cells[column]) for part in row.parts if part.cells]
    return "".join(dict.fromkeys(texts)) if len(texts) > 1 else "".join(texts)


def below_above(found: list[str], rows: list[TableRow]) -> list[str]:
    """Rows without any words take those of the row above: merged, text at the top."""
    for at in range(1, len(found)):
        if not found[at] and not rows[at].full and not rows[at - 1].full:
            found[at] = found[at - 1]
    return found


def regions_of(
    table: PdfTable, segment: Segment, parts: list[Part], column: int
) -> list[CategoryRegion]:
    """The category cells of a segment: between rules crossing the column, else one per row."""
    lines = cuts_over(segment, *table.extent(column))
    rules = within(segment, cuts_over(segment, *table.extent(table.role_at("number") or 0)))
    inner = within(segment, lines)
    if table.undrawn:
        rules = []
    if not rules:
        edges = distinct([segment.top, *(part.top for part in parts), segment.bottom])
    else:
        edges = distinct([segment.top, *inner, segment.bottom])
    blocks = blocks_in(segment, column)
    unshaded = not inner and not segment.sheet.grid.across and len(parts) > 1
    crowded = (
        not rules
        or unshaded
        or any(
            sum(top <= block[0].middle < bottom for block in blocks) > 1
            for top, bottom in zip(edges, edges[1:], strict=False)
        )
    )
    in_middle = bool(blocks) and stand_in_middle(table, segment, blocks)
    if crowded and parts and in_middle:
        middles = words_in_middle(table, segment, blocks, parts)
        if middles:
            return [CategoryRegion(words, beside, True, True) for words, beside in middles]
    if rules and not in_middle and (crowded or not segment.sheet.grid.across):
        edges = distinct([*edges, *tops_of(parts, blocks, segment)])
    found: list[CategoryRegion] = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        beside = [part for part in parts if top - SAME <= (part.top + part.bottom) / 2 < bottom]
        text = text_between(segment, top, bottom, column)
        if not beside and not text:
            continue
        if not rules and found and completes(found[-1].text, text):
            # One cell over several rows, its words over several of their lines.
            found[-1].text += text
            found[-1].parts += beside
            continue
        closed = [any(abs(at - line) <= SAME for line in lines) for at in (top, bottom)]
        found.append(CategoryRegion(text, beside, not closed[1], not closed[0]))
    return found


def tops_of(parts: list[Part], blocks: list[list[Run]], segment: Segment) -> list[float]:
    """Where the rows begin that a category stands in.

    Between two merged cells of one shade nothing is drawn: words of the lower one tell of it.
    """
    known = categories()
    return [
        part.top
        for part in parts
        for block in blocks
        if part.top <= block[0].middle < part.bottom
        and (flat(lines_of(block)) in known or not segment.sheet.grid.across)
    ]


def within(segment: Segment, heights: list[float]) -> list[float]:
    """Those of the heights that part a segment, not its upper and lower edge."""
    return [at for at in heights if segment.top + SAME < at < segment.bottom - SAME]


def completes(text: str, rest: str) -> bool:
    """Whether a category cut in two is whole again with its rest: 文化和旅 and 游."""
    known = categories()
    return bool(text and rest) and text not in known and text + rest in known


def text_between(segment: Segment, top: float, bottom: float, column: int) -> str:
    """The words of one column between two heights."""
    pieces = [
        piece
        for run in segment.runs
        if top <= run.middle < bottom
        for piece in cut_at(run, segment.places)
        if sum(place < (piece.x0 + piece.x1) / 2 for place in segment.places) == column
    ]
    return flat(lines_of(pieces))


def goes_on(chain: Chain, region: CategoryRegion) -> bool:
    """Whether the topmost cell of a page is the rest of the last one of the page before."""
    if not region.text or not chain.text:
        return True
    known = categories()
    return chain.text + region.text in known and not (chain.text in known and region.text in known)
