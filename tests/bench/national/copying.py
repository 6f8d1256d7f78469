"""COPY from Python: text rows as they come, vectors in PostgreSQL's binary form."""

import io
from collections.abc import Iterable, Iterator

import numpy as np
from django.db import connection

SIGNS = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
HEAD = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
END = b"\xff\xff"


class Lines(io.TextIOBase):
    """A file of the rows of an iterable, made while it is read."""

    def __init__(self, rows: Iterable[tuple]):
        self.lines: Iterator[str] = map(line, rows)
        self.rest = ""

    def read(self, size: int = -1) -> str:
        """The next characters: never more than asked for, which the driver refuses."""
        found, length = [self.rest], len(self.rest)
        while length < size and (one := next(self.lines, "")):
            found.append(one)
            length += len(one)
        whole = "".join(found)
        self.rest = whole[size:]
        return whole[:size]


def line(row: tuple) -> str:
    """A row as COPY reads it; None is NULL."""
    return "\t".join("\\N" if v is None else str(v).translate(SIGNS) for v in row) + "\n"


def copy(table: str, columns: str, rows: Iterable[tuple]) -> None:
    """Write rows to a table; `columns` are names with commas between."""
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", Lines(rows))


def copy_vectors(table: str, ids: np.ndarray, vectors: np.ndarray) -> None:
    """Write (id, half-precision vector) rows to a table with just these columns."""
    size = vectors.shape[1]
    row = np.dtype(
        [("fields", ">i2"), ("id_length", ">i4"), ("id", ">i8"), ("length", ">i4"),
         ("size", ">i2"), ("unused", ">i2"), ("vector", ">f2", (size,))]
    )  # fmt: skip
    rows = np.zeros(len(ids), row)
    rows["fields"], rows["id_length"], rows["id"] = 2, 8, ids
    rows["length"], rows["size"], rows["vector"] = 4 + 2 * size, size, vectors
    with connection.cursor() as cursor:
        file = io.BytesIO(HEAD + rows.tobytes() + END)
        cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT binary)", file)


def next_of(table: str) -> int:
    """The next free id of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM lists_{table}")
        return cursor.fetchone()[0]


def set_sequences(tables: Iterable[str]) -> None:
    """Let the tables go on after the ids that were given."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('lists_{table}', 'id'), %s)",
                [next_of(table)],
            )
