"""Overviews of a county, a prefecture, a province and the country: charts that are tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from lists.charts import Bar, stacked_bars
from lists.exports import Column, ExportRow
from lists.models import County, Item, System
from lists.models.items import Kind
from lists.overviews import Line, Load, Overview, of_county, of_places, rows_of_county
from lists.views import downloads
from lists.views.listing import listing
from lists.views.params import param

SHADES = 5
# A chart is for the eye: it has the largest, the table has all.
MOST_BARS = 20
SERIES = list(Kind.choices)
COLUMNS = (
    Column("table", "表", 10),
    Column("place", "地区", 24),
    Column("name", "名称", 24),
    Column("kind", "清单", 12),
    Column("rows", "事项数", 10),
)


@dataclass(frozen=True)
class Cell:
    """A number of a table with the address of the rows behind it, and how dark it is (0..5)."""

    count: int
    address: str
    shade: int = 0


def county(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A county by township: published lists only, whoever looks."""
    place = get_object_or_404(County.published, slug=slug)
    links = {kind: rows_of_county(place, kind) for kind, _ in SERIES}
    trail = [(place.name, place.get_absolute_url()), ("概览", "")]
    return page(request, place.name, of_county(place), links, trail)


def overview(request: HttpRequest) -> HttpResponseBase:
    """The country, ?province= or ?prefecture=, by narrower places, from small counts."""
    province, prefecture = param(request, "province"), param(request, "prefecture")
    counties: QuerySet[County] = County.published.all()
    if province:
        counties = counties.filter(province=province)
    if prefecture:
        counties = counties.filter(prefecture=prefecture)
    found = of_places(counties)
    if not found.lines and (province or prefecture):
        raise Http404
    name = prefecture or province
    trail = [("全国概览", reverse("overview") if name else "")]
    links: dict[str, str] = {}
    return page(request, name or "全国", found, links, trail + ([(name, "")] if name else []))


def page(
    request: HttpRequest,
    name: str,
    found: Overview,
    links: dict[str, str],
    breadcrumbs: list[tuple[str, str]],
) -> HttpResponseBase:
    """The page of an overview; `links`: for a county the addresses of its rows by list."""
    if downloads.asked(request):
        rows = downloads.Download(f"{name}履职事项概览", file_rows(found), COLUMNS)
        return downloads.answer(request, rows)
    # The country's systems have pages of their own; between it and a county there is none.
    whole = not links and name == "全国"
    return render(
        request,
        "overview.html",
        {
            "name": name,
            "found": found,
            "series": SERIES,
            "kinds": [(line, kind_cells(line)) for line in found.lines],
            "categories": [(line, category_cells(line, found)) for line in found.lines],
            "systems": [(load, system_cells(load, links, whole)) for load in found.loads],
            "kind_chart": chart("kinds", f"{name}各{found.unit}三张清单的事项数", found.lines),
            "system_chart": chart("systems", f"{name}各条线的事项数", found.loads),
            "most_bars": MOST_BARS,
            "breadcrumbs": breadcrumbs,
        },
    )


def kind_cells(line: Line) -> list[Cell]:
    """The rows of a place, by list."""
    return [Cell(line.kinds[kind], line.rows_address(kind)) for kind, _ in SERIES]


def category_cells(line: Line, found: Overview) -> list[Cell]:
    """The rows of a place, by category, the more the darker; a link opens the fullest list."""
    cells = []
    for category in found.categories:
        kinds = line.of(category.pk)
        fullest = kinds.most_common(1)[0][0] if kinds else Kind.BASIC
        shade = -(-kinds.total() * SHADES // found.most) if found.most else 0
        cells.append(Cell(kinds.total(), line.rows_address(fullest, category), shade))
    return cells


def system_cells(load: Load, links: dict[str, str], whole: bool) -> list[Cell]:
    """The rows of a system, by list; '' for an address where no page has just these rows."""
    cells = []
    for kind, _ in SERIES[1:]:
        address = f"{load.system.get_absolute_url()}?kind={kind}" if whole else ""
        if links:
            address = f"{links[kind]}&system={load.system.slug}"
        cells.append(Cell(load.kinds[kind], address))
    return cells


def chart(name: str, title: str, of: list[Line] | list[Load]) -> SafeString:
    """The chart of the largest places or systems; '' where there is nothing to show."""
    series = SERIES if name == "kinds" else SERIES[1:]
    largest = sorted(of, key=lambda one: -one.total)[:MOST_BARS]
    bars = [Bar(label(one), tuple(one.kinds[kind] for kind, _ in series)) for one in largest]
    return mark_safe(stacked_bars(name, title, series, bars) if bars else "")


def label(one: Line | Load) -> str:
    """What a bar is called."""
    return one.name if isinstance(one, Line) else one.system.name


def file_rows(found: Overview) -> Iterator[ExportRow]:
    """All numbers of an overview as rows of a file."""
    for line in found.lines:
        for kind, title in SERIES:
            yield ExportRow("概览", ("清单", line.name, title, title, line.kinds[kind]))
        for category in found.categories:
            for kind, title in SERIES:
                count = line.of(category.pk)[kind]
                yield ExportRow("概览", ("事项类别", line.name, category.name, title, count))
    for load in found.loads:
        for kind, title in SERIES[1:]:
            yield ExportRow("概览", ("条线", "", load.system.name, title, load.kinds[kind]))


def county_rows(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The rows behind the numbers of a county: of all townships, ?kind=, ?category=, ?system=."""
    place = get_object_or_404(County.published, slug=slug)
    rows = Item.published.filter(county=place)
    asked = param(request, "system")
    system = System.published.filter(slug=asked).first() if asked else None
    if system:
        rows = rows.filter(departments__system=system).distinct()
    shown = listing(request, rows, ("category", "township", "department"))
    subject = f"{place.name}{system.name + '条线' if system else ''}"
    if downloads.asked(request):
        return downloads.of_listing(request, shown, subject)
    return render(
        request,
        "county_rows.html",
        {
            "county": place,
            "system": system,
            "subject": subject,
            "listing": shown,
            "breadcrumbs": [
                (place.name, place.get_absolute_url()),
                ("概览", reverse("county-overview", args=[place.slug])),
                ("事项", ""),
            ],
        },
    )
