"""Sorts the pages of a document into tables and the lines around them, in reading order."""

from dataclasses import dataclass, field

from ingest.parse.titles import title_kind
from ingest.read.pdf.bands import may_be_band
from ingest.read.pdf.cells import flat, lines_of
from ingest.read.pdf.columns import goes_on_below, ruled_columns
from ingest.read.pdf.headers import HeaderBand, headers_of
from ingest.read.pdf.lines import Run, runs_over
from ingest.read.pdf.segments import PdfTable, Segment
from ingest.read.pdf.sheet import Sheet

# A page without a header belongs to the table before it unless this many lines cross columns.
MOST_CROSSING = 0.4


@dataclass
class Line:
    """A line outside the tables: its pieces from left to right."""

    page: int
    runs: list[Run]

    @property
    def words(self) -> str:
        """The line as text."""
        return flat(lines_of(self.runs))


@dataclass
class Pages:
    """Reads sheets one after the other; `blocks` is what stands there, in order."""

    blocks: list[Line | PdfTable] = field(default_factory=list)
    table: PdfTable | None = None

    def take(self, sheet: Sheet) -> None:
        """Sort one page."""
        top = 0.0
        header: HeaderBand | None = None
        for found in headers_of(sheet):
            self.take_stretch(sheet, top, found.top, header, before_header=True)
            self.begin(found)
            header, top = found, found.bottom
        self.take_stretch(sheet, top, sheet.height, header, before_header=False)

    def begin(self, header: HeaderBand) -> None:
        """Begin a table, or go on with the present one where its header is repeated."""
        behind = self.blocks.index(self.table) + 1 if self.table else 0
        titles = [at for at in range(behind, len(self.blocks)) if self.is_title(at)]
        if self.table and self.table.header.cells == header.cells:
            repeated = {self.text_at(at) for at in titles} <= {self.table.title}
            if repeated:
                # What stands above the header of every page is running.
                for at in reversed(range(behind, len(self.blocks))):
                    if at in titles or self.text_at(at) in self.table.above:
                        header.sheet.furniture += self.blocks.pop(at).runs
                return
        title = self.text_at(titles[-1]) if titles else ""
        if not titles:
            # The title may stand in the running head only.
            heads = [run for run in header.sheet.furniture if title_kind(run.text)]
            self.blocks += [Line(header.sheet.number, [run]) for run in heads[:1]]
        page = header.sheet.number
        above = {each.words for each in self.blocks if isinstance(each, Line) and each.page == page}
        self.table = PdfTable(header, title=title, above=above)
        self.blocks.append(self.table)

    def is_title(self, at: int) -> bool:
        """Whether a block is the title of a list."""
        return isinstance(self.blocks[at], Line) and title_kind(self.text_at(at)) is not None

    def text_at(self, at: int) -> str:
        """The words of a block that is a line."""
        return self.blocks[at].words

    def take_stretch(
        self,
        sheet: Sheet,
        top: float,
        bottom: float,
        header: HeaderBand | None,
        before_header: bool,
    ) -> None:
        """Sort what stands between two heights: rows of the present table, and lines."""
        runs = [run for run in sheet.runs if top <= run.middle < bottom]
        if not runs:
            return
        lines = visual_lines(runs)
        if self.table is None:
            self.blocks += [Line(sheet.number, line) for line in lines]
            return
        begin, end = body_of(self.table, sheet, lines, header, before_header)
        self.blocks += [Line(sheet.number, line) for line in lines[:begin]]
        body = [run for line in lines[begin:end] for run in line]
        if body:
            self.add_segment(sheet, top, bottom, body, header)
        self.blocks += [Line(sheet.number, line) for line in lines[end:]]

    def add_segment(
        self, sheet: Sheet, top: float, bottom: float, runs: list[Run], header: HeaderBand | None
    ) -> None:
        """Add a stretch of a page to the present table."""
        assert self.table is not None
        first = min(run.top for run in runs) - 1
        last = max(run.bottom for run in runs) + 1
        top = top if header else min(first, max(edge_above(sheet, first), top))
        segment = Segment(
            sheet,
            top,
            min(bottom, max(last, edge_below(sheet, last))),
            runs,
            header,
            follows=bool(self.table.segments),
        )
        self.table.segments.append(segment)


