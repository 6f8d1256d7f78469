"""The XML of one sheet: where its rows end, and the same bytes with cells put in there."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from lists.tables.shapes import HEAD_WITHIN, MOST_COLUMNS, MOST_ROWS, Added, TableError

MOST_CELLS = 300_000
LAST_COLUMN = 16_384
# Our columns are so wide (characters): the words, the row, the body, then the rest.
WIDTHS = (12, 48, 28, 8, 8, 48)
CELL = re.compile(r"([A-Z]{1,3})[1-9][0-9]{0,6}")
SPANS = re.compile(rb'\sspans="[^"]*"')
DIMENSION = re.compile(rb'(<(?:\w+:)?dimension\s[^>]*?ref=")[^"]*(")')
# XML 1.0 takes no other control characters.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Place:
    """A row of the sheet: its number, where its tag begins and ends, where cells are put in."""

    number: int
    begin: int
    tag_end: int = 0
    close: int = 0
    last_style: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it is a tag without content: <row …/>."""
        return self.close == 0


@dataclass
class Sheet:
    """What a scan of a sheet's bytes tells.

    `last_row` and `last_column` are the last with a value, `taken` the last column with
    anything in it; `prefix` stands before the names of its tags.
    """

    data: bytes = field(repr=False)
    rows: list[Place] = field(default_factory=list, repr=False)
    merged: list[str] = field(default_factory=list)
    cols_end: int = 0
    last_col: int = 0
    data_begin: int = 0
    last_row: int = 0
    last_column: int = 0
    taken: int = 0
    prefix: str = ""


def scan(data: bytes) -> Sheet:
    """Walk through a sheet once; raises TableError for what is too large or no sheet."""
    sheet = Sheet(data)
    Walk(sheet).through(data)
    for merged in sheet.merged:
        sheet.taken = max(sheet.taken, range_boundaries(merged)[2])
    if sheet.last_row > MOST_ROWS + HEAD_WITHIN:
        raise TableError(
            f"表格到第 {sheet.last_row} 行，超过 {MOST_ROWS} 行。请拆成几个文件，分别判定；"
            "后面没有工单的，请删去多余的行。"
        )
    if sheet.last_column > MOST_COLUMNS or sheet.taken + len(WIDTHS) > LAST_COLUMN:
        raise TableError(f"表格超过 {MOST_COLUMNS} 列。请删去不用的列（包括右边的空列）后再试。")
    return sheet


class Walk:
    """One walk through the tags of a sheet."""

    def __init__(self, sheet: Sheet):
        self.sheet, self.path = sheet, []
        self.row, self.column, self.cells = 0, 0, 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.XmlDeclHandler = self.declared

    def through(self, data: bytes) -> None:
        """Walk; raises TableError where the XML is broken."""
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError:
            at = f"（第 {self.row} 行附近）" if self.row else ""
            raise TableError(
                f"工作表已损坏{at}。请用 Excel 或 WPS 打开，另存为 xlsx 后再试。"
            ) from None

    def refuse(self, *_) -> None:
        """A workbook declares no document type; one that does means harm."""
        raise TableError("工作表的格式不对。请用 Excel 或 WPS 打开，另存为 xlsx 后再试。")

    def declared(self, _version, encoding, _standalone) -> None:
        """Other encodings than utf-8 are never met, and their places would be others."""
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            self.refuse()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        self.path.append(local)
        at = self.parser.CurrentByteIndex
        if self.path == ["worksheet", "sheetData"]:
            self.sheet.data_begin = at
            self.sheet.prefix = f"{prefix}:" if prefix else ""
        elif self.path == ["worksheet", "cols", "col"]:
            self.sheet.last_col = max(self.sheet.last_col, int(attributes.get("max", LAST_COLUMN)))
        elif local == "mergeCell" and len(self.sheet.merged) < MOST_ROWS:
            self.sheet.merged.append(attributes["ref"])
        elif self.path == ["worksheet", "sheetData", "row"]:
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            self.sheet.rows.append(Place(self.row, at, tag_end(self.sheet.data, at)))
        elif self.path == ["worksheet", "sheetData", "row", "c"]:
            self.cell(attributes)
        elif local in ("v", "is") and self.path[2:4] == ["row", "c"]:
            self.sheet.last_row = max(self.sheet.last_row, self.row)
            self.sheet.last_column = max(self.sheet.last_column, self.column)

    def cell(self, attributes: dict[str, str]) -> None:
        """Take a cell's column and style."""
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise TableError("表格的单元格太多。请删去不用的列和行，另存后再试。")
        named = CELL.fullmatch(attributes.get("r", ""))
        self.column = column_index_from_string(named[1]) if named else self.column + 1
        self.sheet.taken = max(self.sheet.taken, self.column)
        self.sheet.rows[-1].last_style = attributes.get("s", "")

    def end(self, name: str) -> None:
        at = self.parser.CurrentByteIndex
        if self.path == ["worksheet", "cols"]:
            self.sheet.cols_end = at
        elif self.path == ["worksheet", "sheetData", "row"]:
            row = self.sheet.rows[-1]
            is_empty = self.sheet.data[row.tag_end - 2 : row.tag_end] == b"/>"
            row.close = 0 if is_empty else at
        self.path.pop()


