"""Small workbooks for the tests: the tables of `documents`, one a sheet."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.ingest.word import TABLES, TITLES

PLACE = "四川省凉山彝族自治州西昌市安宁镇"


def filled(sheet: Worksheet, lines: Sequence[str], title: str | None = None) -> Worksheet:
    """Fill a sheet with tab separated lines, numbers as numbers, below a merged title."""
    width = max(len(line.split("\t")) for line in lines)
    if title:
        sheet.append([title])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    for line in lines:
        cells = line.split("\t")
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in cells])
    return sheet


def workbook(
    path: Path,
    names: Sequence[str] = TITLES,
    titles: Sequence[str | None] = tuple(PLACE + title for title in TITLES),
    change: Callable[[openpyxl.Workbook], None] | None = None,
) -> Path:
    """Write the whole small list, changed before it is saved; gives the path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines, title in zip(names, TABLES, titles, strict=True):
        filled(book.create_sheet(name), lines, title)
    if change:
        change(book)
    book.save(path)
    return path


def cover(book) -> None:
    """Put a cover sheet before the others."""
    sheet = book.create_sheet("封面", 0)
    sheet["B3"], sheet["B5"] = f"{PLACE}履职事项清单", date(2025, 7, 1)
    sheet["B5"].number_format = 'yyyy"年"m"月"'
    sheet.merge_cells("B3:F3")
