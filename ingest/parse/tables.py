"""Finds the tables: headers, titles, rows continued on the next line; nothing is dropped."""

import re
import unicodedata
from dataclasses import replace

from ingest.parse import layout as tell
from ingest.parse.headers import Header, read_header
from ingest.parse.layout import Layout, Skipped
from ingest.parse.titles import is_page_number, secrecy_mark, squeeze, title_kind
from ingest.shapes import Row, Table

NUMBER = re.compile(r"\d{1,4}")
# Never the rest of a row; a heading is one only behind a blank line, a cell may hold it too.
NOTE = re.compile(r"(注|备注|说明|附件?)\d*[：:].*")
HEADING = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、].{0,30}")


def row_number(cell: str) -> int | None:
    """Read a 序号 cell: 7, ７, 7. and （7）are 7; None when it is no number."""
    plain = unicodedata.normalize("NFKC", cell).strip(" ().、")
    return int(plain) if NUMBER.fullmatch(plain) else None


def find_tables(rows: list[Row]) -> Layout:
    """Sort all rows of a document into tables, titles and the text before them."""
    finder = TableFinder()
    for row in rows:
        finder.take(row)
    finder.finish()
    return finder.layout


class TableFinder:
    """Reads rows one after the other; `layout` is what it has understood so far."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.table: Table | None = None
        self.title: Row | None = None
        self.skipped: Skipped | None = None
        self.lone: Row | None = None  # a number alone: a page's, or a 序号 cut off its row
        self.lone_is_tight = False  # no blank line between it and the row before
        self.loose: list[Row] = []  # text behind a blank line, until the next row tells its place
        self.passed: list[Row] = []  # page numbers and running heads
        self.cover: set[str] = set()
        self.headless: list[Row] = []
        self.after_blank = False

    def take(self, row: Row) -> None:
        """Put one row where it belongs."""
        if not row.text:
            self.take_blank(row)
            return
        header = read_header(row.cells)
        if header:
            self.take_header(row, header)
        elif secrecy_mark(row.text):
            self.layout.marks.append(row)
        elif self.is_title(row):
            self.settle(same_table=False)
            self.title = row
            self.layout.titles.append(row)
        elif self.skipped:
            self.skipped.rows.append(row)
        elif self.table is None:
            self.take_head(row)
        else:
            self.take_row(self.table, row)
        self.after_blank = False

    def take_blank(self, row: Row) -> None:
        """Note a blank line; one that holds tabs may part the cells of a broken row."""
        table, parts_cells = self.table, len(row.cells) > 1 and not self.after_blank
        if parts_cells and table and self.lacks_cells(table) and fits(table, row):
            table.rows[-1] = joined(table.rows[-1], row)
        else:
            self.after_blank = True

    def is_title(self, row: Row) -> bool:
        """Whether a row is the title of a list and not the rest of a broken cell."""
        broken = self.table is not None and self.lacks_cells(self.table) and not self.after_blank
        return len(row.cells) == 1 and bool(title_kind(row.text)) and (row.outside or not broken)

    def take_header(self, row: Row, header: Header) -> None:
        """Begin a table, or go on with the present one where its header is repeated."""
        self.settle(same_table=False)
        self.end_skipping()
        if header.missing:
            self.table, self.skipped = None, tell.skipped_for_header(header, row.place)
            self.title = None
            return
        if not self.is_repeated(header):
            title = self.title.text if self.title else None
            self.table = Table(header.kind, header.roles, title, row.place)
            self.layout.tables.append(self.table)
            self.layout.findings += tell.title_mismatch(self.table)
            self.layout.findings += tell.column_findings(header, row.place)
        self.title = None

    def is_repeated(self, header: Header) -> bool:
        """Whether a header only repeats that of the present table on a new page."""
        if self.table is None or self.table.roles != header.roles:
            return False
        return self.title is None or self.table.title == self.title.text

    def take_head(self, row: Row) -> None:
        """Keep a line that stands before the first table; rows of a table have no place there."""
        self.layout.head.append(row)
        self.cover.add(squeeze(row.text))
        numbered = len(row.cells) > 2 and row_number(row.cells[0]) is not None
        # The contents may be tabular too: 1, 基本履职事项清单, page.
        if numbered and not any(title_kind(cell) for cell in row.cells):
            self.headless.append(row)

    def take_row(self, table: Table, row: Row) -> None:
        """Put a row behind a header: an item, the rest of one, a page number, or loose text."""
        if self.lone:
            row = self.reunited(table, row, self.lone)
        if row.outside:
            self.take_outside(table, row)
        elif self.starts_item(table, row):
            self.settle(same_table=True)
            if self.title and title_kind(self.title.text) != table.kind:
                self.table, self.skipped = None, tell.skipped_for_title(self.title, row.place)
                self.skipped.rows.append(row)
                return
            self.title = None
            table.rows.append(replace(row, cells=trimmed(row.cells, len(table.roles))))
        elif len(row.cells) == 1 and row_number(row.text) is not None:
            self.lone, self.lone_is_tight = row, not self.after_blank
        elif self.is_page_furniture(table, row):
            self.passed.append(row)
        elif self.continues_item(table, row):
            self.join(table, row, self.after_blank)
        else:
            self.loose.append(row)

    def take_outside(self, table: Table, row: Row) -> None:
        """Put a row that stands in no cell: a page number, a running head, or loose text."""
        furniture = is_page_number(row.text) or self.is_running_head(row)
        (self.passed if furniture else self.loose).append(row)

    def reunited(self, table: Table, row: Row, lone: Row) -> Row:
        """Give a row the number that stands alone before it: its 序号, or text of a broken cell."""
        self.lone = None
        if not row.cells[0].strip() and len(row.cells) > 1:
            return Row((lone.text, *row.cells[1:]), lone.place)
        within_cell = self.lone_is_tight and not self.after_blank and len(row.cells) == 1
        if within_cell and table.rows:
            self.join(table, lone, over_blank_line=False)
        else:
            self.let_go(table, lone)
        return row

    def let_go(self, table: Table, lone: Row) -> None:
        """Take a number alone for that of a page; tell where it may be the next 序号."""
        last = row_number(table.rows[-1].cells[0]) if table.rows else None
        if last is not None and row_number(lone.text) == last + 1:
            self.layout.findings.append(tell.lone_number(lone))

    def join(self, table: Table, row: Row, over_blank_line: bool) -> None:
        """Read a line as the rest of the last row, and tell of it."""
        self.layout.findings.append(tell.line_break(table.rows[-1], row, over_blank_line))
        table.rows[-1] = joined(table.rows[-1], row)

    def starts_item(self, table: Table, row: Row) -> bool:
        """Whether a row begins an item: a number first, or more cells than the row before lacks."""
        at = table.roles.index("number")
        if len(row.cells) > 1 and len(row.cells) > at and row_number(row.cells[at]) is not None:
            return True
        if len(row.cells) >= len(table.roles):
            return any(cell.strip() for cell in row.cells[1:])
        return len(row.cells) > 1 and not (table.rows and fits(table, row))

    def lacks_cells(self, table: Table) -> bool:
        """Whether the last row has fewer cells than its header."""
        return bool(table.rows) and len(table.rows[-1].cells) < table.least

    def continues_item(self, table: Table, row: Row) -> bool:
        """Whether a row is the rest of the one before: that lacks cells, or no blank parts them."""
        if not table.rows or self.title or stands_alone(row, self.after_blank):
            return False
        return self.lacks_cells(table) or not (self.after_blank or self.loose)

    def is_page_furniture(self, table: Table, row: Row) -> bool:
        """Whether a line is a page number or running head; inside a broken row nothing is."""
        if not (is_page_number(row.text) or self.is_running_head(row)):
            return False
        return self.after_blank or not self.lacks_cells(table)

    def is_running_head(self, row: Row) -> bool:
        """Whether a line repeats one of the cover, as running heads do."""
        words = squeeze(row.text)
        return len(words) >= 4 and words in self.cover

    def settle(self, same_table: bool) -> None:
        """Place the loose text: between two rows of a table only the rest of a cell can stand."""
        table = self.table
        if self.lone and table:
            self.let_go(table, self.lone)
        self.lone = None
        for row in self.loose:
            if same_table and table and table.rows and not stands_alone(row, after_blank=True):
                self.join(table, row, over_blank_line=True)
            else:
                self.layout.findings.append(tell.unplaced(row))
        self.loose = []

    def end_skipping(self) -> None:
        """Tell of the rows skipped so far."""
        if self.skipped:
            self.layout.findings.append(self.skipped.finding())
            self.skipped = None

    def finish(self) -> None:
        """Tell of what is left at the end: loose text, skipped rows, a title without a table."""
        self.settle(same_table=False)
        self.end_skipping()
        if self.passed:
            self.layout.findings.append(tell.page_furniture(self.passed))
        if self.headless and self.layout.tables:
            self.layout.findings.append(tell.skipped_in_head(self.headless).finding())
        if self.title and self.layout.tables:
            self.layout.findings.append(tell.unplaced(self.title))


def stands_alone(row: Row, after_blank: bool) -> bool:
    """Whether a line is a note or a heading of its own and no rest of a row."""
    heading = after_blank and HEADING.fullmatch(row.text)
    return bool(row.outside or heading or NOTE.fullmatch(row.text))


def fits(table: Table, row: Row) -> bool:
    """Whether a row has no more cells than the last row of the table lacks."""
    return len(table.rows[-1].cells) + len(row.cells) - 1 <= len(table.roles)


def trimmed(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Take empty cells beyond the width of the table off the end."""
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def joined(first: Row, rest: Row) -> Row:
    """Join a row broken inside a cell: its last cell goes on in the first cell of the rest."""
    seam = f"{first.cells[-1]}\n{rest.cells[0]}"
    cells = (*first.cells[:-1], seam, *rest.cells[1:])
    return replace(first, cells=cells, regions=first.regions + rest.regions)
