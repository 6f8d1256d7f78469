"""Reads PDF files, in stages that can each be looked at alone:

opening     the file is opened, or refused with a reason
sheet       a page becomes runs of text (ink, characters, lines) and lines (rules); it is closed
furniture   running titles and page numbers are put aside
layout      pages become tables (headers, segments, columns) and the lines around them
parts       the rows as they stand on a page (numbers, where no rule parts them)
joining     parts become rows, over pages too; categories fills merged cells
writing     rows of cells with their places, as every other reader gives them
guards      what a person must know: pages without text, ink that belongs nowhere
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from ingest.read.bands import band_findings, with_categories
from ingest.read.pdf.furniture import take_furniture
from ingest.read.pdf.guards import guard, guard_pages, marks_aside
from ingest.read.pdf.ink import TooMuchInk
from ingest.read.pdf.layout import Pages
from ingest.read.pdf.opening import opened, too_large
from ingest.read.pdf.segments import PdfTable
from ingest.read.pdf.sheet import Sheet, sheet_of
from ingest.read.pdf.writing import numbered, written
from ingest.shapes import Source

__all__ = ["read"]


def read(path: Path, on_progress: Callable[[int, int], None] | None = None) -> Source:
    """Read a PDF into rows; raises Encrypted, Damaged, NoTextLayer, TooLargeWhenOpened.

    `on_progress(done, total)` is called after each page.
    """
    sheets = sheets_of(path, on_progress)
    guard_pages(path, sheets)
    take_furniture(sheets)
    pages = Pages()
    for sheet in sheets:
        pages.take(sheet)
    tables = [block for block in pages.blocks if isinstance(block, PdfTable)]
    rows = numbered(marks_aside(sheets) + written(pages.blocks))
    return Source(
        name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        rows=with_categories(rows),
        findings=guard(sheets, tables) + band_findings(rows),
    )


def sheets_of(path: Path, on_progress: Callable[[int, int], None] | None) -> list[Sheet]:
    """Read all pages, each closed before the next one is opened."""
    sheets = []
    with opened(path) as pdf:
        for page in pdf.pages:
            try:
                sheets.append(sheet_of(page))
            except TooMuchInk as error:
                raise too_large(path, "一页上的内容过多", f"第{page.page_number}页") from error
            page.close()
            if on_progress:
                on_progress(page.page_number, len(pdf.pages))
    return sheets
