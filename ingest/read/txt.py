"""Reads text files: bytes to characters to rows, cells parted by tabs."""

import hashlib
import re
from pathlib import Path

from ingest.errors import EmptyFile, TooLarge, UnreadableText
from ingest.shapes import Finding, Place, Row, Source

# The longest known list is 150 kB; several hundred rows more stay far below this.
SIZE_LIMIT = 4 * 1024 * 1024

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
# Line ends and tabs cost far more memory than their bytes; the longest known list has 2,000.
CELL_LIMIT = 60_000
# Words without which a text is no duty list: they tell a right decoding from a lucky one.
TELLING_WORDS = ("序号", "事项", "清单")

# Only real line ends: str.splitlines would also break at U+2028, \x0b and \x0c.
LINE_END = re.compile(r"\r\n|\r|\n")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read(path: Path) -> Source:
    """Read a text file; raises TooLarge, EmptyFile or UnreadableText."""
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        raise TooLarge(
            path.name,
            f"文件有 {size / 1024 / 1024:.0f} MB，超过 {SIZE_LIMIT // 1024 // 1024} MB 的上限，"
            "不像一份履职事项清单。",
            "请确认选对了文件；一个文件只放一个乡镇的清单。",
        )
    content = path.read_bytes()
    text = decode(content, path.name)
    if not CONTROL.sub("", text).strip("\ufeff\u200b \t\r\n\u3000\u00a0"):
        raise EmptyFile(path.name, "文件里只有空白，没有文字。", "请重新导出后再试。")
    cells = sum(text.count(sign) for sign in "\t\n\r")
    if cells > CELL_LIMIT:
        raise TooLarge(
            path.name,
            f"文件有 {cells:,} 行或单元格，超过 {CELL_LIMIT:,} 的上限，不像一份履职事项清单。",
            "请确认选对了文件；一个文件只放一个乡镇的清单。",
        )
    return Source(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        rows=rows_of(text),
        findings=control_characters(text),
    )


def decode(content: bytes, name: str) -> str:
    """Decode without loss: by byte order mark, else by the first encoding that makes sense.

    Text in which nothing tells of a duty list is given as the first encoding reads it.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise unreadable(content, name, encoding, error) from error
    texts, errors = [], []
    for encoding in ENCODINGS:
        try:
            texts.append(content.decode(encoding))
        except UnicodeDecodeError as error:
            errors.append((encoding, error))
            continue
        if makes_sense(texts[-1]):
            return texts[-1]
    for encoding, error in errors:
        # Broken in one place, a duty list still makes sense elsewhere: no guessing, no gap.
        if makes_sense(content.decode(encoding, errors="replace")):
            raise unreadable(content, name, encoding, error)
    if not texts:
        raise unreadable(content, name, *errors[0])
    return texts[0]


def makes_sense(text: str) -> bool:
    """Whether a decoded text holds words that a wrong encoding would not yield."""
    return any(word in text for word in TELLING_WORDS)


def unreadable(
    content: bytes, name: str, encoding: str, error: UnicodeDecodeError
) -> UnreadableText:
    """Make the refusal that names the line of the first byte that does not decode."""
    before = content[: error.start].decode(encoding, errors="replace")
    return UnreadableText(
        name,
        "这一行有无法识别的字节，按 UTF-8、GB18030、UTF-16 都不能完整读出。",
        "请用记事本或 WPS 打开核对，另存为 UTF-8 编码的纯文本后重新导入。",
        where=str(Place(line=len(LINE_END.findall(before)) + 1)),
    )


def rows_of(text: str) -> list[Row]:
    """Cut a text into rows, blank lines kept as rows of one empty cell."""
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    return [
        Row(tuple(CONTROL.sub("", line).split("\t")), Place(line=number))
        for number, line in enumerate(lines, start=1)
    ]


def control_characters(text: str) -> list[Finding]:
    """Tell of NUL and other invisible characters that were taken out (PostgreSQL refuses NUL)."""
    found = list(CONTROL.finditer(text))
    if not found:
        return []
    line = len(LINE_END.findall(text, 0, found[0].start())) + 1
    return [
        Finding(
            "control_characters",
            "note",
            str(Place(line=line)),
            f"去掉了 {len(found)} 个不可见的控制字符（首个在第{line}行），其余文字未动。",
        )
    ]
