"""What a person must know about a PDF: pages without text, signs without a code, ink outside."""

from pathlib import Path

from ingest.errors import NoTextLayer
from ingest.read.pdf.layout import Line
from ingest.read.pdf.segments import PdfTable
from ingest.read.pdf.sheet import Sheet
from ingest.shapes import Finding


def guard_pages(path: Path, sheets: list[Sheet]) -> None:
    """Refuse a document without any text: scans are pictures."""
    if any(sheet.runs for sheet in sheets):
        return
    raise NoTextLayer(
        path.name,
        "整份文件没有文字，看来是扫描件或图片。",
        "请换成由 Word、WPS 直接导出的 PDF，或先做文字识别（OCR）并校对后再导入。",
    )


def guard(sheets: list[Sheet], blocks: list[Line | PdfTable]) -> list[Finding]:
    """All findings of the reader."""
    return []
