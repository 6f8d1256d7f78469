"""Writes a made list as a Word document, as offices make them."""

from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from ingest.shapes import ListKind
from tests.documents.lists import KINDS, MadeItem, MadeList
from tests.documents.looks import Look, band_of, contents_of, grouped, header_of, title_of

FONTS = {"serif": "Noto Serif CJK SC", "sans": "Noto Sans CJK SC"}
ALIGNS = {"top": WD_ALIGN_VERTICAL.TOP, "middle": WD_ALIGN_VERTICAL.CENTER}
A4 = (Mm(210), Mm(297))
# Which borders a table has, for `rules`; all the others have none.
BORDERS = {
    "full": {"top", "left", "bottom", "right", "insideH", "insideV"},
    "dotted": {"top", "left", "bottom", "right", "insideH", "insideV"},
    "horizontal": {"top", "bottom", "insideH"},
}
PAGE_NUMBERS = {
    "dash": ("— ", "PAGE", " —"),
    "bare": ("PAGE",),
    "words": ("第 ", "PAGE", " 页 共 ", "NUMPAGES", " 页"),
    "slash": ("PAGE", "/", "NUMPAGES"),
}
# Millimetres of an A4 page across between margins of 18, in the order of the columns.
WIDTHS: dict[ListKind, tuple[int, ...]] = {
    "basic": (14, 26, 134),
    "cooperation": (12, 18, 28, 24, 46, 46),
    "revoked": (14, 24, 58, 78),
}


def write_word(made: MadeList, look: Look, path: Path) -> Path:
    """Write the list in a look as a .docx and give its path."""
    document = Document()
    set_style(document, look)
    set_page(document, made, look)
    write_front(document, made, look)
    for kind in KINDS:
        if made.of_kind(kind):
            write_list(document, made, kind, look)
    document.save(path)
    return path


def element(name: str, parent=None, **attributes: str):
    """An XML element of Word with its attributes, put into a parent."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    if parent is not None:
        parent.append(made)
    return made


def set_style(document, look: Look) -> None:
    """Font and size of the whole document."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONTS[look.font], Pt(look.font_size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONTS[look.font])
    normal.paragraph_format.space_after = Pt(0)


def set_page(document, made: MadeList, look: Look) -> None:
    """Paper, margins, page number and running title."""
    section = document.sections[0]
    section.page_width, section.page_height = A4
    if look.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = A4[1], A4[0]
    margin = Mm(look.margin)
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = margin
    section.header_distance = section.footer_distance = Mm(7)
    if look.running_title != "none":
        section.header.paragraphs[0].text = f"{made.county}{made.township}履职事项清单"
    if look.page_numbers != "none":
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for part in PAGE_NUMBERS[look.page_numbers]:
            if part in ("PAGE", "NUMPAGES"):
                field = element("fldSimple", paragraph._p, instr=part)
                run = element("r", field)
                element("t", run).text = "1"
            else:
                paragraph.add_run(part)


def write_front(document, made: MadeList, look: Look) -> None:
    """The cover or heading, and the contents."""
    for words in (f"{made.province}{made.prefecture}", f"{made.county}{made.township}"):
        centred(document, words, look.font_size + 8)
    centred(document, "履职事项清单", look.font_size + 12)
    last = centred(document, made.date, look.font_size)
    if look.cover:
        last.add_run().add_break(WD_BREAK.PAGE)
    if lines := contents_of(made, look):
        centred(document, "目 录", look.font_size + 4)
        for words, page in lines:
            last = document.add_paragraph(f"{words}\t{page}")
        last.add_run().add_break(WD_BREAK.PAGE)