def edge_above(sheet: Sheet, height: float) -> float:
    """The nearest rule above a height, else the height."""
    above = [rule.at for rule in sheet.grid.across if height - 60 < rule.at <= height]
    return max(above, default=height)


def edge_below(sheet: Sheet, height: float) -> float:
    """The nearest rule below a height, else the height."""
    below = [rule.at for rule in sheet.grid.across if height <= rule.at < height + 60]
    return min(below, default=height)


def visual_lines(runs: list[Run]) -> list[list[Run]]:
    """Runs by their height, from the top; each line from left to right."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.base):
        if lines and run.base - lines[-1][0].base <= 0.35 * min(run.size, lines[-1][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        line.sort(key=lambda run: run.x0)
    return lines


def body_of(
    table: PdfTable,
    sheet: Sheet,
    lines: list[list[Run]],
    header: HeaderBand | None,
    before_header: bool,
) -> tuple[int, int]:
    """Which of the lines (from, to) are the table's, the others being text around it."""
    down = columns_down(table, sheet, lines)
    if down:
        inside = [at for at, line in enumerate(lines) if stands_in(line, down)]
        begin = 0 if header else (inside[0] if inside else len(lines))
        end = inside[-1] + 1 if inside else begin
        while before_header and end > begin and spans_columns(table, sheet, lines[end - 1]):
            end -= 1
        if begin < end < len(lines) and not before_header and not is_title(lines[end]):
            above = [run for line in lines[begin:end] for run in line]
            end += runs_over(above, lines[end])
        return begin, end
    if drawn_down(table):
        return (0, 0)
    crossing = [is_outside(table, line) for line in lines]
    if header is None and sum(crossing) > MOST_CROSSING * len(lines):
        return (0, 0)
    begin, end = 0, len(lines)
    if header is None:
        while begin < end and (crossing[begin] or is_title(lines[begin])):
            begin += 1
    while end > begin and crossing[end - 1]:
        end -= 1
    if before_header:
        titles = [at for at in range(begin, end) if is_title(lines[at])]
        end = titles[0] if titles else end
    return begin, end


def is_title(line: list[Run]) -> bool:
    """Whether a line reads as the title of a list."""
    return title_kind("".join(run.text for run in line)) is not None


def drawn_down(table: PdfTable) -> bool:
    """Whether the first page of a table has rules between its columns."""
    return ruled_columns(table.header) is not None and goes_on_below(table.header)


def columns_down(table: PdfTable, sheet: Sheet, lines: list[list[Run]]) -> list:
    """The rules down that part columns of a table on a page; none for other tables' pages."""
    if not drawn_down(table):
        return []
    top, bottom = lines[0][0].top, lines[-1][0].bottom
    return [rule for rule in sheet.grid.down if rule.end > top and rule.start < bottom]


def stands_in(line: list[Run], down: list) -> bool:
    """Whether rules pass beside a line."""
    return any(rule.crosses(run.middle, 0.5) for run in line for rule in down)


def spans_columns(table: PdfTable, sheet: Sheet, line: list[Run]) -> bool:
    """Whether a line stands in a cell over all columns: no rule between columns passes it."""
    words = table.header.words
    return len(line) == 1 and not any(
        words[0].x1 < rule.at < words[-1].x0 and rule.crosses(line[0].middle)
        for rule in sheet.grid.down
    )


def is_outside(table: PdfTable, line: list[Run]) -> bool:
    """Whether a line runs over the columns of a table as no cell does, or is a title."""
    words = table.header.words
    if is_title(line):
        return True
    if len(line) == 1 and may_be_band(line[0].text):
        return False
    return any(
        run.x0 <= left.x1 and run.x1 >= right.x0
        for run in line
        for left, right in zip(words, words[1:], strict=False)
    )
