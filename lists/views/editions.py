"""The page of a township's list: the edition in force, one by its date, or that of a day."""

import datetime
import re
import unicodedata

from django.db.models import Count, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from lists import access, history
from lists.models import Department, Edition
from lists.models.items import Kind
from lists.views import downloads
from lists.views.listing import listing
from lists.views.params import param

FULL_LIST = 2000
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def township(request: HttpRequest, township: str) -> HttpResponseBase:
    """A township: the edition in force (or the draft that stands in for it, for its staff).

    ?on=2025-08-01 shows the edition that was in force on that day.
    """
    editions = history.editions_of(request.user, township)
    current = history.standing(request.user, editions)
    if current is None:
        raise Http404
    if asked := param(request, "on").strip():
        return township_on(request, editions, current, asked)
    return edition_page(request, editions, current, current)


def edition(request: HttpRequest, township: str, edition: str) -> HttpResponseBase:
    """One edition of a township by its date; older ones say that a newer is in force."""
    editions = history.editions_of(request.user, township)
    shown = history.pick(editions, edition)
    return edition_page(request, editions, shown, history.standing(request.user, editions))


def township_on(
    request: HttpRequest, editions: list[Edition], current: Edition, asked: str
) -> HttpResponseBase:
    """The list in force on a day; a plain page where there was none or the day is unreadable."""
    day = day_of(asked)
    shown = history.in_force_on(editions, day) if day else None
    if shown:
        return edition_page(request, editions, shown, current, day)
    public = [one for one in editions if one.is_public]
    context = {
        "asked": asked[:40],
        "day": day,
        "first": min(public, key=history.in_time, default=None),
        "current": current,
        "township": current.township,
        "breadcrumbs": [*above(current.township), ("按日期查看", "")],
    }
    return render(request, "on.html", context, status=200 if day else 400)


def day_of(text: str) -> datetime.date | None:
    """A day as people write it: 2025-08-01, 2025/8/1, 2025年8月1日; None for anything else."""
    match = DAY.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:  # 2025-02-30
        return None


def above(place) -> list[tuple[str, str]]:
    """The breadcrumbs down to a township that can be read today."""
    return [
        (place.county.name, place.county.get_absolute_url()),
        (place.name, place.get_absolute_url()),
    ]


def edition_page(
    request: HttpRequest,
    editions: list[Edition],
    shown: Edition,
    current: Edition | None,
    day: datetime.date | None = None,
) -> HttpResponseBase:
    """The three lists of an edition, filtered; ?all=1 gives a list in one piece.

    With ?format= the rows as a file.
    """
    place = shown.township
    whole = request.GET.get("all") == "1"
    rows = listing(
        request,
        shown.items.all(),
        ("category", "department"),
        page_size=FULL_LIST if whole else 50,
    )
    if downloads.asked(request):
        subject = f"{place.county.name}{place.name}（{shown.date_label}）"
        return downloads.of_listing(request, rows, subject)
    declared = declared_against_actual(shown)
    return render(
        request,
        "township.html",
        {
            "township": place,
            "edition": shown,
            "in_force": current,
            "editions": [(one, comparison(one, editions)) for one in editions],
            "day": day,
            "ahead": bool(day and day > timezone.localdate()),
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


def comparison(edition: Edition, editions: list[Edition]) -> str:
    """The address that compares an edition with the one in force; '' where that is itself."""
    current = history.in_force(editions)
    if current is None or current.pk == edition.pk:
        return ""
    return history.comparison_address(*sorted((edition, current), key=history.in_time))


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
