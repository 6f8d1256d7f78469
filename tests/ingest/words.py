"""The words of the five real lists, read with none of the parser's code."""

import re
from dataclasses import dataclass

from tests.ingest.documents import raw

WIDTHS = {3: "basic", 6: "cooperation", 4: "revoked"}
COUNTS = {
    "daquan": {"basic": 110, "cooperation": 100, "revoked": 37},
    "xindi": {"basic": 106, "cooperation": 101, "revoked": 30},
    "jiagasitai": {"basic": 87, "cooperation": 123, "revoked": 52},
    "tuokayi": {"basic": 95, "cooperation": 84, "revoked": 69},
    "tajikeabati": {"basic": 121, "cooperation": 102, "revoked": 43},
}


@dataclass(frozen=True)
class RawRow:
    """One row of a file: its kind by the number of cells, its line, its cells bare of blanks."""

    kind: str
    line: int
    cells: tuple[str, ...]
    printed: tuple[str, ...]


def bare(text: str) -> str:
    """A text without tags and without any white space."""
    return re.sub(r"\s", "", re.sub(r"<[^>]*>", "", text))


def raw_rows(name: str) -> list[RawRow]:
    """All rows of a real list: lines that begin with a number and a tab."""
    rows = []
    for number, line in enumerate(raw(name).split("\n"), start=1):
        if re.match(r"\d+\t", line):
            cells = tuple(line.split("\t"))
            rows.append(RawRow(WIDTHS[len(cells)], number, tuple(map(bare, cells)), cells))
    return rows
