"""Reads Word documents (.docx): paragraphs and tables become rows, as a text file has them."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from ingest.errors import NoTextLayer
from ingest.parse.titles import squeeze
from ingest.read.bands import band_findings, with_categories
from ingest.read.docx.body import Body
from ingest.read.docx.findings import findings_of
from ingest.read.docx.names import W
from ingest.read.docx.numbering import read_numbering
from ingest.read.docx.paragraphs import Reader, Told
from ingest.read.limits import bounded
from ingest.read.package import Package, damaged
from ingest.shapes import PARAGRAPH, Place, Row, Source
from lists.secrecy import marks_in

__all__ = ["read"]

# Words on a header or footer that hold a mark; longer ones are prose.
LONGEST_MARK = 60


def read(path: Path, on_progress: Callable[[int, int], None] | None = None) -> Source:
    """Read a Word document; raises Damaged, Encrypted, TooLargeWhenOpened and the like."""
    package = Package(path, "Word")
    body = package.xml(package.main).find(W + "body")
    if body is None:
        raise damaged(path, "文件里没有正文。")
    told = Told()
    numbering = read_numbering(
        package.optional(first(package.related(package.main, "styles"))),
        package.optional(first(package.related(package.main, "numbering"))),
    )
    document = Body(path, Reader(numbering, told))
    document.take(body)
    bounded(document.rows, path)
    rows = kept_apart(document.rows) if document.tables else document.rows
    if told.counts["pictures"] and not any(row.text for row in rows):
        raise NoTextLayer(
            path.name,
            "文件里只有图片，没有文字。",
            "请用文字识别（OCR）软件转换并校对后导入，或向编制单位要电子版。",
        )
    return Source(
        name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        rows=marks(package, numbering, told) + with_categories(rows),
        findings=findings_of(told, document.joined) + band_findings(rows),
    )


def first(names: list[str]) -> str | None:
    """The first of several parts of a kind."""
    return names[0] if names else None


def kept_apart(rows: list[Row]) -> list[Row]:
    """Mark the paragraphs of a document with tables as standing in no table."""
    return [row if row.place.line else Row(row.cells, row.place, outside=True) for row in rows]


def marks(package: Package, numbering, told: Told) -> list[Row]:
    """The secrecy marks of headers, footers and watermarks, one a row."""
    found: dict[str, str] = {}
    for kind, part in (("header", "页眉"), ("footer", "页脚")):
        for name in package.related(package.main, kind):
            drawn = Told()
            for line in lines_of(package.xml(name), Reader(numbering, drawn)):
                found |= {mark: part for mark in marks_of(line) if mark not in found}
            found |= {m: "水印" for line in drawn.shaped for m in marks_of(line) if m not in found}
    found |= {m: "水印" for line in told.shaped for m in marks_of(line) if m not in found}
    return [Row((mark,), Place(part=part), outside=True) for mark, part in found.items()]


def lines_of(root: etree._Element, reader: Reader) -> list[str]:
    """All lines of a header or footer, those in tables and text boxes, too."""
    return [line for element in root.iter(W + "p") for line in reader.read(element).lines if line]


def marks_of(line: str) -> list[str]:
    """The marks in a short line."""
    words = squeeze(line.replace(PARAGRAPH, ""))
    return marks_in(words) if len(words) <= LONGEST_MARK else []
