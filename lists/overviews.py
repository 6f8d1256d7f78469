"""Rows in force counted for overviews: of a county by township, of wider places by county."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Count, QuerySet, Sum, When
from django.urls import reverse

from lists.models import Category, County, Involvement, Item, PlaceCount, System, Township
from lists.templatetags.addresses import encoded

# Wider places are shown by the narrowest units of which there are no more than this.
MOST_LINES = 60


@dataclass(frozen=True)
class Place:
    """A place: its name, its own page, the page of its rows and what that page is asked."""

    name: str
    address: str
    page: str
    asked: tuple[tuple[str, str], ...] = ()

    def rows(self, **narrow: str) -> str:
        """Where its rows stand: all, or those of kind=, category=, system= (slugs)."""
        pairs = "&".join(f"{name}={encoded(word)}" for name, word in (*self.asked, *narrow.items()))
        return f"{self.page}?{pairs}" if pairs else self.page

    @classmethod
    def of_township(cls, township: Township, county: County) -> "Place":
        """A township of a county."""
        rows = reverse("county-rows", args=[county.slug])
        return cls(township.name, township.get_absolute_url(), rows, (("township", township.slug),))

    @classmethod
    def of_county(cls, county: County) -> "Place":
        """A county."""
        overview, rows = (
            reverse(name, args=[county.slug]) for name in ("county-overview", "county-rows")
        )
        return cls(county.name, overview, rows)

    @classmethod
    def wide(cls, province: str = "", prefecture: str = "") -> "Place":
        """A prefecture, a province or, with neither, the country."""
        asked = tuple(
            pair for pair in (("province", province), ("prefecture", prefecture)) if pair[1]
        )
        own = cls(prefecture or province or "全部地区", "", reverse("overview"), asked)
        return cls(own.name, own.rows(), reverse("overview-rows"), asked)


@dataclass
class Line:
    """A place with its rows by list, and by category."""

    place: Place
    kinds: Counter = field(default_factory=Counter)
    categories: dict[int, Counter] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All its rows."""
        return self.kinds.total()

    def of(self, category: Category) -> Counter:
        """Its rows of a category, by list."""
        return self.categories.get(category.pk, Counter())


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

    whole: Place
    unit: str
    lines: list[Line]
    categories: list[Category]
    loads: list[Load]

    def row(self, line: Line) -> list[int]:
        """How many rows a place has in each of the categories."""
        return [line.of(category).total() for category in self.categories]

    @property
    def most(self) -> int:
        """The largest number of rows a place has in one category."""
        found = (counter.total() for line in self.lines for counter in line.categories.values())
        return max(found, default=0)


def of_county(county: County) -> Overview:
    """A county by township, counted from its rows in force."""
    rows = Item.published.filter(county=county).order_by()
    places = Township.published.filter(county=county).order_by("name")
    lines = {place.pk: Line(Place.of_township(place, county)) for place in places}
    for township, kind, category, count in rows.values_list(
        "township", "kind", "category"
    ).annotate(Count("pk")):
        lines[township].kinds[kind] += count
        lines[township].categories.setdefault(category, Counter())[kind] += count
    parts = Involvement.objects.filter(item__in=rows, department__system__isnull=False)
    by_system = parts.order_by().values_list("department__system", "item__kind")
    found = by_system.annotate(Count("item", distinct=True))
    return finished(Place.of_county(county), "乡镇（街道）", list(lines.values()), found)


def of_places(whole: Place, counties: QuerySet[County]) -> Overview:
    """Many counties, by county, prefecture or province, from what was counted at publication."""
    counts = PlaceCount.objects.filter(county__in=counties).order_by()
    unit, fields, lines = places_of(counties.filter(pk__in=counts.values("county")))
    named = Case(When(county__prefecture="", then="county__name"), default="county__prefecture")
    counted = counts.filter(system=None).annotate(prefecture=named)
    for *place, kind, category, rows in counted.values_list(*fields, "kind", "category").annotate(
        Sum("rows")
    ):
        line = lines[tuple(place)]
        if category is None:
            line.kinds[kind] += rows
        else:
            line.categories.setdefault(category, Counter())[kind] += rows
    by_system = counts.exclude(system=None).values_list("system", "kind").annotate(Sum("rows"))
    return finished(whole, unit, list(lines.values()), by_system)


def places_of(counties: QuerySet[County]) -> tuple[str, list[str], dict[tuple, Line]]:
    """The narrowest units of which there are not too many: what they are called, the fields of
    a count that name one, and an empty line for each.
    """
    found = list(counties.order_by("province", "prefecture", "name"))
    if len(found) <= MOST_LINES:
        return "县（市、区）", ["county"], {(one.pk,): Line(Place.of_county(one)) for one in found}
    # A county directly under its province stands among the prefectures.
    prefectures = {(one.province, one.prefecture or one.name): one for one in found}
    if len(prefectures) <= MOST_LINES:
        lines = {
            (province, name): Line(
                Place.wide(province, name) if one.prefecture else Place.of_county(one)
            )
            for (province, name), one in prefectures.items()
        }
        return "地（州、市）", ["county__province", "prefecture"], lines
    provinces = dict.fromkeys(one.province for one in found)
    return (
        "省（区、市）",
        ["county__province"],
        {(name,): Line(Place.wide(name)) for name in provinces},
    )


def finished(
    whole: Place, unit: str, lines: list[Line], by_system: Iterable[tuple[int, str, int]]
) -> Overview:
    """Put counts together: categories in their order, systems with the most rows first."""
    occurring = {category for line in lines for category in line.categories}
    systems: dict[int, Counter] = {}
    for system, kind, count in by_system:
        systems.setdefault(system, Counter())[kind] += count
    named = System.internal.in_bulk(systems)
    loads = [Load(named[pk], kinds) for pk, kinds in systems.items()]
    return Overview(
        whole,
        unit,
        lines,
        list(Category.internal.filter(pk__in=occurring).order_by("position", "name")),
        sorted(loads, key=lambda load: (-load.total, load.system.name)),
    )
