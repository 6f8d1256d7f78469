"""Writes a made list as an Excel workbook: a sheet for each list, title above the header."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.shapes import ListKind
from tests.documents.lists import KINDS, MadeList
from tests.documents.looks import Look, contents_of, grouped, header_of, title_of

SHEETS: dict[ListKind, str] = {"basic": "基本", "cooperation": "配合", "revoked": "收回"}


def write_sheets(made: MadeList, look: Look, path: Path) -> Path:
    """Write the list in a look as a .xlsx and give its path; bands are a matter of Word."""
    book = Workbook()
    front = book.active
    front.title = "封面"
    place = f"{made.province}{made.prefecture}{made.county}{made.township}"
    for words in (f"{place}履职事项清单", made.date):
        front.append([words])
    for words, page in contents_of(made, look):
        front.append([f"{words}{page}"])
    for kind in KINDS:
        if made.of_kind(kind):
            write_sheet(book.create_sheet(SHEETS[kind]), made, kind, look)
    book.save(path)
    return path


def write_sheet(sheet: Worksheet, made: MadeList, kind: ListKind, look: Look) -> None:
    """One list: merged title, header, rows; numbers as numbers or as text."""
    header = header_of(made, kind, look)
    sheet.append([title_of(made, kind, look)])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(header))
    sheet.append(header)
    for group in grouped(made.of_kind(kind)):
        for n, item in enumerate(group):
            number, category, *others = ("\n".join(cell) for cell in item.cells)
            merged = look.categories == "rowspan" and n > 0
            number = int(number) if look.numbers == "automatic" else number
            sheet.append([number, None if merged else category, *others])
        last = sheet.max_row
        if look.categories == "rowspan" and len(group) > 1:
            sheet.merge_cells(
                start_row=last - len(group) + 1, end_row=last, start_column=2, end_column=2
            )
