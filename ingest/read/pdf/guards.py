"""What a person must know about a PDF: pages without text, signs without a code, ink outside."""

import re
from pathlib import Path

from ingest.errors import NoTextLayer
from ingest.parse.titles import secrecy_mark
from ingest.read.pdf.segments import PdfTable
from ingest.read.pdf.sheet import Sheet
from ingest.shapes import Finding, Place, Row

# Fewer characters than this beside a picture are its page number, not its text.
FEW = 12
SHOWN = 5


def guard_pages(path: Path, sheets: list[Sheet]) -> None:
    """Refuse a document without text: scans are pictures, with a page number at most."""
    if any(written_on(sheet) > FEW for sheet in sheets):
        return
    raise NoTextLayer(
        path.name,
        "整份文件没有文字，看来是扫描件或图片。",
        "请换成由 Word、WPS 直接导出的 PDF，或先做文字识别（OCR）并校对后再导入。",
    )


def written_on(sheet: Sheet) -> int:
    """How many characters a page has."""
    return sum(len(run.text) for run in sheet.runs)


def guard(sheets: list[Sheet], tables: list[PdfTable]) -> list[Finding]:
    """All findings of the reader, most severe first."""
    return [
        *pages_without_text(sheets, tables),
        *lost_text(tables),
        *cut_text(tables),
        *missing_glyphs(sheets),
        *private_signs(sheets),
        *turned_text(sheets),
        *text_outside(sheets),
        *passed_over(sheets),
    ]


def pages_without_text(sheets: list[Sheet], tables: list[PdfTable]) -> list[Finding]:
    """Pages that are pictures, and empty pages between the first and the last page of tables."""
    filled = {segment.sheet.number for table in tables for segment in table.segments}
    found = []
    for sheet in sheets:
        drawn = sheet.pictures > 0.2 or bool(sheet.grid.across or sheet.grid.down)
        if written_on(sheet) > FEW or sheet.number in filled:
            continue
        between = filled and min(filled) < sheet.number < max(filled)
        where = str(Place(page=sheet.number))
        if drawn and (between or sheet.pictures > 0.2):
            message = (
                f"{where}没有文字，看来是扫描的图片，其中的事项没有读到。"
                "请换成带文字的页面，或先做文字识别（OCR）并校对后重新导入。"
            )
            found.append(Finding("page_without_text", "error", where, message))
        elif between:
            message = f"{where}在清单中间，却是空白页。请核对原文件是否缺了内容。"
            found.append(Finding("page_empty", "warning", where, message))
    return found


def lost_text(tables: list[PdfTable]) -> list[Finding]:
    """Characters of a table's pages that came into no row: the reader failed, and says so."""
    found = []
    for table in tables:
        for page, count in table.lost:
            where = str(Place(page=page))
            message = (
                f"{where}表格中有 {count} 个字没有读进任何一行。"
                "请核对这一页，或改用 Word、Excel 文件导入。"
            )
            found.append(Finding("lost_text", "error", where, message))
    return found


def cut_text(tables: list[PdfTable]) -> list[Finding]:
    """Text that breaks off at the foot of a page: the file itself lacks the rest."""
    found = []
    for table in tables:
        for page, words in table.cut:
            where = str(Place(page=page))
            message = (
                f"{where}最后一行的文字超出单元格，到“{words[-20:]}”中断，其后的文字没有印出。"
                "请在原文件中允许该行跨页断行后重新导出，或改用 Word、Excel 文件导入。"
            )
            found.append(Finding("text_cut", "error", where, message))
    return found


def missing_glyphs(sheets: list[Sheet]) -> list[Finding]:
    """Characters whose font does not tell what they are."""
    found = [(sheet, sheet.missing) for sheet in sheets if sheet.missing]
    if not found:
        return []
    pages = pages_of([sheet for sheet, _ in found])
    message = (
        f"有 {sum(count for _, count in found)} 个字的字体没有文字编码，读不出是什么字"
        f"（{pages}），以“\ufffd”代替。请换用嵌入字体重新导出 PDF，或改用 Word、Excel 文件导入。"
    )
    return [Finding("missing_glyph", "error", str(Place(page=found[0][0].number)), message)]


def private_signs(sheets: list[Sheet]) -> list[Finding]:
    """Characters of a font's own: readable on paper only."""
    found = [s for s in sheets if any(re.search("[\ue000-\uf8ff]", run.text) for run in s.runs)]
    if not found:
        return []
    message = f"有字体自造的字符（{pages_of(found)}），可能显示不出，请核对。"
    return [Finding("private_sign", "warning", str(Place(page=found[0].number)), message)]


def turned_text(sheets: list[Sheet]) -> list[Finding]:
    """Turned text, as watermarks are: left out of the rows."""
    found = [sheet for sheet in sheets if sheet.turned]
    if not found:
        return []
    message = (
        "有斜排、竖转或衬在正文后面的文字，按水印处理，"
        f"未导入：“{found[0].turned[:40]}”（{pages_of(found)}）。"
    )
    return [Finding("turned_text", "note", str(Place(page=found[0].number)), message)]


def text_outside(sheets: list[Sheet]) -> list[Finding]:
    """Text beyond the edges of the sheet, which no reader of the paper sees."""
    return [
        Finding(
            "text_outside",
            "warning",
            str(Place(page=sheet.number)),
            f"页面之外有看不见的文字，未导入：“{sheet.outside[:40]}”。请核对原文件是否排版越界。",
        )
        for sheet in sheets
        if sheet.outside
    ]


def passed_over(sheets: list[Sheet]) -> list[Finding]:
    """Running titles and page numbers, with a few of their words."""
    lines = [(sheet, run) for sheet in sheets for run in sheet.furniture]
    if not lines:
        return []
    words = list(dict.fromkeys(re.sub(r"\d+", "1", run.text) for _, run in lines))
    shown = "、".join(f"“{text[:30]}”" for text in words[:SHOWN])
    message = (
        f"跳过页眉、页码 {len(lines)} 处：{shown}{'等' if len(words) > SHOWN else ''}。"
        "如其中有事项的文字，请在原文件中改正。"
    )
    return [Finding("page_furniture", "note", str(Place(page=lines[0][0].number)), message)]


def pages_of(sheets: list[Sheet]) -> str:
    """A few page numbers for a message."""
    shown = "、".join(str(sheet.number) for sheet in sheets[:SHOWN])
    return f"第{shown}页" + ("等" if len(sheets) > SHOWN else "")


def marks_aside(sheets: list[Sheet]) -> list[Row]:
    """Secrecy marks in watermarks and running titles, each once: they bind though not in a row."""
    found: dict[str, Row] = {}
    for sheet in sheets:
        texts = [sheet.turned, *(run.text for run in sheet.furniture)]
        for text in texts:
            mark = secrecy_mark(text) if text else None
            if mark:
                found.setdefault(mark, Row((text,), Place(page=sheet.number)))
    return list(found.values())
