"""Cells of a Word or Excel table, merged as they are, become rows of as many cells as columns."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.parse.headers import read_header
from ingest.parse.tables import row_number
from ingest.shapes import PARAGRAPH, Finding, Place, Row


@dataclass(frozen=True)
class Cell:
    """One cell: its text, its first column, how many it spans, whether it continues one above."""

    text: str
    start: int
    span: int = 1
    above: bool = False


@dataclass
class Grid:
    """Reads the rows of one table in order; `rows` is what they came to."""

    width: int
    rows: list[Row] = field(default_factory=list)
    columns: tuple[int, ...] = ()  # where the columns of the last header begin
    above: dict[int, str] = field(default_factory=dict)  # the text that a merged cell goes on with
    joined: list[Place] = field(default_factory=list)  # rows that became part of the one above

    def take(self, cells: list[Cell], place: Place) -> None:
        """Add one row as it stands in the file."""
        cells = [self.filled(cell) for cell in cells]
        if not cells:
            return
        if is_full_width(cells, self.width):
            if not cells[0].above:
                self.rows += outside(cells[0].text, place)
            return
        texts = self.fitted(cells)
        if cells[0].above and self.rows and self.belongs(cells, texts):
            self.join(cells, texts, place)
        else:
            self.rows.append(Row(texts, place))
        if read_header(self.rows[-1].cells):
            self.columns = tuple(cell.start for cell in cells)

    def filled(self, cell: Cell) -> Cell:
        """A cell with the text of the merged cell it belongs to."""
        if cell.above:
            return Cell(self.above.get(cell.start, cell.text), cell.start, cell.span, True)
        self.above[cell.start] = cell.text
        return cell

    def fitted(self, cells: list[Cell]) -> tuple[str, ...]:
        """The texts by column of the header; a row of as many cells by order, borders slip.

        A row with more cells than the header stays as it is, so that it is told.
        """
        if len(cells) >= len(self.columns):
            return tuple(cell.text for cell in cells)
        texts = [""] * len(self.columns)
        for cell in cells:
            at = max(bisect_right(self.columns, cell.start) - 1, 0)
            texts[at] = PARAGRAPH.join(part for part in (texts[at], cell.text) if part)
        return tuple(texts)

    def belongs(self, cells: list[Cell], texts: tuple[str, ...]) -> bool:
        """Whether a row whose first cell is merged with that above is a part of the row above."""
        before = self.rows[-1]
        if before.outside:
            return False
        if row_number(cells[0].text) is not None:
            return len(before.cells) == len(texts) and before.cells[0] == texts[0]
        return read_header(texts) is not None

    def join(self, cells: list[Cell], texts: tuple[str, ...], place: Place) -> None:
        """Add a row to the one above: a second line of the header takes its place."""
        before = self.rows.pop()
        if row_number(cells[0].text) is None:
            self.rows.append(Row(texts, before.place))
            return
        repeated = [cell.above for cell in cells] if len(cells) == len(texts) else []
        parts = []
        for at, (upper, lower) in enumerate(zip(before.cells, texts, strict=True)):
            new = lower and not (repeated[at] if repeated else lower == upper)
            parts.append(PARAGRAPH.join(part for part in (upper, lower if new else "") if part))
        self.joined.append(place)
        self.rows.append(Row(tuple(parts), before.place))


def is_full_width(cells: list[Cell], width: int) -> bool:
    """Whether a row is one cell over the whole table, or says nothing but in its first cell."""
    if len(cells) == 1:
        return True
    first, *others = cells
    if first.above or any(cell.text.strip() or cell.above for cell in others):
        return False
    # A lone 序号 is a row whose text is missing.
    return bool(first.text.strip()) and row_number(first.text) is None and width > 1


def outside(text: str, place: Place) -> Iterable[Row]:
    """The paragraphs of a full-width cell as rows that stand in no column."""
    return [Row((part,), place, outside=True) for part in text.split(PARAGRAPH) if part.strip()]


def blank() -> Row:
    """An empty line, between a table and what stands around it."""
    return Row(("",), Place())


def joined_rows(joined: list[Place]) -> list[Finding]:
    """Tell of rows that belong to the one above, whose 序号 is merged over them."""
    if not joined:
        return []
    shown = "、".join(map(str, joined[:5])) + ("等" if len(joined) > 5 else "")
    message = f"{shown}共 {len(joined)} 行与上一行合用一个序号，已并作一项，请核对。"
    return [Finding("rows_joined", "note", str(joined[0]), message)]
