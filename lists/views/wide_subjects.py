"""A category or a system with very many rows: how many each place has, and the way to them."""

from dataclasses import dataclass

from django.db.models import Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from lists.models import Category, PlaceCount, System
from lists.models.items import Kind
from lists.overviews import Place
from lists.views import downloads
from lists.views.params import param

# So many rows are counted, filtered and sorted for a page.
FEW = 5000
# These make of any number of rows a few.
NARROWING = ("township", "department")


@dataclass(frozen=True)
class Line:
    """A place with the numbers of its rows by list and in all, each with their address."""

    place: Place
    address: str
    cells: list[tuple[int, str]]


def is_wide(request: HttpRequest, rows: int | None = None, **of: Category | System) -> bool:
    """Whether ?by=place asks for places, or category= or system= has more rows in force than a
    page may read; `rows` where the caller knows how many.
    """
    if param(request, "by") == "place":
        return True
    if any(param(request, name) for name in NARROWING):
        return False
    # A county has one list of each kind: so many counts at most are read.
    if rows is None:
        rows = counted(**of).aggregate(rows=Sum("rows"))["rows"] or 0
    return rows > FEW


def counted(**of: Category | System):
    """What was counted of a category or a system."""
    one_of = {"category": None, "system": None} | of
    return PlaceCount.objects.filter(**one_of).order_by()


def by_place(
    request: HttpRequest, what: str, subject: Category | System, breadcrumbs: list, **of
) -> HttpResponseBase:
    """The page of such a subject: provinces with their rows; a file is that of all places."""
    narrow = {name: one.slug for name, one in of.items()}
    if format := downloads.asked(request):
        return redirect(Place.wide().rows(**narrow, format=format))
    context = {
        "what": what,
        "subject": subject,
        "kinds": Kind.choices,
        "lines": lines(narrow, **of),
        "whole": Place.wide().rows(**narrow),
        "breadcrumbs": breadcrumbs,
    }
    return render(request, "wide_subject.html", context)


def lines(narrow: dict[str, str], **of: Category | System) -> list[Line]:
    """The country and its provinces."""
    provinces: dict[str, dict[str, int]] = {}
    sums = counted(**of).values_list("county__province", "kind").annotate(Sum("rows"))
    for province, kind, rows in sums.order_by("county__province"):
        provinces.setdefault(province, {})[kind] = rows
    country = {kind: sum(of.get(kind, 0) for of in provinces.values()) for kind in Kind.values}
    return [
        line_of(Place.wide(name), counts, narrow)
        for name, counts in {"": country, **provinces}.items()
    ]


def line_of(place: Place, counts: dict[str, int], narrow: dict[str, str]) -> Line:
    """The line of a place; numbers lead to the rows they count."""
    cells = [(counts.get(kind, 0), place.rows(**narrow, kind=kind)) for kind in Kind.values]
    every = place.rows(**narrow)
    return Line(place, every, [*cells, (sum(counts.values()), every)])
