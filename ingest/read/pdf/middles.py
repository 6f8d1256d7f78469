"""Merged categories with nothing drawn around them: their words stand in the middle of rows."""

from ingest.checks.reviewed import categories
from ingest.read.pdf.cells import flat, lines_of
from ingest.read.pdf.centred import centred_edges
from ingest.read.pdf.lines import Run, cut_at
from ingest.read.pdf.numbers import column_of
from ingest.read.pdf.parts import Part
from ingest.read.pdf.segments import PdfTable, Segment

# How far a cell's middle may be off before a cell that goes on over the page is likelier.
BEYOND = 3.0


def blocks_in(segment: Segment, column: int) -> list[list[Run]]:
    """The words of a column in blocks: lines close together, but no two whole categories."""
    pieces = [
        piece
        for run in segment.runs
        for piece in cut_at(run, segment.places)
        if column_of(piece, segment.places) == column
    ]
    known = categories()
    blocks: list[list[Run]] = []
    for piece in sorted(pieces, key=lambda run: run.base):
        close = blocks and piece.top - blocks[-1][-1].bottom < 0.9 * piece.size
        if close and flat(lines_of(blocks[-1])) not in known:
            blocks[-1].append(piece)
        else:
            blocks.append([piece])
    return blocks


def stand_in_middle(table: PdfTable, segment: Segment, blocks: list[list[Run]]) -> bool:
    """Whether words stand elsewhere than on the first line of a row, beside its number."""
    at = table.role_at("number") or 0
    numbers = [run for block in blocks_in(segment, at) for run in block]
    if begins_below(table, at):
        return True
    return any(
        all(abs(block[0].base - number.base) > 0.2 * number.size for number in numbers)
        for block in blocks
    )


def top_of(block: list[Run], parts: list[Part]) -> float | None:
    """Where the row begins at whose very top a category stands, though its number does not.

    Chromium begins the words there where a merged cell goes on over the page.
    """
    high = block[-1].bottom - block[0].top
    for part in parts:
        close = -1 <= block[0].top - part.top < 0.8 * block[0].size
        if close and part.bottom - part.top > 3 * high:
            return part.top
    return None


def begins_below(table: PdfTable, number: int) -> bool:
    """Whether the first category of a table stands a row or more below its first number."""
    column, first = table.category_column, table.segments[0]
    blocks = blocks_in(first, column) if column is not None else []
    numbers = [run for block in blocks_in(first, number) for run in block]
    return bool(blocks and len(numbers) > 1) and blocks[0][0].top > numbers[1].top - 1


def words_in_middle(
    table: PdfTable, segment: Segment, blocks: list[list[Run]], parts: list[Part]
) -> list[tuple[str, list[Part]]]:
    """Give each block the rows around it, '' for the rows above the first; [] where none fit.

    Behind the last block a cell may go on over the page, so that it takes all rows that follow.
    """
    edges = [*(part.top for part in parts), parts[-1].bottom]
    centres = [(block[0].middle + block[-1].middle) / 2 for block in blocks]
    beyond = BEYOND if segment is not table.segments[-1] else None
    chosen, _ = centred_edges(centres, edges, at_top=not segment.follows, beyond=beyond)
    if not chosen:
        return []
    tops = [top_of(block, parts) for block in blocks]
    starts = [top if top is not None else at for top, at in zip(tops, chosen, strict=False)]
    bounds = [*sorted(starts), edges[-1]]
    found = [("", [part for part in parts if part.top < bounds[0]])]
    for block, top, bottom in zip(blocks, bounds, bounds[1:], strict=False):
        found.append((flat(lines_of(block)), [p for p in parts if top <= p.top < bottom]))
    return [(words, beside) for words, beside in found if beside]
