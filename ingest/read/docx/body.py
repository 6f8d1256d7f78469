"""Paragraphs and tables of a Word document in order, as rows."""

from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.parse.headers import read_header
from ingest.read.docx.names import W, local, number, value
from ingest.read.docx.paragraphs import Reader
from ingest.read.grid import Cell, Grid, blank
from ingest.read.limits import MOST_ROWS, too_large
from ingest.shapes import PARAGRAPH, Place, Row

# Elements that only wrap blocks, rows or cells.
WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
MOST_COLUMNS = 200
NUMBERED = W + "numPr"


@dataclass
class Body:
    """Collects the rows of a document's blocks."""

    path: Path
    reader: Reader
    rows: list[Row] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    joined: list[Place] = field(default_factory=list)

    def take(self, container: etree._Element) -> None:
        """Read the blocks of a body, a cell or a text box."""
        for block in container:
            name = local(block)
            if name == "p":
                self.take_paragraph(block)
            elif name == "tbl":
                self.take_table(block)
            elif name in WRAPPERS:
                if name in ("ins", "moveTo"):
                    self.reader.told.counts["inserted"] += 1
                self.take(block)
            elif name in ("del", "moveFrom"):
                self.reader.pass_by(block, "deleted")
            elif name == "altChunk":
                self.reader.told.counts["objects"] += 1

    def bound(self, more: int = 0) -> None:
        """Stop at more rows than any list has, before all are made."""
        if len(self.rows) + more > MOST_ROWS:
            raise too_large(self.path)

    def take_paragraph(self, element: etree._Element) -> None:
        """Add a paragraph: its lines as rows, cut at tabs; text boxes before it."""
        found = self.reader.read(element)
        for box in found.boxes:
            self.take(box)
        self.paragraphs += 1
        self.bound()
        place = Place(part=f"正文第{self.paragraphs}段")
        for line in found.lines:
            # A tab before the text only indents it.
            self.rows.append(Row(tuple(line.lstrip("\t ").split("\t")), place))

    def take_table(self, element: etree._Element) -> None:
        """Add the rows of a table; one that only frames others is read as what it frames."""
        rows = rows_of(element, self.reader)
        self.bound(len(rows))
        cells = [cell for row in rows for cell in cells_of(row)]
        if any(holds_list(cell) for cell in cells) or is_frame(rows):
            for cell in cells:
                self.take(cell)
            return
        self.tables += 1
        part = f"第{self.tables}个表格"
        grid = Grid(width=max((end_of(row) for row in rows), default=0))
        boxes: list[etree._Element] = []
        for line, row in enumerate(rows, start=1):
            grid.take(self.cells(row, boxes), Place(line, part=part))
        # A blank line around it: what stands behind a table is no rest of its last cell.
        self.rows += [blank(), *grid.rows, blank()]
        self.joined += grid.joined
        for box in boxes:
            self.take(box)

    def cells(self, row: etree._Element, boxes: list[etree._Element]) -> list[Cell]:
        """The cells of a row with their columns."""
        found: list[Cell] = []
        column = number(value(row, "trPr", "gridBefore"), 0)
        for cell in cells_of(row):
            properties = cell.find(W + "tcPr")
            span = span_of(cell)
            merged = None if properties is None else properties.find(W + "vMerge")
            above = merged is not None and merged.get(W + "val") != "restart"
            beside = value(properties, "hMerge")
            text = self.text(cell, boxes)
            if beside is not None and beside != "restart" and found:
                last = found[-1]
                found[-1] = Cell(last.text, last.start, last.span + span, last.above)
            else:
                found.append(Cell(text, column, span, above))
            column += span
        return found

    def text(self, cell: etree._Element, boxes: list[etree._Element]) -> str:
        """The paragraphs of a cell, parted by PARAGRAPH; a table in it is read row by row."""
        lines: list[str] = []
        for block in blocks_of(cell):
            if local(block) == "p":
                found = self.reader.read(block)
                boxes += found.boxes
                lines += [line.replace("\t", " ") for line in found.lines]
            else:
                self.reader.told.counts["nested"] += 1
                for row in rows_of(block, self.reader):
                    texts = (self.text(inner, boxes) for inner in cells_of(row))
                    lines.append(" ".join(text for text in texts if text))
        return PARAGRAPH.join(line for line in lines if line.strip())


def unwrapped(container: etree._Element, *names: str) -> list[etree._Element]:
    """The children of these names, also those inside wrappers."""
    found = []
    for child in container:
        name = local(child)
        if name in names:
            found.append(child)
        elif name in WRAPPERS:
            found += unwrapped(child, *names)
    return found


def blocks_of(cell: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables of a cell."""
    return unwrapped(cell, "p", "tbl")


def rows_of(table: etree._Element, reader: Reader) -> list[etree._Element]:
    """The rows of a table; those that were deleted are counted and left out."""
    rows = unwrapped(table, "tr")
    kept = [row for row in rows if row.find(f"{W}trPr/{W}del") is None]
    reader.told.counts["deleted"] += len(rows) - len(kept)
    reader.told.counts["inserted"] += sum(row.find(f"{W}trPr/{W}ins") is not None for row in kept)
    return kept


def cells_of(row: etree._Element) -> list[etree._Element]:
    """The cells of a row."""
    return unwrapped(row, "tc")


def span_of(cell: etree._Element) -> int:
    """How many columns a cell spans."""
    return min(max(number(value(cell, "tcPr", "gridSpan"), 1), 1), MOST_COLUMNS)


def end_of(row: etree._Element) -> int:
    """The column behind the last cell of a row."""
    return number(value(row, "trPr", "gridBefore"), 0) + sum(map(span_of, cells_of(row)))


def holds_list(cell: etree._Element) -> bool:
    """Whether a cell holds a table of its own with the header of a duty list."""
    return any(
        read_header(tuple("".join(part.itertext(W + "t")) for part in cells_of(row)))
        for table in unwrapped(cell, "tbl")
        for row in unwrapped(table, "tr")[:5]
    )


def is_frame(rows: list[etree._Element]) -> bool:
    """Whether a table has but one cell in every row: a frame around text, no table."""
    return all(len(cells_of(row)) <= 1 for row in rows)
