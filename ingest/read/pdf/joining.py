"""Parts of rows become rows: what broke over a page is joined, by the numbers."""

from dataclasses import dataclass, field

from ingest.parse.tables import row_number
from ingest.read.pdf.cells import TextLine, flat
from ingest.read.pdf.parts import Part
from ingest.read.pdf.segments import PdfTable


@dataclass
class TableRow:
    """A row of a table over all its parts."""

    parts: list[Part] = field(default_factory=list)
    number: str = ""
    before: int = 0  # the number of the row before it

    @property
    def full(self) -> str:
        """Its text where it is one over the full width."""
        return self.parts[0].full

    def column(self, at: int) -> list[TextLine]:
        """All lines of one column, in reading order."""
        return [line for part in self.parts for line in part.cells[at]]


def rows_of(table: PdfTable, parts: list[Part]) -> list[TableRow]:
    """Join the parts of a table, in order, into rows."""
    at = table.role_at("number") or 0
    rows: list[TableRow] = []
    last = 0
    for part in parts:
        number = "" if part.full else flat(part.cells[at]).replace(" ", "")
        row = rows[-1] if rows else None
        if row and not part.full and not row.full and continues(row, part, number):
            row.parts.append(part)
            row.number += number
        else:
            last = (row and row_number(row.number)) or last
            row = TableRow([part], number, last)
            rows.append(row)
    return rows


def continues(row: TableRow, part: Part, number: str) -> bool:
    """Whether a part is the rest of the row before it: only over the edge of a page."""
    if not (part.first and part.segment.follows and row.parts[-1].last):
        return False
    if not number or not row.number:
        return True
    # A number cut in two: 10 at the foot of a page, 5 at the head of the next.
    return row_number(row.number + number) == row.before + 1
