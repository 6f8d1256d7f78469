"""Whole duty lists made up of real words: by seed, or drawn by hypothesis."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from random import Random

from hypothesis import strategies as st

from ingest.shapes import ListKind
from tests.documents import vocabulary
from tests.documents.cells import FULL, Writer

KINDS: tuple[ListKind, ...] = ("basic", "cooperation", "revoked")
TOWNSHIPS = ("安宁镇", "红旗街道", "幸福乡", "和平镇", "西河子镇", "东山蒙古族乡")
DATES = ("2025年7月", "2024年12月", "2025年11月30日", "2025年")
# A paragraph that tells by its first signs that it is one.
MARKED = re.compile(r"\d{1,2}[.．、]|[一二三四五六七八九十]、|(工作|承接)方式[：:]|.{2,40}[：:]$")


@dataclass(frozen=True)
class MadeItem:
    """One row: every cell a tuple of paragraphs, departments as the cell lists them."""

    kind: ListKind
    number: int
    category: str
    name: str
    departments: tuple[str, ...] = ()
    departments_cell: str = ""
    duties: tuple[tuple[str, ...], ...] = ()  # 上级部门职责 and 配合职责, or 承接部门及工作方式

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """All cells from the number on, in the order of the columns."""
        named = ((self.departments_cell,),) if self.kind == "cooperation" else ()
        return ((str(self.number),), (self.category,), (self.name,), *named, *self.duties)

    @property
    def has_marks(self) -> bool:
        """Whether every paragraph but the first tells by its first signs that it is one."""
        return all(MARKED.match(words) for cell in self.duties for words in cell[1:])


@dataclass(frozen=True)
class MadeList:
    """A whole list: its place, date and items, list after list."""

    province: str
    prefecture: str
    county: str
    township: str
    date: str
    items: tuple[MadeItem, ...]

    def of_kind(self, kind: ListKind) -> tuple[MadeItem, ...]:
        """The items of one of the three lists."""
        return tuple(item for item in self.items if item.kind == kind)


def make(seed: int, counts: tuple[int, int, int], longest: int = 8) -> MadeList:
    """Make a list by a seed: items a list, clauses in the longest cells.

    A smaller count leaves the items before it as they are, so failures shrink well.
    """
    random = Random(f"{seed} place")
    county = random.choice(vocabulary.counties())
    items = [
        make_item(seed, kind, number, category, county.departments, longest)
        for kind, wanted in zip(KINDS, counts, strict=True)
        for number, category in zip(
            range(1, wanted + 1), islice(runs(Random(f"{seed} {kind}")), wanted), strict=True
        )
    ]
    place = (county.province, county.prefecture, county.county)
    return MadeList(*place, random.choice(TOWNSHIPS), random.choice(DATES), tuple(items))


def runs(random: Random) -> Iterator[str]:
    """Categories row after row, each for one to eight rows; no two runs of one touch."""
    last = ""
    for _ in count():
        last = random.choice([name for name in vocabulary.categories() if name != last])
        for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
            yield last


def make_item(
    seed: int,
    kind: ListKind,
    number: int,
    category: str,
    bodies: tuple[str, ...],
    longest: int,
) -> MadeItem:
    """Make one row; its words depend on seed, list and number only."""
    random = Random(f"{seed} {kind} {number}")
    writer = Writer(random, longest)
    name = writer.signs(random.choice(vocabulary.names()))
    if kind == "basic":
        return MadeItem(kind, number, category, name)
    named = tuple(random.sample(bodies, random.choice((1, 1, 1, 2, 2, 3, 5))))
    if kind == "cooperation":
        separator = random.choice("、、、，,") if writer.width is FULL else "、"
        duties = (writer.lead_cell(named), writer.own_cell())
        return MadeItem(kind, number, category, name, named, separator.join(named), duties)
    named = named[:2] if random.random() < 0.9 else ()
    cell = writer.taker_cell(named)
    return MadeItem(kind, number, category, name, named, "", (cell,))


def lists(most: int = 40, longest: int = 8) -> st.SearchStrategy[MadeList]:
    """Draw whole lists of 1 to `most` items each, whose cells have up to `longest` clauses."""
    counts = st.integers(1, most)
    return st.builds(
        make,
        st.integers(0, 2**32 - 1),
        st.tuples(counts, counts, counts),
        st.integers(1, longest),
    )
