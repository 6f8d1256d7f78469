"""The rows behind the numbers of overviews: of a county, and of wider places."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
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

# What the address of wide rows may ask for besides the list, and how it is called. Of both together
# nothing is counted.
NARROWING = {"system": (System, "{}条线"), "category": (Category, "“{}”类")}


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
            "ignored": bool(asked and not system),
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

    ?kind= leaves one list, ?category= or ?system= (which goes first) the rows of it; what leaves
    none is ignored, and said so. A place of which nothing was counted at publication is not there.
    """
    place, counties = wide_place(request)
    every, narrowed = narrow(request, counties)
    if not every.counts:
        raise Http404
    tabs = tabs_of(every, param(request, "kind"))
    shown = next(tab for tab in tabs if tab.chosen)
    rows = every if shown.kind == EVERY else every.only(shown.kind)
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
            "ignored": not narrowed and any(param(request, name) for name in NARROWING),
            "tabs": tabs,
            "tab": shown,
            "items": with_departments(page.object_list),
            "page": page,
            "page_range": pages.get_elided_page_range(page.number, on_each_side=2),
            "breadcrumbs": [(f"{place.name}概览", place.address), ("事项", "")],
        },
    )


def narrow(request: HttpRequest, counties: QuerySet[County]) -> tuple[CountedRows, str]:
    """The rows of the system or else the category asked for, and its name; all rows and '' where
    none is asked for, or it has no rows there.
    """
    for name, (model, words) in NARROWING.items():
        chosen = model.internal.filter(slug=param(request, name)).first()
        rows = CountedRows.of(counties, **{name: chosen}) if chosen else None
        if chosen and rows:
            return rows, words.format(chosen.name)
    return CountedRows.of(counties), ""


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