def tag_end(data: bytes, begin: int) -> int:
    """Where the tag ends that begins here; signs within quotes do not end it."""
    quote, at = b"", begin
    while True:
        sign = data[at : at + 1]
        if quote:
            quote = b"" if sign == quote else quote
        elif sign in (b'"', b"'"):
            quote = sign
        elif sign == b">" or not sign:
            return at + 1
        at += 1


def with_cells(sheet: Sheet, added: Added) -> bytes:
    """The sheet's bytes with cells at the end of rows that are there; the rest as it was."""
    data, pieces, at = sheet.data, [], 0
    head = min(added)
    if sheet.last_col <= sheet.taken:
        at = put_columns(sheet, pieces)
    for row in sheet.rows:
        cells = added.get(row.number)
        if cells is None:
            continue
        style = row.last_style if row.number == head else ""
        new = cells_xml(sheet, row.number, cells, style)
        tag = SPANS.sub(b"", data[row.begin : row.tag_end])
        pieces += [data[at : row.begin], tag]
        if row.is_empty:
            pieces[-1] = tag[:-2].rstrip() + b">"
            pieces.append(new + f"</{sheet.prefix}row>".encode())
            at = row.tag_end
        else:
            pieces += [data[row.tag_end : row.close], new]
            at = row.close
    result = b"".join([*pieces, data[at:]])
    last = f"{get_column_letter(sheet.taken + len(WIDTHS))}{max(sheet.last_row, max(added))}"
    return DIMENSION.sub(rb"\g<1>A1:" + last.encode() + rb"\2", result, count=1)


def put_columns(sheet: Sheet, pieces: list[bytes]) -> int:
    """Put in how wide our columns are; gives the place up to which bytes are taken."""
    cols = "".join(
        f'<{sheet.prefix}col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(WIDTHS, start=sheet.taken + 1)
    )
    if not sheet.cols_end:
        cols = f"<{sheet.prefix}cols>{cols}</{sheet.prefix}cols>"
    place = sheet.cols_end or sheet.data_begin
    pieces += [sheet.data[:place], cols.encode()]
    return place


def cells_xml(sheet: Sheet, number: int, cells, style: str) -> bytes:
    """Texts as cells of a row; a text cell is never a formula, however it begins."""
    styled = f' s="{style}"' if style.isdigit() else ""
    p = sheet.prefix
    return "".join(
        f'<{p}c r="{get_column_letter(at)}{number}"{styled} t="inlineStr"><{p}is>'
        f'<{p}t xml:space="preserve">{escape(UNWRITABLE.sub("", text))}</{p}t></{p}is></{p}c>'
        for at, text in enumerate(cells, start=sheet.taken + 1)
    ).encode()
