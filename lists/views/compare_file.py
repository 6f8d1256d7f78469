"""Differences between two editions as rows to take away, before and after side by side."""

from collections.abc import Iterable, Iterator, Mapping

from lists import history
from lists.compare import Change, Difference, Row
from lists.exports import Coded, Column, ExportRow
from lists.models import Edition
from lists.models.items import Kind

SHEET = "版本比较"
# What is said of a row before and after: key, title, width.
SIDE = (
    ("kind", "清单", 10),
    ("number", "序号", 6),
    ("category", "事项类别", 14),
    ("name", "事项名称", 36),
    ("departments", "上级部门", 24),
    ("lead_duty", history.LEAD, 50),
    ("township_duty", history.OURS, 50),
    ("method", history.METHOD, 50),
    ("url", "网址", 36),
)
BEFORE = tuple(Column(f"old_{key}", f"原{title}", width) for key, title, width in SIDE)
AFTER = tuple(Column(f"new_{key}", f"现{title}", width) for key, title, width in SIDE)
COLUMNS = (
    Column("changes", "改动", 16),
    Column("told", "说明", 30),
    *(column for pair in zip(BEFORE, AFTER, strict=True) for column in pair),
)


def rows(
    found: Iterable[Difference],
    labels: Mapping[Change, str],
    old: Edition,
    new: Edition,
    base: str,
) -> Iterator[ExportRow]:
    """Differences in their order; `labels` are the words for the kinds of change."""
    for one in found:
        before, after = side(old, one.old, base), side(new, one.new, base)
        pairs = (value for pair in zip(before, after, strict=True) for value in pair)
        changes = [labels[change] for change in one.changes]
        yield ExportRow(SHEET, (changes, told(one), *pairs))


def side(edition: Edition, row: Row | None, base: str) -> tuple:
    """What is said of a row of one edition; nothing where it has no such row."""
    if row is None:
        return ("",) * len(SIDE)
    cells = dict(row.cells)
    return (
        Coded(Kind(row.kind).label, row.kind),
        row.number,
        row.category,
        row.name,
        list(row.bodies),
        *(cells.get(title, "") for title in (history.LEAD, history.OURS, history.METHOD)),
        f"{base}{history.address_of(edition, row)}",
    )


def told(one: Difference) -> str:
    """What the page says besides: between which lists it moved, of which row it may be a part."""
    if Change.MOVED in one.changes:
        return history.move_in_words(one)
    if one.akin is None:
        return ""
    near = f"第{one.akin.number}项“{one.akin.name}”"
    return f"可能并入了新版{near}" if one.new is None else f"可能由旧版{near}拆分而来"
