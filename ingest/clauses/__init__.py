"""Clauses: each duty cell becomes sentences of duty with heading, number, text and owners."""

from ingest.clauses.owners import Column
from ingest.clauses.structure import Piece, pieces
from ingest.shapes import Clause, ParsedItem
from lists.departments import Locality

__all__ = ["clauses_of"]


def clauses_of(item: ParsedItem, locality: Locality) -> list[Clause]:
    """Give the clauses of all duty cells of a row, in source order."""
    column = Column(item.departments_as_printed, item.departments, locality)
    return [
        *cut("lead", item.lead_duty, column),
        *cut("township", item.township_duty, None),
        *method_clauses(item, column),
    ]


def cut(side: str, cell: str | None, column: Column | None) -> list[Clause]:
    """Cut one cleaned cell; without a column (the township's own cell) nobody else owns it."""
    found = pieces(cell or "", column.block if column else nobody)
    return [
        clause(side, piece, *(column.owners(piece) if column else ((), False))) for piece in found
    ]


def nobody(words: str) -> tuple[str, ...]:
    """In the township's own cell no line is the heading of a department."""
    return ()


def clause(side: str, piece: Piece, owners: tuple[str, ...], assumed: bool = False) -> Clause:
    """Make the clause of a piece."""
    return Clause(
        side, piece.heading, piece.number, piece.text, owners, assumed, block=piece.headed
    )


def method_clauses(item: ParsedItem, column: Column) -> list[Clause]:
    """The clauses of a revoked row: its parts where several takers have one each, or its text."""
    if not item.method:
        return []
    found = pieces(item.method, column.block)
    takers = tuple(name for name in item.departments if name)
    return [clause("method", piece, piece.block or takers) for piece in found]
