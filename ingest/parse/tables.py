"""Finds the tables: headers, titles, rows continued on the next line; nothing is dropped."""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from ingest.parse.headers import header_roles, kind_of
from ingest.parse.titles import is_page_number, title_kind
from ingest.shapes import LIST_NAMES, Finding, Row, Table

NUMBER = re.compile(r"\d{1,4}")


@dataclass
class Layout:
    """What stands where: lines before the first table, titles, tables, and what fits nowhere."""

    head: list[Row] = field(default_factory=list)
    titles: list[Row] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


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
        self.after_blank = False

    def take(self, row: Row) -> None:
        """Put one row where it belongs."""
        if not row.text:
            self.after_blank = True
            return
        roles = header_roles(row.cells)
        if roles:
            self.take_header(row, roles)
        elif len(row.cells) == 1 and title_kind(row.text):
            self.title = row
            self.layout.titles.append(row)
        elif self.table is None:
            self.layout.head.append(row)
        elif self.starts_item(row):
            self.table.rows.append(replace(row, cells=trimmed(row.cells, len(self.table.roles))))
        elif self.continues_item(row):
            self.table.rows[-1] = joined(self.table.rows[-1], row)
        elif not is_page_number(row.text):
            self.unplaced(row)
        self.after_blank = False

    def take_header(self, row: Row, roles: tuple[str, ...]) -> None:
        """Begin a table, or go on with the present one where its header is repeated."""
        same_table = self.table is not None and self.table.roles == roles
        same_title = self.title is None or (
            self.table is not None and self.table.title == self.title.text
        )
        if not (same_table and same_title):
            self.table = Table(kind_of(roles), roles, self.title and self.title.text, row.place)
            self.layout.tables.append(self.table)
            self.check_title(self.table, row)
        self.title = None

    def check_title(self, table: Table, row: Row) -> None:
        """Tell when the title names another list than the columns do."""
        titled = table.title and title_kind(table.title)
        if titled and titled != table.kind:
            self.layout.findings.append(
                Finding(
                    "title_mismatch",
                    "warning",
                    str(row.place),
                    f"标题写的是“{LIST_NAMES[titled]}”，表头各列却是“{LIST_NAMES[table.kind]}”，"
                    "已按表头处理，请核对。",
                )
            )

    def starts_item(self, row: Row) -> bool:
        """Whether a row begins an item: a number first, or a full set of cells without one."""
        width = len(self.table.roles)
        at = self.table.roles.index("number")
        if len(row.cells) > 1 and len(row.cells) > at and row_number(row.cells[at]) is not None:
            return True
        return len(row.cells) >= width and any(cell.strip() for cell in row.cells[1:])

    def continues_item(self, row: Row) -> bool:
        """Whether a row is the rest of the one before: that lacks cells, or no blank line parts them."""
        if not self.table.rows or self.title is not None:
            return False
        lacking = len(self.table.rows[-1].cells) < len(self.table.roles)
        return lacking or (not self.after_blank and not is_page_number(row.text))

    def unplaced(self, row: Row) -> None:
        """Tell of text that belongs to no table."""
        self.layout.findings.append(
            Finding(
                "unplaced_text",
                "warning",
                str(row.place),
                f"这段文字不属于任何表格，未导入：“{row.text[:80]}”。请确认是否遗漏了事项。",
            )
        )

    def finish(self) -> None:
        """Tell of a title that no table followed."""
        if self.title is not None and self.layout.tables:
            self.unplaced(self.title)


def trimmed(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Take empty cells beyond the width of the table off the end."""
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def joined(first: Row, rest: Row) -> Row:
    """Join a row broken inside a cell: its last cell goes on in the first cell of the rest."""
    seam = f"{first.cells[-1]}\n{rest.cells[0]}"
    return replace(first, cells=(*first.cells[:-1], seam, *rest.cells[1:]))
