"""The cells of one sheet as they stand in the file, with merges, hidden rows and formulas."""

import re
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.utils.cell import column_index_from_string

from ingest.errors import TooLargeWhenOpened
from ingest.read.grid import Cell
from ingest.read.package import Package
from ingest.read.xlsx.values import S, Values

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# A list has 5 columns and some hundred rows; merges may reach over the whole sheet.
MOST_ROWS, MOST_CELLS = 20_000, 200_000
MOST_MERGES, MOST_MERGED = 20_000, 1_000_000


@dataclass(frozen=True)
class Merge:
    """A merged area: first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """The filled cells of a sheet by row and column, and what else a person should know."""

    name: str
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    empty_formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)  # printed headers and footers

    @property
    def columns(self) -> list[int]:
        """The columns that hold any text."""
        return sorted({column for row in self.cells.values() for column in row})

    def grid(self) -> list[tuple[int, list[Cell]]]:
        """The rows with text or merges, columns without text left out: (row, its cells)."""
        columns = self.columns
        position = {column: at for at, column in enumerate(columns)}
        covered = self.covered(set(columns))
        found = []
        for row in sorted({*self.cells, *(row for row, _ in covered)}):
            texts, cells = self.cells.get(row, {}), []
            for column in columns:
                merge = covered.get((row, column))
                if merge is None:
                    cells.append(Cell(texts.get(column, ""), position[column]))
                elif column == first_of(merge, columns):
                    span = sum(merge.left <= each <= merge.right for each in columns)
                    text = self.cells.get(merge.top, {}).get(merge.left, "")
                    cells.append(Cell(text, position[column], span, above=row > merge.top))
            found.append((row, cells))
        return found

    def covered(self, columns: set[int]) -> dict[tuple[int, int], Merge]:
        """The merged area of each cell that lies in one, within the rows that hold text."""
        found = {}
        for merge in self.merges:
            # An area over more columns than text has none beside; its own column has text.
            for row in range(merge.top, merge.bottom + 1):
                for column in columns:
                    if merge.left <= column <= merge.right:
                        found[row, column] = merge
        return found


def first_of(merge: Merge, columns: list[int]) -> int:
    """The first column with text of a merged area."""
    return next(column for column in columns if column >= merge.left)


def read_sheet(package: Package, part: str, name: str, values: Values) -> Sheet:
    """Read a sheet; raises TooLargeWhenOpened for more rows or columns than any list has."""
    root, sheet = package.xml(part), Sheet(name)
    for at, row in enumerate(root.iter(S + "row"), start=1):
        number = int(row.get("r", "")) if row.get("r", "").isdigit() else at
        read_row(row, number, sheet, values)
        if len(sheet.cells) > MOST_ROWS:
            break  # refused below
    rows, columns = len(sheet.cells), len(sheet.columns)
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise TooLargeWhenOpened(
            package.path.name,
            f"工作表“{name}”有 {rows:,} 行、{columns:,} 列文字，不像一份履职事项清单。",
            "请确认选对了文件；一个文件只放一个乡镇的清单。",
        )
    sheet.merges = merges_of(root, package, max(sheet.cells, default=0))
    for column in root.iter(S + "col"):
        if column.get("hidden") in ("1", "true"):
            first, last = (int(column.get(key, "0")) for key in ("min", "max"))
            sheet.hidden_columns += [at for at in sheet.columns if first <= at <= last]
    headings = root.find(S + "headerFooter")
    if headings is not None:
        # &C, &"font" and &14 are orders, not words.
        sheet.edges = [
            re.sub(r'&"[^"]*"|&\d+|&.', " ", each.text) for each in headings if each.text
        ]
    return sheet


def read_row(row: etree._Element, number: int, sheet: Sheet, values: Values) -> None:
    """Read the filled cells of one row."""
    texts: dict[int, str] = {}
    column = 0
    for cell in row.iterfind(S + "c"):
        reference = REFERENCE.fullmatch(cell.get("r", ""))
        column = column_index_from_string(reference[1]) if reference else column + 1
        text = values.text(cell)
        # What came to an empty text is stored as such (t="str").
        calculated = cell.findtext(S + "v") or cell.get("t") == "str"
        if cell.find(S + "f") is not None and not calculated:
            sheet.empty_formulas.append(cell.get("r", ""))
        if cell.get("t") == "e":
            sheet.errors.append(cell.get("r", ""))
        if text:
            texts[column] = text
    if texts:
        sheet.cells[number] = texts
        if row.get("hidden") in ("1", "true"):
            sheet.hidden_rows.append(number)


def merges_of(root: etree._Element, package: Package, last: int) -> list[Merge]:
    """The merged areas of a sheet, cut off below the last row with text."""
    areas = [each.get("ref", "") for each in root.iter(S + "mergeCell")]
    found, size = [], 0
    for area in areas[: MOST_MERGES + 1]:
        ends = [REFERENCE.fullmatch(end) for end in area.split(":")]
        if len(ends) == 2 and all(ends):
            (left, top), (right, bottom) = (
                (column_index_from_string(end[1]), int(end[2])) for end in ends if end
            )
            found.append(Merge(top, left, min(bottom, last), right))
            size += max(found[-1].bottom - top + 1, 0)
    if len(areas) > MOST_MERGES or size > MOST_MERGED:
        raise TooLargeWhenOpened(
            package.path.name,
            f"工作表有 {len(areas):,} 处合并单元格，不像一份履职事项清单。",
            "请确认选对了文件，或另存为新文件后再试。",
        )
    return found
