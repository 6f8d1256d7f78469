"""Small Word documents for the tests: the tables of `documents`, with any XML put in."""

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.shapes import PARAGRAPH, DutyList
from tests.ingest.documents import BASIC, BASIC_ROWS, COOPERATION, COVER, REVOKED
from tests.ingest.documents import COOPERATION_ROWS as COOPERATION_LINES
from tests.ingest.documents import REVOKED_ROWS as REVOKED_LINES
from tests.ingest.words import bare

NAMESPACES = nsdecls("w", "r", "wp", "a", "pic") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
TITLES = ("基本履职事项清单", "配合履职事项清单", "上级部门收回事项清单")
TABLES = ([BASIC, *BASIC_ROWS], [COOPERATION, *COOPERATION_LINES], [REVOKED, *REVOKED_LINES])


def xml(text: str):
    """An element of WordprocessingML; the first tag gets the namespaces."""
    tag, rest = text.split(">", 1) if "/>" not in text.split(">", 1)[0] + ">" else (text[:-2], "")
    return parse_xml(f"{tag} {NAMESPACES}>{rest}" if rest else f"{tag} {NAMESPACES}/>")


def run(text: str, properties: str = "") -> str:
    """A run of text as XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def new(cover: str = COVER):
    """A Word document with a cover, one paragraph a line."""
    document = docx.Document()
    for line in cover.split("\n"):
        document.add_paragraph(line)
    return document


def add_table(document, lines: Sequence[str], title: str | None = None):
    """Add a title and a table of tab separated lines; `\\v` in a cell begins a paragraph."""
    if title:
        document.add_paragraph(title)
    rows = [line.split("\t") for line in lines]
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            first, *more = text.split("\v")
            cell.paragraphs[0].add_run(first)
            for paragraph in more:
                cell.add_paragraph(paragraph)
    return table


def whole(cover: str = COVER, titles: Sequence[str | None] = TITLES):
    """The whole small list, and its three tables."""
    document = new(cover)
    pairs = zip(TABLES, titles, strict=True)
    return document, [add_table(document, lines, title) for lines, title in pairs]


def put(cell, text: str) -> None:
    """Replace the content of a cell's first paragraph by XML (runs, insertions …)."""
    paragraph = cell.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    for child in xml(f"<w:p>{text}</w:p>"):
        paragraph.append(child)


def saved(document, path: Path) -> Path:
    """Save a document and give its path."""
    document.save(str(path))
    return path


def words(duty_list: DutyList) -> list[tuple]:
    """All items of a parsed list, bare of white space."""
    return [
        (i.kind, i.number, i.category, i.name, tuple(i.departments))
        + tuple(
            bare((cell or "").replace(PARAGRAPH, ""))
            for cell in (i.lead_duty, i.township_duty, i.method_cell)
        )
        for i in duty_list.items
    ]
