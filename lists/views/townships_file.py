"""Lists compared as rows to take away: a duty a row, the lists side by side."""

from collections.abc import Iterable, Iterator, Sequence

from lists.exports import Coded, Column, ExportRow
from lists.models.items import Kind
from lists.views.compared_line import ComparedLine
from lists.views.sides import Side

COUNTS_SHEET = "事项数"
# The numbers of a table: its lines by name, a number for each list with the rows behind it.
Counted = Iterable[tuple[str, list[tuple[int, str]]]]


def columns(sides: Sequence[Side]) -> tuple[Column, ...]:
    """What is said of a duty, and of its rows in each list; the keys name the list."""
    of_lists = []
    for side in sides:
        key, label = key_of(side), side.label
        of_lists += [
            Column(f"{key}_rows", f"{label}：清单、序号", 20),
            Column(f"{key}_names", f"{label}：事项名称", 36),
            Column(f"{key}_systems", f"{label}：部门（条线）", 20),
            Column(f"{key}_urls", f"{label}：各项地址", 30),
        ]
    return (
        Column("part", "比较结果", 18),
        Column("duty", "职责", 40),
        Column("category", "事项类别", 16),
        *of_lists,
        Column("url", "各地的同一职责（网址）", 30),
    )


def key_of(side: Side) -> str:
    """The list of a column for programs, as addresses name it."""
    return f"{side.edition.township.slug}/{side.edition.slug}"


def rows(found: Iterable[tuple[str, ComparedLine]], base: str) -> Iterator[ExportRow]:
    """Duties under what is said of their part, in their order, a sheet for each part."""
    for label, entry in found:
        first = entry.line.first
        values: list = [Coded(label, entry.line.part), first.name, first.category]
        for cell in entry.cells:
            leads = dict.fromkeys(lead for row, _ in cell for lead in sorted(row.leads))
            values += [
                [f"{Kind(row.kind).label}第{row.number}项" for row, _ in cell],
                [row.name for row, _ in cell],
                list(leads),
                [f"{base}{address}" for _, address in cell],
            ]
        url = f"{base}{entry.duty}" if entry.duty else ""
        yield ExportRow(label, (*values, url))


def count_columns(sides: Sequence[Side]) -> tuple[Column, ...]:
    """The lists, each a column of numbers."""
    of_lists = (Column(key_of(side), side.label, 16) for side in sides)
    return (Column("table", "表", 12), Column("name", "名称", 24), *of_lists)


def count_rows(tables: Iterable[tuple[str, Counted]]) -> Iterator[ExportRow]:
    """The numbers by list and category as the page has them."""
    for title, lines in tables:
        for name, cells in lines:
            yield ExportRow(COUNTS_SHEET, (title, name, *(count for count, _ in cells)))
