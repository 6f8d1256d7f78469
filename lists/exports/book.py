"""A workbook to read and print: title, source, a head that stays and filters, wrapped texts."""

import re
from collections.abc import Sequence
from itertools import compress
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from lists.exports.shapes import Column, ExportRow, as_cell
from lists.tables.sheet import UNWRITABLE

LONGEST_CELL = 32_767  # of a workbook
CUT = "……（过长，以下略去）"
# Excel refuses these in the name of a sheet, and a longer name.
NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]']")
LONGEST_NAME = 31
EMPTY = "无事项"
TITLE, SOFT, HEAD = Font(bold=True, size=14), Font(color="555555"), Font(bold=True)
LINK = Font(color="17507A", underline="single")
# Each link stays in memory until the end: addresses of later rows are plain texts.
MOST_LINKS = 2000
AUTHOR = "乡镇履职事项清单查询公开平台"
SHADE = PatternFill("solid", fgColor="E4EDF2")
LINE = Border(bottom=Side("thin", color="8B8F8F"))
# Left, right, top, bottom in inches: a wide table needs the paper.
MARGINS = (0.4, 0.4, 0.5, 0.6)


class Book:
    """A workbook that takes rows one by one and keeps none of them in memory."""

    def __init__(self, columns: Sequence[Column], title: str = "", source: str = ""):
        self.columns = columns
        self.above = [(text, font) for text, font in ((title, TITLE), (source, SOFT)) if text]
        self.book = Workbook(write_only=True)
        self.book.properties.title, self.book.properties.creator = title or None, AUTHOR
        self.sheets: dict[str, Sheet] = {}

    def append(self, row: ExportRow) -> None:
        """Put a row on its sheet."""
        if row.sheet not in self.sheets:
            self.sheets[row.sheet] = Sheet(self.book, row.sheet, self.columns, self.above)
        self.sheets[row.sheet].append(row)

    def save(self, file: BinaryIO) -> None:
        """Write the workbook to a file; without rows it has one sheet with the head."""
        if not self.sheets:
            self.sheets[EMPTY] = Sheet(self.book, EMPTY, self.columns, self.above)
        for sheet in self.sheets.values():
            sheet.finish()
        self.book.save(file)


class Sheet:
    """One sheet: its lines above the head, the head, and the rows so far."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[Column], above: list):
        self.sheet = book.create_sheet(NOT_IN_NAMES.sub("", name)[:LONGEST_NAME])
        self.head = self.last = len(above) + 1
        self.kept = [name not in column.absent for column in columns]
        columns = list(compress(columns, self.kept))
        self.width = get_column_letter(len(columns))
        self.prepare(columns)
        for text, font in above:
            self.sheet.append([self.cell(text, font)])
        titles = [self.cell(column.title, HEAD) for column in columns]
        for cell in titles:
            cell.fill, cell.border = SHADE, LINE
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        self.sheet.append(titles)
        # One cell a column, written again for every row: a style costs more than a text.
        self.cells = [WriteOnlyCell(self.sheet) for _ in columns]
        for cell in self.cells:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        self.links = list(compress(self.cells, ("网址" in column.title for column in columns)))
        for cell in self.links:
            cell.font = LINK

    def prepare(self, columns: Sequence[Column]) -> None:
        """Set what stands before the rows: widths, frozen head, and how it prints."""
        sheet = self.sheet
        for at, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = column.width
        sheet.freeze_panes = f"A{self.head + 1}"
        sheet.print_title_rows = f"{self.head}:{self.head}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        margins = sheet.page_margins
        margins.left, margins.right, margins.top, margins.bottom = MARGINS
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"

    def cell(self, text: str, font: Font) -> WriteOnlyCell:
        """A cell with a text, which stays one whatever it begins with."""
        cell = WriteOnlyCell(self.sheet, writable(text))
        cell.data_type, cell.font = "s", font
        return cell

    def append(self, row: ExportRow) -> None:
        """Write a row."""
        for cell, value in zip(self.cells, compress(row.values, self.kept), strict=True):
            text = as_cell(value)
            if isinstance(text, int):
                cell.value = text
                continue
            cell.value = writable(text) or None  # a cell without text is no text
            cell.data_type = "s" if text else "n"  # what begins with = is a text
        for cell in self.links:
            if self.last - self.head < MOST_LINKS:
                cell.hyperlink = cell.value
            else:
                cell.hyperlink, cell.font = None, Font()
        self.sheet.append(self.cells)
        self.last += 1

    def finish(self) -> None:
        """Put the filters on the head, over all rows."""
        self.sheet.auto_filter.ref = f"A{self.head}:{self.width}{self.last}"


def writable(text: str) -> str:
    """A text as a cell of a workbook takes it."""
    text = UNWRITABLE.sub("", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
