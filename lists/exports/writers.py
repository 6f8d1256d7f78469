"""The three formats of an export, written as the rows come; what begins with = stays a text."""

import csv as delimited
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from lists.exports.book import Book
from lists.exports.shapes import Column, ExportRow, as_cell, as_data
from lists.tables.delimited import harmless

FORMATS = {"xlsx": "Excel", "csv": "CSV", "jsonl": "JSON Lines"}
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
}
BOM = "\ufeff"  # without it Excel takes the Chinese for another encoding
# So many characters, or bytes of a finished file, are handed on at once.
PIECE = 64 * 1024


def csv(columns: Sequence[Column], rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """A CSV in utf-8 with a byte order mark; no cell begins like a formula."""
    out = io.StringIO(BOM)
    out.seek(0, io.SEEK_END)
    writer = delimited.writer(out)
    writer.writerow([column.title for column in columns])
    for row in rows:
        cells = (as_cell(value) for value in row.values)
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
        if out.tell() >= PIECE:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def jsonl(columns: Sequence[Column], rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """A JSON object a line, under the keys of the columns."""
    keys = [column.key for column in columns]
    for row in rows:
        line = dict(zip(keys, map(as_data, row.values), strict=True))
        yield f"{json.dumps(line, ensure_ascii=False)}\n".encode()


# Those that are written while they are sent.
WRITERS = {"csv": csv, "jsonl": jsonl}


def xlsx_file(
    columns: Sequence[Column], rows: Iterable[ExportRow], title: str = "", source: str = ""
) -> BinaryIO:
    """A workbook as an open file that goes when it is closed.

    A sheet for each that the rows name, in the order they come; `title` and `source` stand above
    the head of each, so that a printed sheet says where it is from.
    """
    book = Book(columns, title, source)
    for row in rows:
        book.append(row)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by who reads it)
    book.save(file)
    file.seek(0)
    return file
