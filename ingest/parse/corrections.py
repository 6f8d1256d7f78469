"""Lays corrections over cells before they are understood; the printed cells are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.parse.cells import clean
from ingest.parse.places import PlaceNames
from ingest.parse.titles import squeeze
from ingest.shapes import LIST_NAMES, PARAGRAPH, DutyList, Finding, Row, Table

# What a correction can say of the document as a whole.
OF_DOCUMENT = ("date", "province", "prefecture", "county", "township")


@dataclass(frozen=True)
class CellCorrection:
    """One cell and what stands there instead: found by list, place and column, sure by `old`.

    A correction of the document itself (date, place names) has no `kind` and no `place`.
    """

    kind: str
    place: str
    column: str
    old: str
    new: str


def correct_tables(tables: list[Table], corrections: Sequence[CellCorrection]) -> list[Finding]:
    """Lay corrections over the rows of all tables; tells of each and of what finds no cell."""
    findings = []
    for correction in corrections:
        if correction.column in OF_DOCUMENT:
            continue
        where = locate(tables, correction)
        if where is None:
            findings.append(lost(correction))
            continue
        table, at, column = where
        table.rows[at] = corrected(table.rows[at], column, correction.new)
        findings.append(applied(correction))
    return findings


def locate(tables: list[Table], correction: CellCorrection) -> tuple[Table, int, int] | None:
    """The table, the row and the column of the cell that a correction means."""
    for table in tables:
        if table.kind != correction.kind or correction.column not in table.roles:
            continue
        column = table.roles.index(correction.column)
        for at, row in enumerate(table.rows):
            here = str(row.place) == correction.place
            if here and cell_text(row, column) == squeeze(correction.old):
                return table, at, column
    return None


def cell_text(row: Row, column: int) -> str:
    """A cell without layout and white space; empty where the row is too short."""
    return squeeze(clean(row.cells[column])) if column < len(row.cells) else ""


def corrected(row: Row, column: int, new: str) -> Row:
    """A row with one cell replaced (and filled up to it), the cells as printed kept."""
    cells = [*row.cells, *[""] * (column + 1 - len(row.cells))]
    cells[column] = PARAGRAPH.join(line.strip() for line in new.splitlines())
    return replace(row, cells=tuple(cells), printed=row.printed or row.cells)


def correct_document(duty_list: DutyList, corrections: Sequence[CellCorrection]) -> None:
    """Lay corrections over the date and the place of a document."""
    said = [c for c in corrections if c.column in OF_DOCUMENT]
    for correction in said:
        setattr(duty_list, correction.column, correction.new or None)
        duty_list.findings.append(applied(correction))
    if any(correction.column == "township" for correction in said):
        names = PlaceNames(None, None, None, duty_list.township)
        duty_list.township_kind = names.township_kind


def applied(correction: CellCorrection) -> Finding:
    """Tell of a cell that shows a person's correction."""
    message = f"这里按更正记录处理：“{shown(correction.old)}”更正为“{shown(correction.new)}”。"
    return Finding("corrected", "note", correction.place or "全文", message)


def lost(correction: CellCorrection) -> Finding:
    """Tell of a correction whose cell is not there any more."""
    message = (
        f"有一条更正找不到对应的单元格（{LIST_NAMES.get(correction.kind, '')}，原文"
        f"“{shown(correction.old)}”），没有沿用。请核对这一处，需要时重新更正。"
    )
    return Finding("correction_lost", "warning", correction.place or "全文", message)


def shown(text: str) -> str:
    """A text short enough for a message."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:40] + "……"
