"""Full-width rows 一、党的建设（n项） become a category column where a table has none."""

import re
from dataclasses import dataclass, field, replace

from ingest.parse.cells import clean_line
from ingest.parse.headers import HARMLESS, Header, read_header, role_of
from ingest.parse.tables import row_number
from ingest.parse.titles import is_page_number, secrecy_mark, title_kind
from ingest.shapes import Finding, Row

CATEGORY, NUMBER = "事项类别", "序号"
ORDINAL = r"[一二三四五六七八九十百]{1,4}"
BAND = re.compile(
    rf"(?P<first>第{ORDINAL}(?:部分|类|章)[、：:]?|{ORDINAL}[、.．]|[（(]{ORDINAL}[）)][、.．]?)?"
    r"(?P<category>[^，。；：:、（）()\d][^，。；：:（）()\d]{1,19})"
    r"(?P<count>[（(]共?(?P<items>\d{1,4})(?:项|条|个)?[）)]|共?(?P<bare>\d{1,4})项)?"
)
# Between a band and its first row only so many blank lines, headers and page numbers stand.
MOST_LINES_BETWEEN = 6
LONGEST_BAND = 200  # with its blanks and tags


def with_categories(rows: list[Row]) -> list[Row]:
    """Give the rows with a category column where bands hold the categories instead.

    A table whose header has 序号 but no category gets the column 事项类别 behind its 序号,
    filled by the band above each row; the bands themselves are taken out. A table without
    any band stays as it is, so that its missing column is told.
    """
    return Bands(rows).result()


def band_findings(rows: list[Row]) -> list[Finding]:
    """Tell of bands whose own count (n项) is not that of the rows below, as they were read."""
    bands = Bands(rows)
    bands.result()
    return [
        miscounted(bands.lines[at], headed)
        for at, headed in bands.headed.items()
        if bands.lines[at].items not in (None, headed)
    ]


def miscounted(line: "Line", headed: int) -> Finding:
    """The finding for one band."""
    message = (
        f"“{line.text[:40]}”写明 {line.items} 项，其下实有 {headed} 项。"
        "已按表导入全部各行，请核对。"
    )
    return Finding("declared_mismatch", "warning", str(line.row.place), message)


@dataclass(frozen=True)
class Line:
    """What a row may be: a header, a numbered row, a band, or something that passes between."""

    row: Row
    header: Header | None
    number: int | None
    text: str  # of a row with one filled cell
    passes: bool  # blank, header, title, page number or mark: stands between a band and its rows
    band: str = ""  # the category
    ordered: bool = False  # with an ordinal or a count
    level: int = 0  # 一、 is 0, （一） is 1
    items: int | None = None


def line_of(row: Row) -> Line:
    """See what a row may be."""
    header = read_header(row.cells)
    filled = [cell for cell in row.cells if cell.strip()]
    alone = len(filled) == 1 and len(filled[0]) <= LONGEST_BAND
    text = clean_line(filled[0]) if alone else ""
    number = row_number(row.cells[0]) if len(filled) > 1 else None
    known = text and (title_kind(text) or is_page_number(text) or secrecy_mark(text))
    passes = bool(not filled or header or known)
    match = BAND.fullmatch(text) if text and not known and not role_of(text) else None
    if match is None or HARMLESS.fullmatch(match["category"]):
        return Line(row, header, number, text, passes)
    first, count = match["first"] or "", match["items"] or match["bare"]
    level = 1 if first.startswith(("（", "(")) else 0
    items = int(count) if count else None
    ordered = bool(first or count)
    return Line(row, header, number, text, passes, match["category"], ordered, level, items)


@dataclass
class Bands:
    """One pass over the rows of a document, part by part; a part has one header."""

    rows: list[Row]
    lines: list[Line] = field(init=False)
    headed: dict[int, int] = field(default_factory=dict)  # band -> how many rows it heads
    last: tuple[Header, str] | None = None  # of the part before, if bands ruled it

    def __post_init__(self) -> None:
        self.lines = [line_of(row) for row in self.rows]

    def result(self) -> list[Row]:
        """All rows, the tables without a category column given one."""
        starts = [0, *(self.start_of(at) for at, line in enumerate(self.lines) if line.header)]
        ends = [*starts[1:], len(self.rows)]
        return [row for part in zip(starts, ends, strict=True) for row in self.part(*part)]

    def start_of(self, header_at: int) -> int:
        """Where the part of a header begins: at a band directly above it, else at itself."""
        for before in range(header_at - 1, max(header_at - MOST_LINES_BETWEEN, 0) - 1, -1):
            line = self.lines[before]
            if line.band:
                return before if line.ordered else header_at
            if line.header or not line.passes:
                break
        return header_at

    def part(self, start: int, end: int) -> list[Row]:
        """The rows of one part, changed when its header lacks the category and bands give it."""
        header = next((line.header for line in self.lines[start:end] if line.header), None)
        if header is None or CATEGORY not in header.missing or NUMBER in header.missing:
            return self.rows[start:end]
        goes_on = self.last is not None and self.last[0].roles == header.roles
        category = self.last[1] if goes_on and self.last else ""
        bands = self.bands_in(start, end)
        if not bands and not category:
            return self.rows[start:end]
        at = header.roles.index("number") + 1
        found, band = [], None
        for index in range(start, end):
            row, line = self.rows[index], self.lines[index]
            if index in bands:
                category, band = bands[index], index
                self.headed[band] = 0
                continue
            if line.header or len(row.cells) > at:
                if band is not None and line.number is not None:
                    self.headed[band] += 1
                words = CATEGORY if line.header else category
                row = replace(row, cells=(*row.cells[:at], words, *row.cells[at:]))
            found.append(row)
        self.last = (header, category)
        return found

    def bands_in(self, start: int, end: int) -> dict[int, str]:
        """The bands of a part with their categories: those of the first band's level or above."""
        found = [at for at in range(start, end) if self.lines[at].band and self.heads(at, end)]
        deepest = self.lines[found[0]].level if found else 0
        return {at: self.lines[at].band for at in found if self.lines[at].level <= deepest}

    def heads(self, at: int, end: int) -> bool:
        """Whether a band has a numbered row below it, nothing of weight between."""
        for below in self.lines[at + 1 : min(end, at + 1 + MOST_LINES_BETWEEN)]:
            if below.number is not None:
                return self.lines[at].ordered or self.stands_in_table(at)
            if not (below.passes or below.band):
                return False
        return False

    def stands_in_table(self, at: int) -> bool:
        """Whether a full-width row is held by the rows above: for bands without ordinal."""
        above = self.lines[at - 1] if at else None
        return bool(above and (above.header or above.number is not None)) and (
            len(self.rows[at].cells) == 1
        )
