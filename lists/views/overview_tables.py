"""The tables of an overview, which are its charts, too: each number a link, drawn on by SVG."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from lists import charts
from lists.models.items import Kind
from lists.overviews import Overview, Place

LISTS = list(Kind.choices)
TOTAL = "合计"
# With more columns than this a heat map is printed across the paper.
MOST_UPRIGHT = 12


@dataclass(frozen=True)
class Head:
    """What a line or a column is called, and its page."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Cell:
    """A number with the address of the rows behind it, and how dark its ground is."""

    count: int
    address: str
    shade: int = 0

    @property
    def tile(self) -> SafeString:
        """What is drawn under it."""
        return mark_safe(charts.tile(self.shade))


@dataclass(frozen=True)
class BarLine:
    """A line with a bar beside its numbers; the last of them is their sum."""

    head: Head
    cells: list[Cell]
    bar: SafeString


@dataclass(frozen=True)
class Bars:
    """A table with a bar in each line; `foot` are the sums of all lines, or nothing."""

    title: str
    corner: str
    series: Sequence[tuple[str, str]]
    lines: list[BarLine]
    foot: Sequence[Cell] = ()

    @property
    def told(self) -> str:
        """What the chart shows first, in a sentence; '' for a single line."""
        if len(self.lines) < 2:
            return ""
        most = max(self.lines, key=lambda line: line.cells[-1].count)
        return f"事项最多的是{most.head.name}，{most.cells[-1].count} 项。"


@dataclass(frozen=True)
class Grid:
    """A heat map: lines of numbers, the more the darker, and the key of its shades."""

    title: str
    corner: str
    columns: list[Head]
    lines: list[tuple[Head, list[Cell]]]
    told: str
    key: list[tuple[SafeString, int, int]]

    @property
    def is_wide(self) -> bool:
        """Whether the paper must lie on its side for it."""
        return len(self.columns) > MOST_UPRIGHT

    def turned(self, corner: str) -> "Grid":
        """The same with lines and columns changed over."""
        heads = [head for head, _ in self.lines]
        columns = zip(*(cells for _, cells in self.lines), strict=True)
        lines = [(head, list(cells)) for head, cells in zip(self.columns, columns, strict=True)]
        return replace(self, corner=corner, columns=heads, lines=lines)


def kinds(found: Overview) -> Bars:
    """The rows of each place by list, and those of all places together."""
    most = max((line.total for line in found.lines), default=0)
    lines = [
        bar_line(Head(line.place.name, line.place.address), line.kinds, LISTS, most, line.place)
        for line in found.lines
    ]
    title = f"各{found.unit}三张清单的事项数"
    if len(lines) < 2:
        return Bars(title, found.unit, LISTS, lines)
    whole = sum((line.kinds for line in found.lines), start=Counter())
    return Bars(title, found.unit, LISTS, lines, by_kind(whole, LISTS, found.whole))


def systems(found: Overview) -> Bars:
    """The rows of each system by list; without sums, as a row of two systems counts for both."""
    series = LISTS[1:]
    most = max((load.total for load in found.loads), default=0)
    lines = [
        bar_line(
            Head(load.system.name, load.system.get_absolute_url()),
            *(load.kinds, series, most, found.whole),
            system=load.system.slug,
        )
        for load in found.loads
    ]
    return Bars("各条线的事项数", "条线", series, lines)


def bar_line(
    head: Head,
    numbers: Counter,
    series: Sequence[tuple[str, str]],
    most: int,
    place: Place,
    **narrow: str,
) -> BarLine:
    """A line of numbers by list with its bar; `narrow` is what its addresses ask besides."""
    pieces = [(kind, numbers[kind]) for kind, _ in series]
    cells = by_kind(numbers, series, place, **narrow)
    return BarLine(head, cells, mark_safe(charts.bar(pieces, most)))


def by_kind(
    numbers: Counter, series: Sequence[tuple[str, str]], place: Place, **narrow: str
) -> list[Cell]:
    """Numbers by list and their sum, each with the rows behind it."""
    cells = [Cell(numbers[kind], place.rows(kind=kind, **narrow)) for kind, _ in series]
    return [*cells, Cell(numbers.total(), place.rows(**narrow))]


def categories(found: Overview) -> Grid:
    """The rows of each place by category; the shorter side goes across, where room is scarce."""
    slugs, most = [category.slug for category in found.categories], found.most
    lines = [
        (
            Head(line.place.name, line.place.address),
            [
                Cell(count, line.place.rows(category=slug), charts.shade(count, most))
                for count, slug in zip(found.row(line), slugs, strict=True)
            ],
        )
        for line in found.lines
    ]
    if len(lines) > 1:
        sums = (sum(counts) for counts in zip(*map(found.row, found.lines), strict=True))
        addresses = (found.whole.rows(category=slug) for slug in slugs)
        lines.append((Head(TOTAL), [Cell(*pair) for pair in zip(sums, addresses, strict=True)]))
    grid = Grid(
        f"各{found.unit}各类别的事项数",
        found.unit,
        [Head(category.name) for category in found.categories],
        lines,
        fullest(found),
        [(mark_safe(charts.tile(dark)), low, high) for dark, low, high in charts.shades(most)],
    )
    return grid.turned("事项类别") if len(found.lines) < len(slugs) else grid


def fullest(found: Overview) -> str:
    """Where a heat map is darkest, in a sentence; '' for an empty one."""
    cells = [
        (count, line.place.name, category.name)
        for line in found.lines
        for count, category in zip(found.row(line), found.categories, strict=True)
    ]
    if not cells:
        return ""
    count, place, category = max(cells, key=lambda cell: cell[0])
    return f"最多的是{place}的“{category}”，{count} 项。"
