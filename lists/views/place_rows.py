"""The rows behind the numbers of overviews: of a county, and of wider places."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lists import exports
from lists.counted_rows import CountedRows
from lists.exports import ExportRow
from lists.models import Category, County, Item, System
from lists.models.items import Kind
from lists.views import downloads
from lists.views.listing import EVERY, EVERY_LABEL, PAGE_SIZE, Tab, listing, with_departments
from lists.views.overview import wide_place
from lists.views.params import param


@require_safe
def county_rows(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The rows of a county: of all townships and lists, or by ?kind=, ?category=, ?system= …"""
    place = get_object_or_404(County.published, slug=slug)
    rows = Item.published.filter(county=place)
    asked = param(request, "system")
    system = System.published.filter(slug=asked).first() if asked else None
    if system:
        rows = rows.filter(departments__system=system).distinct()
    fields = ("category", "township", "department")
    shown = listing(request, rows, fields, page_size=PAGE_SIZE, every=True)
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


@require_safe
def wide_rows(request: HttpRequest) -> HttpResponseBase:
    """The rows of the country, ?province= or ?prefecture=, in force, county by county.

    ?kind= leaves one list, ?category= or ?system= (which goes first) the rows of it. Where nothing
    was counted at publication there is no page.
    """
    place, counties = wide_place(request)
    system = named(System, param(request, "system"))
    category = None if system else named(Category, param(request, "category"))
    every = CountedRows.of(counties, category, system)
    if not every.counts:
        raise Http404
    tabs = tabs_of(every, param(request, "kind"))
    shown = next(tab for tab in tabs if tab.chosen)
    rows = every if shown.kind == EVERY else every.only(shown.kind)
    narrowed = f"{system.name}条线" if system else f"“{category.name}”类" if category else ""
    subject = f"{place.name}{narrowed}"
    if downloads.asked(request):
        found = file_rows(rows, downloads.host(request))
        file = downloads.Download(f"{subject}{shown.label}事项", found)
        return downloads.answer(request, file)
    pages = Paginator(rows, PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "wide_rows.html",
        {
            "place": place,
            "subject": subject,
            "narrowed": narrowed,
            "tabs": tabs,
            "tab": shown,
            "items": with_departments(page.object_list),
            "page": page,
            "page_range": pages.get_elided_page_range(page.number, on_each_side=2),
            "breadcrumbs": [(f"{place.name}概览", place.address), ("事项", "")],
        },
    )


def named(model: type[Category] | type[System], slug: str) -> Category | System | None:
    """What a slug names; None without one, Http404 for a word that names nothing."""
    return get_object_or_404(model.internal, slug=slug) if slug else None


def tabs_of(rows: CountedRows, asked: str) -> list[Tab]:
    """All rows, and those of each list; the list asked for is open, else all."""
    counts = rows.by_kind()
    chosen = asked if asked in counts else EVERY
    tabs = [(kind, Kind(kind).label, count) for kind, count in counts.items()]
    tabs.insert(0, (EVERY, EVERY_LABEL, len(rows)))
    return [Tab(kind, label, count, kind == chosen) for kind, label, count in tabs]


def file_rows(rows: CountedRows, host: str) -> Iterator[ExportRow]:
    """The rows as rows of a file, asked for as far as the file takes them."""
    for part in rows.in_parts():
        yield from exports.rows(part, host)
