"""Duties that one township lists as this and another as that: the page, and its rows as a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.paginator import Paginator
from django.db.models import (
    BigIntegerField,
    Count,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lists import access
from lists.exports import Coded, Column, ExportRow
from lists.models import Category, County, Duty, Edition, Involvement, Item, System
from lists.models.items import Kind
from lists.views import downloads
from lists.views.params import param

PAGE_SIZE = 30
# Of each list so many townships are named where a duty is listed as different things.
MOST_NAMED = 4
# Rows of so many duties are read for a file with one query, and so many at once.
DUTIES_AT_ONCE = 100
ROWS_AT_ONCE = 200
COLUMNS = (
    Column("duty", "职责", 40),
    Column("sureness", "归并把握（%）", 10),
    Column("county", "县（市、区）", 16),
    Column("township", "乡镇（街道）", 18),
    Column("kind", "清单", 10),
    Column("number", "序号", 6),
    Column("name", "事项名称", 50),
    Column("departments", "上级部门", 30),
    Column("url", "网址", 40),
)


@dataclass(frozen=True)
class Within:
    """What the conflicts are narrowed to, with all that is offered to narrow them to."""

    counties: list[County]
    county: County | None
    prefecture: str
    systems: list[System]
    system: System | None
    categories: list[Category]
    category: Category | None

    @classmethod
    def of(cls, request: HttpRequest) -> "Within":
        """Read ?county=, ?prefecture=, ?system= and ?category=; an unknown one does nothing."""
        seen = access.counties(request.user)
        counties = list(seen.order_by("province", "prefecture", "name"))
        county = named(counties, param(request, "county"))
        asked = "" if county else param(request, "prefecture")
        systems = list(System.published.order_by("slug"))
        categories = list(Category.published.order_by("position"))
        return cls(
            counties,
            county,
            asked if any(asked == one.prefecture for one in counties) else "",
            systems,
            named(systems, param(request, "system")),
            categories,
            named(categories, param(request, "category")),
        )

    @property
    def prefectures(self) -> list[str]:
        """The prefectures of the counties."""
        return sorted({one.prefecture for one in self.counties if one.prefecture})

    @property
    def places(self) -> list[County]:
        """The counties the townships lie in; none for the whole country."""
        if self.county:
            return [self.county]
        return [
            one for one in self.counties if self.prefecture and one.prefecture == self.prefecture
        ]

    @property
    def words(self) -> list[str]:
        """The conditions in force, as a title names them."""
        chosen = (self.county, self.prefecture, self.system, self.category)
        return [str(one) for one in chosen if one]

    def duties(self) -> QuerySet[Duty]:
        """The duties that stand in more than one of the lists there, the surest first."""
        found = in_counties(self.places) if self.places else nationwide()
        if self.system:
            found = found.filter(wordings__items__departments__system=self.system)
        if self.category:
            found = found.filter(wordings__category=self.category)
        return found.distinct()


def conflicts(request: HttpRequest) -> HttpResponseBase:
    """Duties that one place lists as this and another as that, the surest first.

    Counts were made at publication: no row of the nation is read here but for a file.
    """
    within = Within.of(request)
    if downloads.asked(request):
        title = "·".join(["归类不一致的职责", *within.words])
        rows = file_rows(downloads.host(request), within)
        return downloads.answer(request, downloads.Download(title, rows, COLUMNS))
    page = Paginator(within.duties(), PAGE_SIZE).get_page(request.GET.get("page"))
    county = within.county
    above = [(county.name, county.get_absolute_url())] if county else []
    return render(
        request,
        "conflicts.html",
        {
            "within": within,
            "alone": bool(county) and Edition.published.filter(township__county=county).count() < 2,
            "page": page,
            "entries": entries_of(list(page), within.places),
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "counties": within.counties,
            "breadcrumbs": [*above, ("归类不一致的职责", "")],
        },
    )


def named(choices: list, slug: str):
    """The one of some choices that an address names; None without one."""
    return next((one for one in choices if one.slug == slug), None)


def nationwide() -> QuerySet[Duty]:
    """Duties that stand in more than one of the lists somewhere in the country."""
    basic, cooperation, revoked = (Q(**{f"{kind}__gt": 0}) for kind in Kind.values)
    differs = (basic & cooperation) | (basic & revoked) | (cooperation & revoked)
    return Duty.published.filter(differs).order_by("-sureness", "-townships", "pk")


def in_counties(counties: list[County]) -> QuerySet[Duty]:
    """Duties that stand in more than one of the lists of some counties; counts are theirs."""
    here = Q(counts__county__in=counties)
    counted = {
        f"{kind}_here": Sum("counts__townships", filter=here & Q(counts__kind=kind), default=0)
        for kind in Kind.values
    }
    kinds = Count("counts__kind", filter=here, distinct=True)
    found = Duty.published.annotate(kinds_here=kinds, **counted).filter(kinds_here__gt=1)
    return found.order_by("-sureness", "-townships", "pk")


@dataclass(frozen=True)
class Listed:
    """In how many townships a duty stands in one list, and the first rows there."""

    kind: str
    count: int
    rows: list[Item]

    @property
    def more(self) -> int:
        """How many townships are not named."""
        return max(0, self.count - len(self.rows))


def entries_of(duties: list[Duty], counties: list[County]) -> list[tuple[Duty, list[Listed]]]:
    """Each duty with the lists it stands in: of some counties, or (none named) of the country."""
    rows = rows_of(counties).filter(wording__duty=OuterRef("pk"))
    order = ("county_id", "township_id", "number")
    first = {
        f"first_{kind}": ArraySubquery(
            rows.filter(kind=kind).order_by(*order).values("pk")[:MOST_NAMED]
        )
        for kind in Kind.values
    }
    chosen = {
        duty["pk"]: duty
        for duty in Duty.published.filter(pk__in=[d.pk for d in duties])
        .annotate(**first)
        .values("pk", *first)
    }
    ids = [pk for found in chosen.values() for name in first for pk in found[name]]
    named = Item.published.filter(pk__in=ids).select_related("edition__township__county")
    by_id = named.in_bulk()
    return [
        (
            duty,
            [
                Listed(kind, count, [by_id[pk] for pk in chosen[duty.pk][f"first_{kind}"]])
                for kind in Kind.values
                if (count := getattr(duty, f"{kind}_here", getattr(duty, kind)))
            ],
        )
        for duty in duties
    ]


def rows_of(counties: list[County]) -> QuerySet[Item]:
    """The rows in force of some counties, or (none named) of the country."""
    return Item.published.filter(county__in=counties) if counties else Item.published.all()


def file_rows(host: str, within: Within) -> Iterator[ExportRow]:
    """All rows of the duties, one duty after the other in the order of the page."""
    ids = [duty.pk for duty in within.duties()]
    parts = Involvement.objects.filter(in_column=True).select_related("department")
    for at in range(0, len(ids), DUTIES_AT_ONCE):
        some = ids[at : at + DUTIES_AT_ONCE]
        numbers = Value(some, output_field=ArrayField(BigIntegerField()))
        place = Func(numbers, F("wording__duty_id"), function="array_position")
        rows = rows_of(within.places).filter(wording__duty__in=some)
        rows = rows.select_related("edition__township__county", "wording__duty")
        rows = rows.prefetch_related(Prefetch("involvements", queryset=parts))
        ordered = rows.order_by(place, "kind", "county__name", "township__name", "number")
        for item in ordered.iterator(chunk_size=ROWS_AT_ONCE):
            yield ExportRow("归类不一致", values_of(item, host))


def values_of(item: Item, host: str) -> tuple:
    """The values of a row for COLUMNS."""
    duty, township = item.wording.duty, item.edition.township
    return (
        duty.name,
        round(100 * duty.sureness),
        township.county.name,
        township.name,
        Coded(item.get_kind_display(), item.kind),
        item.number,
        item.name,
        [part.department.name for part in item.involvements.all()],
        f"{host}{item.get_absolute_url()}",
    )
