"""Rows in force counted for overviews: of a county by township, of wider places by county."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Case, Count, QuerySet, Sum, When
from django.urls import reverse

from lists.models import Category, County, Involvement, Item, PlaceCount, System, Township

# Wider places are shown by the narrowest units of which there are no more than this.
MOST_LINES = 60


@dataclass
class Line:
    """A place with its rows by list, and by category in each list."""

    name: str
    address: str
    kinds: Counter = field(default_factory=Counter)
    categories: dict[int, Counter] = field(default_factory=dict)
    township: Township | None = None
    county: County | None = None

    @property
    def total(self) -> int:
        """All its rows."""
        return self.kinds.total()

    def of(self, category: int) -> Counter:
        """Its rows of a category, by list."""
        return self.categories.get(category, Counter())

    def rows_address(self, kind: str, category: Category | None = None) -> str:
        """Where its rows stand: of one list, and of a category; of wide places their overview."""
        narrow = f"&category={category.slug}" if category else ""
        if self.township:
            return f"{self.address}?kind={kind}{narrow}"
        if self.county:
            return f"{rows_of_county(self.county, kind)}{narrow}"
        return f"{self.address}{'#categories' if category else '#kinds'}"


@dataclass(frozen=True)
class Load:
    """A system with the rows its bodies have a part in, by list."""

    system: System
    kinds: Counter

    @property
    def total(self) -> int:
        """All its rows."""
        return self.kinds.total()


@dataclass(frozen=True)
class Overview:
    """What an overview shows: places, the categories that occur, systems by their rows."""

    unit: str
    lines: list[Line]
    categories: list[Category]
    loads: list[Load]

    @property
    def most(self) -> int:
        """The largest number of rows a place has in one category."""
        found = (counter.total() for line in self.lines for counter in line.categories.values())
        return max(found, default=0)


def rows_of_county(county: County, kind: str) -> str:
    """The address of the rows of a county in one list."""
    return f"{reverse('county-rows', args=[county.slug])}?kind={kind}"


def of_county(county: County) -> Overview:
    """A county by township, counted from its rows in force."""
    rows = Item.published.filter(county=county).order_by()
    places = Township.published.filter(county=county).order_by("name")
    lines = {
        place.pk: Line(place.name, place.get_absolute_url(), township=place) for place in places
    }
    for township, kind, category, count in rows.values_list(
        "township", "kind", "category"
    ).annotate(Count("pk")):
        lines[township].kinds[kind] += count
        lines[township].categories.setdefault(category, Counter())[kind] += count
    parts = Involvement.objects.filter(item__in=rows, department__system__isnull=False)
    by_system = parts.order_by().values_list("department__system", "item__kind")
    return finished(
        "乡镇（街道）", list(lines.values()), by_system.annotate(Count("item", distinct=True))
    )


def of_places(counties: QuerySet[County]) -> Overview:
    """Many counties, by county, prefecture or province, from what was counted at publication."""
    counts = PlaceCount.objects.filter(county__in=counties).order_by()
    unit, fields, lines = places_of(counties.filter(pk__in=counts.values("county")))
    named = Case(When(county__prefecture="", then="county__name"), default="county__prefecture")
    whole = counts.filter(system=None).annotate(prefecture=named)
    for *place, kind, category, rows in whole.values_list(*fields, "kind", "category").annotate(
        Sum("rows")
    ):
        line = lines[tuple(place)]
        if category is None:
            line.kinds[kind] += rows
        else:
            line.categories.setdefault(category, Counter())[kind] += rows
    by_system = counts.exclude(system=None).values_list("system", "kind").annotate(Sum("rows"))
    return finished(unit, list(lines.values()), by_system)


def places_of(counties: QuerySet[County]) -> tuple[str, list[str], dict[tuple, Line]]:
    """The narrowest units of which there are not too many: what they are called, the fields of
    a count that name one, and an empty line for each.
    """
    found = list(counties.order_by("province", "prefecture", "name"))
    if len(found) <= MOST_LINES:
        return "县（市、区）", ["county"], {(one.pk,): line_of_county(one) for one in found}
    # A county directly under its province stands among the prefectures.
    prefectures = {(one.province, one.prefecture or one.name): one for one in found}
    if len(prefectures) <= MOST_LINES:
        lines = {
            (province, name): Line(name, overview_address(province, name))
            if one.prefecture
            else line_of_county(one)
            for (province, name), one in prefectures.items()
        }
        return "地（州、市）", ["county__province", "prefecture"], lines
    provinces = dict.fromkeys(one.province for one in found)
    lines = {(name,): Line(name, overview_address(name)) for name in provinces}
    return "省（区、市）", ["county__province"], lines


def line_of_county(county: County) -> Line:
    """The empty line of a county."""
    return Line(county.name, reverse("county-overview", args=[county.slug]), county=county)


def overview_address(province: str, prefecture: str = "") -> str:
    """The overview of a province, or of a prefecture in it."""
    asked = {"province": province} | ({"prefecture": prefecture} if prefecture else {})
    return f"{reverse('overview')}?{urlencode(asked)}"


def finished(unit: str, lines: list[Line], by_system: Iterable[tuple[int, str, int]]) -> Overview:
    """Put counts together: categories in their order, systems with the most rows first."""
    occurring = {category for line in lines for category in line.categories}
    systems: dict[int, Counter] = {}
    for system, kind, count in by_system:
        systems.setdefault(system, Counter())[kind] += count
    named = System.internal.in_bulk(systems)
    loads = [Load(named[pk], kinds) for pk, kinds in systems.items()]
    return Overview(
        unit,
        lines,
        list(Category.internal.filter(pk__in=occurring).order_by("position", "name")),
        sorted(loads, key=lambda load: (-load.total, load.system.name)),
    )
