"""Reads text files: bytes to characters to rows, cells parted by tabs."""

import hashlib
import re
from pathlib import Path

from ingest.errors import EmptyFile, TooLarge, UnreadableText
from ingest.shapes import Finding, Place, Row, Source

# The longest known list is 150 kB; several hundred rows more stay far below this.
SIZE_LIMIT = 8 * 1024 * 1024

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
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
    if not text.strip("\ufeff\x00 \t\r\n\u3000"):
        raise EmptyFile(path.name, "文件里只有空白，没有文字。", "请重新导出后再试。")
    return Source(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        rows=rows_of(text),
        findings=control_characters(text),
    )


def decode(content: bytes, name: str) -> str:
    """Decode without loss: by byte order mark, else the first encoding that makes sense."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise unreadable(content, name, error) from error
    first, broken_utf8 = None, None
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            broken_utf8 = broken_utf8 or error
            continue
        if any(word in text for word in TELLING_WORDS):
            return text
        first = first if first is not None else text
    if first is None:
        raise unreadable(content, name, broken_utf8)
    return first


def unreadable(content: bytes, name: str, error: UnicodeDecodeError) -> UnreadableText:
    """Make the refusal that names the line of the first byte that does not decode."""
    line = content[: error.start].count(b"\n") + 1
    return UnreadableText(
        name,
        "文字编码无法识别，按 UTF-8、GB18030、UTF-16 都不能完整读出。",
        "请用记事本或 WPS 打开，另存为 UTF-8 编码的纯文本。",
        where=f"第{line}行",
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
