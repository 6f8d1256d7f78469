"""Overviews of a county, a prefecture, a province and the country: charts that are tables."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lists.exports import Column, ExportRow
from lists.models import County
from lists.overviews import Overview, Place, of_county, of_places
from lists.views import downloads
from lists.views.overview_tables import LISTS, categories, kinds, systems
from lists.views.params import param

COLUMNS = (
    Column("table", "表", 10),
    Column("place", "地区", 24),
    Column("name", "名称", 24),
    Column("kind", "清单", 12),
    Column("rows", "事项数", 10),
)


@require_safe
def county(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A county by township: published lists only, whoever looks."""
    place = get_object_or_404(County.published, slug=slug)
    return page(request, of_county(place), [(place.name, place.get_absolute_url()), ("概览", "")])


@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """The country, ?province= or ?prefecture=, by narrower places, from small counts."""
    place, counties = wide_place(request)
    found = of_places(place, counties)
    if not found.lines and place.asked:
        raise Http404
    above = [("各地概览", reverse("overview")), (place.name, "")]
    return page(request, found, above if place.asked else [("各地概览", "")])


def wide_place(request: HttpRequest) -> tuple[Place, QuerySet[County]]:
    """The place ?province= and ?prefecture= name, and its counties with a list in force."""
    place = Place.wide(param(request, "province"), param(request, "prefecture"))
    return place, County.published.filter(**dict(place.asked))


def page(
    request: HttpRequest, found: Overview, breadcrumbs: list[tuple[str, str]]
) -> HttpResponseBase:
    """The page of an overview; with ?format= its numbers as a file."""
    name = found.whole.name
    if downloads.asked(request):
        rows = downloads.Download(f"{name}履职事项概览", file_rows(found), COLUMNS)
        return downloads.answer(request, rows)
    context = {
        "name": name,
        "found": found,
        "kinds": kinds(found),
        "grid": categories(found),
        "systems": systems(found),
        "breadcrumbs": breadcrumbs,
    }
    return render(request, "overview.html", context)


def file_rows(found: Overview) -> Iterator[ExportRow]:
    """All numbers of an overview as rows of a file."""
    for line in found.lines:
        place = line.place.name
        for kind, title in LISTS:
            yield ExportRow("概览", ("清单", place, title, title, line.kinds[kind]))
        for category in found.categories:
            for kind, title in LISTS:
                count = line.of(category)[kind]
                yield ExportRow("概览", ("事项类别", place, category.name, title, count))
    for load in found.loads:
        for kind, title in LISTS[1:]:
            yield ExportRow("概览", ("条线", "", load.system.name, title, load.kinds[kind]))
