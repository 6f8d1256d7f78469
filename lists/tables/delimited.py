"""Comma-separated files: bytes kept as they are, cells added at the end of each record."""

import codecs
import csv
import io
from dataclasses import dataclass

from lists.tables.shapes import MOST_COLUMNS, MOST_ROWS, Added, Row, Table, TableError, head_of

DELIMITERS = (",", "\t", ";", "，")
# A file that begins with these is text in two bytes a character.
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What makes a spreadsheet take a text for a formula; one set to Chinese takes the wide signs, too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Record:
    """A record as it stands in the file, and its cells."""

    line: int
    raw: bytes
    cells: tuple[str, ...]


def read_csv(data: bytes) -> Table:
    """Read a csv in utf-8 or gb18030; raises TableError with the row."""
    encoding = encoding_of(data)
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    lines = data[len(bom) :].splitlines(keepends=True)
    texts = [line.decode(encoding) for line in lines]
    delimiter = max(DELIMITERS, key=lambda sign: sum(text.count(sign) for text in texts[:20]))
    records = records_of(lines, texts, delimiter)
    rows = [Row(record.line, record.cells) for record in records]
    check(rows)
    width = max(len(row.cells) for row in rows)

    def append(added: Added) -> bytes:
        return bom + b"".join(
            with_cells(record, width, added[record.line], delimiter, encoding)
            if record.line in added
            else record.raw
            for record in records
        )

    return Table.of("csv", rows, append)


def encoding_of(data: bytes) -> str:
    """utf-8 or gb18030; raises TableError with the row for any other."""
    if data.startswith(UTF_16):
        raise TableError("文件是 UTF-16 编码。请另存为“CSV UTF-8（逗号分隔）”或 xlsx 后再试。")
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise TableError(
            f"第 {line} 行有空字符，文件已损坏或不是表格。请用 Excel 或 WPS 打开，另存后再试。"
        )
    farthest = 0
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            farthest = max(farthest, error.start)
        else:
            return encoding
    line = data.count(b"\n", 0, farthest) + 1
    raise TableError(
        f"第 {line} 行有无法识别的文字编码。请另存为“CSV UTF-8（逗号分隔）”或 xlsx 后再试。"
    )


def records_of(lines: list[bytes], texts: list[str], delimiter: str) -> list[Record]:
    """The records of a file with the bytes each takes."""
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    records, begin = [], 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise TableError(
                f"第 {begin + 1} 行的引号不成对，或者一格过长，无法分列。请改正这一行，"
                "或者另存为 xlsx 后再试。"
            ) from None
        if cells is None:
            return records
        if len(records) > MOST_ROWS + 100:
            raise TableError(f"表格超过 {MOST_ROWS} 行。请拆成几个文件，分别判定。")
        records.append(Record(begin + 1, b"".join(lines[begin : reader.line_num]), tuple(cells)))
        begin = reader.line_num


def check(rows: list[Row]) -> None:
    """Raise TableError for a row below the head that has more or fewer cells than the head."""
    head = rows[head_of(rows)]
    if len(head.cells) > MOST_COLUMNS:
        raise TableError(f"表格超过 {MOST_COLUMNS} 列。请删去不用的列后再试。")
    for row in rows[head_of(rows) + 1 :]:
        if row.cells and len(row.cells) != len(head.cells):
            raise TableError(
                f"第 {row.number} 行有 {len(row.cells)} 格，列名有 {len(head.cells)} 格："
                "可能是文字中的逗号或换行没有加引号。请改正这一行，或者另存为 xlsx 后再试。"
            )


def with_cells(record: Record, width: int, cells, delimiter: str, encoding: str) -> bytes:
    """A record with cells added behind the last column of the table."""
    bare = record.raw.rstrip(b"\r\n")
    out = io.StringIO()
    padding = [""] * (width - max(1, len(record.cells)))
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(
        [*padding, *(harmless(cell) for cell in cells)]
    )
    ours = f"{delimiter}{out.getvalue()}".encode(encoding)
    return bare + ours + record.raw[len(bare) :]


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