def centred(document, words: str, size: int):
    """A centred paragraph of a size in points."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(words).font.size = Pt(size)
    return paragraph


def write_list(document, made: MadeList, kind: ListKind, look: Look) -> None:
    """One list: its title and its table."""
    title = centred(document, title_of(made, kind, look), look.font_size + 4)
    title.paragraph_format.page_break_before = not look.flow and kind != KINDS[0]
    widths = list(WIDTHS[kind])
    if look.categories == "bands":
        widths[1:3] = [widths[1] + widths[2]]
    share = ((297 if look.landscape else 210) - 2 * look.margin) / sum(widths)
    table = document.add_table(rows=0, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    set_borders(table, look)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width * share)
    head = add_row(table, look)
    for cell, words in zip(head, header_of(made, kind, look), strict=True):
        cell.paragraphs[0].add_run(words).bold = look.bold_head
        shade(cell, "CCCCCC" if look.rules == "zebra" else None)
    if look.head == "repeated":
        element("tblHeader", table.rows[0]._tr.get_or_add_trPr())
    numbering = new_numbering(document) if look.numbers == "automatic" else None
    for at, group in enumerate(grouped(made.of_kind(kind))):
        write_group(table, at, group, look, numbering)
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=False):
            if cell.grid_span == 1:
                cell.width = Mm(width * share)


def write_group(
    table: Table, at: int, group: tuple[MadeItem, ...], look: Look, numbering: str | None
) -> None:
    """The rows of one run of a category, which stands in each, over all or above them."""
    if look.categories == "bands":
        cells = add_row(table, look)
        cells[0].merge(cells[-1]).paragraphs[0].text = band_of(at, group)
    for n, item in enumerate(group):
        cells = add_row(table, look)
        number, category, *others = item.cells
        if numbering:
            automatic(cells[0], numbering)
        else:
            fill(cells[0], number)
        left = 1
        if look.categories != "bands":
            left = 2
            merged = look.categories == "rowspan" and len(group) > 1
            fill(cells[1], ("",) if merged and n else category)
            if merged:
                cells[1]._tc.vMerge = "continue" if n else "restart"
        for cell, paragraphs in zip(cells[left:], others, strict=True):
            fill(cell, paragraphs)
        if look.rules == "zebra" and item.number % 2:
            for cell in cells:
                shade(cell, "EEEEEE")


def add_row(table: Table, look: Look) -> list[_Cell]:
    """A new row's cells; the row stays on one page where the look says so."""
    row = table.add_row()
    if not look.rows_break:
        element("cantSplit", row._tr.get_or_add_trPr())
    cells = [_Cell(tc, table) for tc in row._tr.tc_lst]
    for cell in cells:
        cell.vertical_alignment = ALIGNS[look.align]
    return cells


def fill(cell: _Cell, paragraphs: tuple[str, ...]) -> None:
    """Write a cell, a paragraph each."""
    for n, words in enumerate(paragraphs):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.add_run(words)


def automatic(cell: _Cell, numbering: str) -> None:
    """Let Word count the cell: it holds no text."""
    properties = cell.paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
    element("ilvl", properties, val="0")
    element("numId", properties, val=numbering)


def new_numbering(document) -> str:
    """A numbering of its own that counts 1, 2, 3 from the start; gives its id."""
    root = document.part.numbering_part.element
    number = str(max((int(each.numId) for each in root.num_lst), default=0) + 1)
    abstract = element("abstractNum", abstractNumId=f"9{number}")
    level = element("lvl", abstract, ilvl="0")
    element("start", level, val="1")
    element("numFmt", level, val="decimal")
    element("lvlText", level, val="%1")
    root.insert(0, abstract)
    made = element("num", root, numId=number)
    element("abstractNumId", made, val=f"9{number}")
    return number


def set_borders(table: Table, look: Look) -> None:
    """The rules of a table."""
    borders = element("tblBorders")
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblLook")
    style = "dotted" if look.rules == "dotted" else "single"
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        shown = side in BORDERS.get(look.rules, ())
        element(side, borders, val=style if shown else "nil", sz="4", space="0", color="000000")


def shade(cell: _Cell, colour: str | None) -> None:
    """Give a cell a background."""
    if colour:
        shading = element("shd", val="clear", color="auto", fill=colour)
        cell._tc.get_or_add_tcPr().insert_element_before(shading, "w:vAlign")
