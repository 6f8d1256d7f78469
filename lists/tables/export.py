"""Rows of ours as a file to keep: CSV line by line, XLSX from a file on disk, never a formula."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from lists.tables.delimited import harmless
from lists.tables.sheet import UNWRITABLE

BOM = "\ufeff"  # without it Excel takes the Chinese for another encoding
LONGEST_CELL = 32_767  # of a workbook
CUT = "……（过长，以下略去）"


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """A CSV in utf-8, a few lines at a time."""
    out = io.StringIO(BOM)
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
        writer.writerow([harmless(cell) for cell in row])
    yield out.getvalue().encode()


def xlsx_file(title: str, columns: Mapping[str, int], rows: Iterable[Sequence[str]]) -> BinaryIO:
    """A workbook of one sheet as an open file that goes when it is closed; columns with widths."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for at, width in enumerate(columns.values(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    heads = [WriteOnlyCell(sheet, name) for name in columns]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    top = Alignment(wrap_text=True, vertical="top")
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, writable(text))
            cell.data_type, cell.alignment = "s", top  # what begins with = is a text
            cells.append(cell)
        sheet.append(cells)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by who reads it)
    book.save(file)
    file.seek(0)
    return file


def writable(text: str) -> str:
    """A text as a cell of a workbook takes it."""
    text = UNWRITABLE.sub("", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
