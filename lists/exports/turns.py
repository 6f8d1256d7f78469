"""How many large files are made at once: few enough that pages do not wait behind them.

A file of 100,000 rows takes a thread 20 to 50 s of computing. Four workbooks asked for at once took
all four threads of a web process, and who asked it for a page waited 229 s. So there are as many
turns as web processes, counted by locks in the database for all of them; who finds none left is
told to come back, before the first byte.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from django.conf import settings
from django.db import connection

from lists.exports.shapes import ExportRow

# With more rows than this, those of eight townships, a file takes a turn; so many are read, and in
# memory, before that is known.
LARGE = 2000
# After so many seconds there may be a turn again.
RETRY = 60
# Locks that PostgreSQL lets go when the connection ends, however its process ended.
LOCK = "SELECT pg_try_advisory_lock(hashtext('large file'), %s)"
UNLOCK = "SELECT pg_advisory_unlock(hashtext('large file'), %s)"


class Busy(Exception):
    """As many large files are being made as may be."""


class Turn(Iterator[ExportRow]):
    """The rows of a file, which have a turn where they are many; Busy where none is left.

    Whoever makes one closes it, whatever became of the file.
    """

    def __init__(self, rows: Iterable[ExportRow]):
        rows = iter(rows)
        first = list(islice(rows, LARGE + 1))
        self.number = take() if len(first) > LARGE else None
        self.rows = chain(first, rows)

    def __next__(self) -> ExportRow:
        return next(self.rows)

    def close(self) -> None:
        """Give the turn back."""
        if self.number is not None and connection.connection and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute(UNLOCK, [self.number])
        self.number = None


def take() -> int:
    """The number of a turn that nobody has."""
    with connection.cursor() as cursor:
        for number in range(settings.LARGE_FILES):
            cursor.execute(LOCK, [number])
            if cursor.fetchone()[0]:
                return number
    raise Busy


class Pieces(Iterator[bytes]):
    """A file that is written while it is sent; closed, it gives its turn back."""

    def __init__(self, write: Callable[..., Iterator[bytes]], columns, rows: Iterable[ExportRow]):
        self.turn = Turn(rows)
        self.pieces = write(columns, self.turn)

    def __next__(self) -> bytes:
        return next(self.pieces)

    def close(self) -> None:
        """End the file wherever it is."""
        self.pieces.close()
        self.turn.close()
