"""Pages of a county and of a township with its three lists."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lists import access
from lists.models import Department, Edition
from lists.models.items import Kind
from lists.views.listing import listing

FULL_LIST = 2000


def county(request: HttpRequest, slug: str) -> HttpResponse:
    """A county: its townships with the size of their lists, its departments, its categories."""
    place = get_object_or_404(access.counties(request.user), slug=slug)
    editions = access.editions(request.user).filter(township__county=place)
    editions = editions.annotate(
        **{kind: Count("items", filter=Q(items__kind=kind)) for kind in Kind.values}
    ).order_by("township__name")
    return render(
        request,
        "county.html",
        {
            "county": place,
            "editions": editions,
            "departments": access.departments(request.user).filter(county=place),
            "breadcrumbs": [(place.name, "")],
        },
    )


def township(request: HttpRequest, township: str) -> HttpResponse:
    """A township: the edition in force (or the draft that stands in for it, for its staff)."""
    current = get_object_or_404(access.editions(request.user), township__slug=township)
    return edition_page(request, current, current)


def edition(request: HttpRequest, township: str, edition: str) -> HttpResponse:
    """One edition of a township by its date; older ones say that a newer is in force."""
    shown = get_object_or_404(
        access.readable_editions(request.user), township__slug=township, slug=edition
    )
    return edition_page(request, shown, access.edition_in_force(request.user, shown))


def edition_page(request: HttpRequest, shown: Edition, current: Edition | None) -> HttpResponse:
    """The three lists of an edition, filtered; ?all=1 gives a list in one piece, for printing."""
    place, declared = shown.township, declared_against_actual(shown)
    whole = request.GET.get("all") == "1"
    rows = listing(
        request,
        shown.items.all(),
        ("category", "department"),
        page_size=FULL_LIST if whole else 50,
    )
    return render(
        request,
        "township.html",
        {
            "township": place,
            "edition": shown,
            "in_force": current,
            "listing": rows,
            "whole": whole,
            "partners": partners(shown),
            "declared": declared,
            "has_declared": any(line["stated"] for line in declared),
            "declared_differs": any(line["differs"] for line in declared),
            "reviewing": access.may_review(request.user, shown),
            "breadcrumbs": [
                (place.county.name, place.county.get_absolute_url() if current else ""),
                (place.name, ""),
            ],
        },
    )


def partners(edition: Edition) -> list[Department]:
    """With whom the township works: departments with their numbers of cooperation rows."""
    rows = Q(involvements__item__edition=edition, involvements__item__kind=Kind.COOPERATION)
    counted = Department.internal.filter(rows).annotate(rows=Count("involvements", filter=rows))
    return list(counted.order_by("-rows", "name"))


def declared_against_actual(edition: Edition) -> list[dict]:
    """What the document says of its number of items beside what its tables hold."""
    actual = dict(edition.items.order_by().values_list("kind").annotate(Count("pk")))
    stated: dict[str, list[int]] = {}
    for statement in edition.declared.get("statements", []):
        if statement["unit"] == "items" and statement["kind"]:
            stated.setdefault(statement["kind"], []).append(statement["count"])
    return [
        {
            "label": label,
            "stated": list(dict.fromkeys(stated.get(kind, []))),
            "actual": actual.get(kind, 0),
            "differs": any(count != actual.get(kind, 0) for count in stated.get(kind, [])),
        }
        for kind, label in Kind.choices
    ]
