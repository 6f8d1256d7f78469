"""Reads Excel workbooks (.xlsx): the rows of all visible sheets, as a text file has them."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.parse.headers import read_header
from ingest.parse.tables import row_number
from ingest.parse.titles import squeeze, title_kind
from ingest.read.bands import band_findings, with_categories
from ingest.read.grid import Grid, blank, joined_rows
from ingest.read.limits import bounded
from ingest.read.package import Package
from ingest.read.xlsx.sheets import Sheet, read_sheet
from ingest.read.xlsx.values import S, Values, has_drawn_text
from ingest.shapes import Finding, Place, Row, Source
from lists.secrecy import marks_in

__all__ = ["read"]

OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CONTENTS = ("目录", "目次", "索引")
LONGEST_MARK = 60


def read(path: Path, on_progress: Callable[[int, int], None] | None = None) -> Source:
    """Read a workbook; raises Damaged, Encrypted, TooLargeWhenOpened and the like."""
    package = Package(path, "Excel")
    values = Values(package)
    rows: list[Row] = []
    findings: list[Finding] = []
    relations = package.relations(package.main)
    for entry in package.xml(package.main).iter(S + "sheet"):
        name, part = entry.get("name", ""), relations.get(entry.get(OFFICE + "id", ""), ("", ""))[1]
        if part not in package.names or "chartsheet" in part:
            continue
        sheet = read_sheet(package, part, name, values)
        if not sheet.cells:
            continue
        if entry.get("state", "visible") != "visible":
            findings.append(hidden_sheet(sheet))
            continue
        grid = rows_of(sheet)
        rows += [*marks(sheet), blank(), *grid.rows]
        bounded(rows, path)
        findings += told(sheet, grid, has_drawn_text(package, part))
    return Source(
        name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        rows=with_categories(rows),
        findings=findings + band_findings(rows),
    )


def rows_of(sheet: Sheet) -> Grid:
    """The rows of a sheet; what stands before its header, or in a sheet without one, is text."""
    part = f"工作表“{sheet.name}”"
    grid = Grid(width=len(sheet.columns))
    last = 0
    for number, cells in sheet.grid():
        if last and number > last + 1:
            grid.rows.append(blank())
        grid.take(cells, Place(number, part=part))
        last = number
    header = next((at for at, row in enumerate(grid.rows) if read_header(row.cells)), None)
    before = grid.rows if header is None else grid.rows[:header]
    behind = [] if header is None else grid.rows[header:]
    contents = is_contents(sheet, before)
    if header is not None and title_kind(sheet.name) and not has_title(before):
        before = [*before, Row((sheet.name,), Place(part=part), outside=True)]
    if header is None and not contents and any(is_numbered(row) for row in before):
        return grid  # a list that goes on from the sheet before
    grid.rows = [*(as_text(row, contents) for row in before), *behind]
    return grid


def has_title(rows: list[Row]) -> bool:
    """Whether the rows before a header give the title of a list."""
    return any(title_kind(cell) for row in rows for cell in row.cells)


def is_contents(sheet: Sheet, rows: list[Row]) -> bool:
    """Whether a sheet is a table of contents: by its name or its first words."""
    words = squeeze(next((row.text for row in rows if row.text), ""))
    return squeeze(sheet.name) in CONTENTS or words in CONTENTS


def is_numbered(row: Row) -> bool:
    """Whether a row looks like one of a list: a number and at least two cells of text."""
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) > 2 and row_number(row.cells[0]) is not None


def as_text(row: Row, contents: bool) -> Row:
    """A row that belongs to no list, its empty cells left out.

    A line of the contents keeps a second cell: it is no title and no row of a list.
    """
    filled = [cell for cell in row.cells if cell.strip()]
    cells = (" ".join(filled), "") if contents and filled else tuple(filled or [""])
    return replace(row, cells=cells, outside=True)


def marks(sheet: Sheet) -> list[Row]:
    """The secrecy marks of a sheet's printed header and footer, one a row."""
    found: list[str] = []
    for line in sheet.edges:
        words = squeeze(line)
        found += marks_in(words) if len(words) <= LONGEST_MARK else []
    place = Place(part=f"工作表“{sheet.name}”的页眉页脚")
    return [Row((mark,), place, outside=True) for mark in dict.fromkeys(found)]


def hidden_sheet(sheet: Sheet) -> Finding:
    """Tell of a sheet that is hidden and was not read."""
    message = (
        f"工作表“{sheet.name}”是隐藏的（{len(sheet.cells)} 行），没有读入。"
        "如属清单，请取消隐藏后重新导入。"
    )
    return Finding("hidden_sheet", "warning", f"工作表“{sheet.name}”", message)


def told(sheet: Sheet, grid: Grid, drawn: bool) -> list[Finding]:
    """What a person should know of a sheet besides its rows."""
    where, findings = f"工作表“{sheet.name}”", []

    def tell(code: str, severity: str, message: str) -> None:
        findings.append(Finding(code, severity, where, message))

    if sheet.hidden_rows:
        shown = "、".join(map(str, sheet.hidden_rows[:10]))
        more = f"等 {len(sheet.hidden_rows)} 行" if len(sheet.hidden_rows) > 10 else ""
        tell("hidden_rows", "warning", f"第 {shown} 行{more}是隐藏的，仍已读入。如已作废，请删去。")
    if sheet.hidden_columns:
        count = len(sheet.hidden_columns)
        tell("hidden_columns", "warning", f"有 {count} 列文字是隐藏的，仍已读入，请核对。")
    if sheet.empty_formulas:
        shown = "、".join(sheet.empty_formulas[:10])
        count = len(sheet.empty_formulas)
        message = f"{shown}共 {count} 格是公式，文件里没有存下计算结果，按空格读入。"
        message += "请用 Excel 或 WPS 打开，保存一次后重新导入。"
        tell("formula_without_value", "warning", message)
    if sheet.errors:
        tell("formula_error", "warning", f"{'、'.join(sheet.errors[:10])}是公式错误值，请改正。")
    if drawn:
        message = "工作表上有文本框，其中的文字没有读入。如属清单，请写进单元格后重新导入。"
        tell("text_boxes", "warning", message)
    return findings + joined_rows(grid.joined)
