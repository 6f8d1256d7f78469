"""Writes tables and lines as rows of cells, the way every reader gives them."""

import re
from collections import Counter
from dataclasses import replace

from ingest.parse.headers import role_of
from ingest.parse.titles import squeeze
from ingest.read.pdf.categories import fill_categories, fill_departments
from ingest.read.pdf.cells import ENDS, flat, reach, text_of
from ingest.read.pdf.joining import TableRow, rows_of
from ingest.read.pdf.layout import Line
from ingest.read.pdf.parts import Part, parts_of_table
from ingest.read.pdf.segments import PdfTable, set_columns
from ingest.shapes import Place, Region, Row

LIST_TITLE = "履职事项清单"
# Dot leaders and the page they lead to: a line of the contents.
LEADERS = re.compile(r"(?P<words>.*?[.．…·•⋯﹒]{3,})(?P<page>[（(]?\d{1,4}[）)]?)?")
# Columns whose text has paragraphs; the others are one phrase.
LONG = ("lead_duty", "township_duty", "method", None)


def written(blocks: list[Line | PdfTable]) -> list[Row]:
    """All rows of a document in order; a blank row parts a table from the text behind it."""
    rows: list[Row] = []
    after_table = False
    for block in whole_titles(blocks):
        if isinstance(block, PdfTable):
            rows += table_rows(block)
            after_table = True
            continue
        place = Place(page=block.page)
        if after_table:
            rows.append(Row(("",), place))
            after_table = False
        rows.append(Row(line_cells(block), place))
    return rows


def whole_titles(blocks: list[Line | PdfTable]) -> list[Line | PdfTable]:
    """The blocks with headings put together that a line end cut inside 履职事项清单."""
    found: list[Line | PdfTable] = []
    for block in blocks:
        before = found[-1] if found else None
        if isinstance(before, Line) and isinstance(block, Line) and cut_between(before, block):
            found[-1] = Line(block.page, before.runs + block.runs)
        else:
            found.append(block)
    return found


def cut_between(before: Line, line: Line) -> bool:
    """Whether two lines of one heading hold 履职事项清单 only together."""
    first, second = squeeze(before.words), squeeze(line.words)
    below = line.runs[0].base - before.runs[-1].base
    size = line.runs[0].size
    return (
        before.page == line.page
        and abs(before.runs[-1].size - size) < 0.5
        and 0 < below < 2.2 * size
        and LIST_TITLE in first + second
        and LIST_TITLE not in first
        and not second.startswith(LIST_TITLE)
        and LIST_TITLE not in second
    )


def numbered(rows: list[Row]) -> list[Row]:
    """The same rows, each with its number on its page, so that every place is one row's alone."""
    count: Counter = Counter()
    found = []
    for row in rows:
        count[row.place.page] += 1
        found.append(replace(row, place=replace(row.place, line=count[row.place.page])))
    return found


def line_cells(line: Line) -> tuple[str, ...]:
    """The cells of a line outside the tables: two for a line of the contents, else one."""
    text = line.words
    match = LEADERS.fullmatch(text)
    if match:
        return (match["words"], match["page"] or "")
    last = line.runs[-1]
    if len(line.runs) > 1 and re.fullmatch(r"[（(]?\d{1,4}[）)]?", last.text):
        before = line.runs[-2]
        if last.x0 - before.x1 > 3 * last.size:
            return ("".join(run.text for run in line.runs[:-1]), last.text)
    return (text,)


def table_rows(table: PdfTable) -> list[Row]:
    """The header and the rows of a table."""
    set_columns(table)
    parts = parts_of_table(table)
    rows = rows_of(table, parts)
    table.cut = broken_off(rows)
    words = fill_categories(table, parts, rows) if table.category_column is not None else []
    departments = fill_departments(table, parts, rows)
    rights = right_edges(table, rows)
    order = column_order(table)
    page = Place(page=table.header.sheet.number)
    found = [Row(tuple(table.cells[at] for at in order), page)]
    for index, row in enumerate(rows):
        cells = row_cells(table, row, rights, words[index] if words else "")
        if departments and not row.full:
            at = table.role_at("departments") or 0
            cells = (*cells[:at], departments[index], *cells[at + 1 :])
        cells = cells if row.full else tuple(cells[at] for at in order)
        found.append(Row(cells, place_of(row), regions_of(row.parts)))
    return found


def broken_off(rows: list[TableRow]) -> list[tuple[int, str]]:
    """Words below the foot of a cell that end in the middle, though the row goes on nowhere.

    LibreOffice prints no more of a row that is higher than its page and may not break.
    """
    return [
        (row.parts[-1].segment.sheet.number, run.text)
        for row in rows
        if row.parts[-1].last
        for run in row.parts[-1].segment.below_foot
        if not run.text.endswith(ENDS)
    ]


def column_order(table: PdfTable) -> list[int]:
    """The columns with that of the numbers first."""
    number = table.role_at("number") or 0
    return [number, *(at for at in range(len(table.cells)) if at != number)]


def row_cells(
    table: PdfTable, row: TableRow, rights: list[float], category: str
) -> tuple[str, ...]:
    """The texts of a row by column."""
    if row.full:
        return (row.full,)
    cells = []
    for at, words in enumerate(table.cells):
        role = role_of(words)
        if role == "category":
            cells.append(category)
        elif role == "number":
            cells.append(row.number)
        elif role in LONG:
            cells.append(text_of(row.column(at), rights[at]))
        else:
            cells.append(flat(row.column(at)))
    return tuple(cells)


def right_edges(table: PdfTable, rows: list[TableRow]) -> list[float]:
    """How far to the right the texts of each column reach."""
    return [
        max((reach(line) for row in rows if not row.full for line in row.column(at)), default=0.0)
        for at in range(len(table.cells))
    ]


def place_of(row: TableRow) -> Place:
    """Where a row begins."""
    return Place(page=row.parts[0].segment.sheet.number)


def regions_of(parts: list[Part]) -> tuple[Region, ...]:
    """The bands of the pages that a row fills."""
    return tuple(
        Region(
            part.segment.sheet.number,
            max(0.0, part.top / part.segment.sheet.height),
            min(1.0, part.bottom / part.segment.sheet.height),
        )
        for part in parts
    )
