"""How fast documents are taken in, and where the time goes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.pipeline import understand_rows
from ingest.read import read
from ingest.save import save
from lists.search import tokens
from lists.search.upkeep import refresh
from tests.bench.table import milliseconds, say, table
from tests.samples import FILES


class Clock:
    """Adds up the seconds spent inside a function."""

    def __init__(self):
        self.seconds = 0.0

    def timed(self, function):
        """The function, watched."""

        def watched(*arguments):
            began = time.perf_counter()
            try:
                return function(*arguments)
            finally:
                self.seconds += time.perf_counter() - began

        return watched


@contextmanager
def jieba_clock() -> Iterator[Clock]:
    """Watch the cutting of words while the index is written."""
    clock, words = Clock(), tokens.words
    tokens.words = clock.timed(words)
    try:
        yield clock
    finally:
        tokens.words = words


def measure() -> None:
    """Take the sample lists in, publish those that may be, and print what each took."""
    loading = milliseconds(tokens.load)
    rows, totals = [], [0, 0.0, 0.0, 0.0]
    for file in FILES:
        began = time.perf_counter()
        source = read(file)
        duty_list = understand_rows(source)
        parsing = time.perf_counter() - began
        with jieba_clock() as jieba:
            began = time.perf_counter()
            edition = save(duty_list, source, file).edition
            saving = time.perf_counter() - began
        if not edition.restricted:
            edition.publish()
        figures = [len(duty_list.items), parsing, saving, jieba.seconds]
        totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        rows.append(line(file.stem, *figures))
    rows.append(line("all", *totals))
    counting = milliseconds(refresh)
    head = ("document", "rows", "seconds", "rows/s", "parsing", "saving", "of it jieba")
    table("Taking documents in (one process)", head, rows)
    say(f"besides: jieba's dictionary {loading:,.0f} ms, counting tokens {counting:,.0f} ms")


def line(name: str, rows: int, parsing: float, saving: float, jieba: float) -> tuple:
    """One line of the table; shares of the whole time."""
    whole = parsing + saving
    shares = [f"{part / whole:.0%}" for part in (parsing, saving, jieba)]
    return (name, rows, whole, rows / whole, *shares)
