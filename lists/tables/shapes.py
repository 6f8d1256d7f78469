"""What a table is, whatever the file: a head, rows of texts, and the way back into the file."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

MOST_BYTES = 5 * 2**20
MOST_ROWS, MOST_COLUMNS = 5000, 200
# Above the head a table may have a title; it is looked for in so many rows.
HEAD_WITHIN = 10
EXAMPLE_LENGTH = 40
# So many rows are looked at to guess what a column holds.
LOOKED_AT = 200
# What the column of the text is called, the surest first, and what each name is worth.
TITLES = (
    (re.compile("内容|诉求|描述|反映|详情"), 4.0),
    (re.compile("问题|事由|标题|主题|事项"), 1.5),
)

# Added cells by the number of their row.
Added = Mapping[int, Sequence[str]]


class TableError(Exception):
    """What is wrong with a file, in which row, and the remedy; for people."""


@dataclass(frozen=True)
class Row:
    """A row with its number in the file (in a csv: its first line), from 1."""

    number: int
    cells: tuple[str, ...]

    def __getitem__(self, at: int) -> str:
        """The text of a cell, '' beyond the last one."""
        return self.cells[at] if at < len(self.cells) else ""

    @property
    def filled(self) -> int:
        """How many cells have text."""
        return sum(1 for cell in self.cells if cell.strip())


@dataclass(frozen=True)
class Column:
    """A column: its place from 0, its letter in a workbook, its title, an example of its texts."""

    at: int
    title: str
    example: str

    @property
    def letter(self) -> str:
        """A, B … as workbooks name columns."""
        return get_column_letter(self.at + 1)


@dataclass(frozen=True)
class Table:
    """A table read; `append` gives the file's bytes with columns added, nothing else changed."""

    format: str
    head: Row
    rows: tuple[Row, ...]
    append: Callable[[Added], bytes] = field(repr=False)

    @classmethod
    def of(cls, format: str, rows: list[Row], append: Callable[[Added], bytes]) -> "Table":
        """Find the head among the rows of a file; raises TableError for a table without rows."""
        at = head_of(rows)
        below = rows[at + 1 :] if rows else []
        if not any(row.filled for row in below):
            raise TableError("表格中没有数据：需要一行列名，下面每行一条。请检查文件后再试。")
        if len(below) > MOST_ROWS:
            raise TableError(
                f"表格有 {len(below)} 行，超过 {MOST_ROWS} 行。请拆成几个文件，分别判定。"
            )
        return cls(format, rows[at], tuple(below), append)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(len(row.cells) for row in (self.head, *self.rows))

    @property
    def columns(self) -> list[Column]:
        """The columns that have a title or texts."""
        found = []
        for at in range(self.width):
            example = next((row[at].strip() for row in self.rows if row[at].strip()), "")
            if example or self.head[at].strip():
                short = (
                    example if len(example) <= EXAMPLE_LENGTH else f"{example[:EXAMPLE_LENGTH]}…"
                )
                found.append(Column(at, " ".join(self.head[at].split()), short))
        return found

    @property
    def likely(self) -> Column:
        """The column that probably holds the text of the tickets."""
        return max(self.columns, key=lambda column: (self.likelihood(column), -column.at))

    def likelihood(self, column: Column) -> float:
        """How likely a column holds the text: long texts under a fitting title."""
        texts = [row[column.at].strip() for row in self.rows[:LOOKED_AT]]
        usual = sum(min(len(text), 120) for text in texts) / len(texts)
        worth = next((worth for pattern, worth in TITLES if pattern.search(column.title)), 1.0)
        return usual * worth

    def column(self, letter: str) -> Column:
        """The column of a letter; raises TableError where the file has none."""
        found = next((column for column in self.columns if column.letter == letter), None)
        if found is None:
            raise TableError("没有选定工单文字所在的列，或者文件中没有这一列。请重新选择。")
        if not any(row[found.at].strip() for row in self.rows):
            raise TableError(f"“{found.title or found.letter}”一列没有文字。请选择另一列。")
        return found


def head_of(rows: list[Row]) -> int:
    """The place of the row of titles: the first with two filled cells, else the first filled."""
    first = [(at, row.filled) for at, row in enumerate(rows[:HEAD_WITHIN])]
    for enough in (2, 1):
        for at, filled in first:
            if filled >= enough:
                return at
    return 0
