"""How much a document may hold once it is open, and the refusal of one that holds more."""

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import TooLargeWhenOpened
from ingest.shapes import Row

# As for texts: the longest known list has 6,000 cells and 300,000 signs.
MOST_ROWS, MOST_CELLS, MOST_SIGNS = 40_000, 120_000, 4_000_000


def bounded(rows: Sequence[Row], path: Path) -> None:
    """Refuse more rows, cells or signs than any list has."""
    if len(rows) > MOST_ROWS:
        raise too_large(path, f"打开后有 {len(rows):,} 行以上")
    cells, signs = 0, 0
    for row in rows:
        cells += len(row.cells)
        signs += sum(map(len, row.cells))
    if cells > MOST_CELLS or signs > MOST_SIGNS:
        raise too_large(path, f"打开后有 {cells:,} 格、{signs:,} 字")


def too_large(path: Path, problem: str = "打开后内容过多") -> TooLargeWhenOpened:
    """The refusal of what is larger inside than any list; `problem` says by how much."""
    return TooLargeWhenOpened(
        path.name,
        f"{problem}，大大超过一份履职事项清单，已停止读取。",
        "请确认选对了文件；一个文件只放一个乡镇的清单，删去图片等无关内容后另存再试。",
    )
