"""An edition to print: its three lists as tables, laid out like the document they come from."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lists import history
from lists.citation import LIST_NAMES, full_name, list_title
from lists.models import Edition, Item
from lists.models.items import Kind
from lists.views.basis import qr_code
from lists.views.items import COLUMNS
from lists.views.params import param


@dataclass(frozen=True)
class PrintedList:
    """One list of an edition as a table: its name and full title, its columns, its rows."""

    kind: str
    name: str
    title: str
    columns: tuple[str, ...]
    rows: list[Item]


def printed(request: HttpRequest, township: str, edition: str) -> HttpResponse:
    """The three lists of an edition to print, or with ?kind= one of them."""
    editions = history.editions_of(request.user, township)
    shown = history.pick(editions, edition)
    place, current = shown.township, history.standing(request.user, editions)
    chosen = param(request, "kind")
    kinds = [chosen] if chosen in Kind.values else Kind.values
    permalink = request.build_absolute_uri(shown.get_absolute_url())
    return render(
        request,
        "print.html",
        {
            "edition": shown,
            "township": place,
            "in_force": current,
            "title": full_name(place),
            "lists": lists_of(shown, kinds),
            "chosen": chosen if chosen in Kind.values else "",
            "names": [(kind.value, name) for kind, name in LIST_NAMES.items()],
            "permalink": permalink,
            "code": qr_code(permalink),
            "printed_on": timezone.localdate(),
            "breadcrumbs": [
                (place.county.name, place.county.get_absolute_url() if current else ""),
                (place.name, shown.get_absolute_url()),
                ("打印", ""),
            ],
        },
    )


def lists_of(edition: Edition, kinds: list[str]) -> list[PrintedList]:
    """Some lists of an edition with their rows, without lists that have none."""
    by_kind: dict[str, list[Item]] = {kind: [] for kind in kinds}
    for item in rows_of(edition, kinds):
        by_kind[item.kind].append(item)
    return [
        PrintedList(kind, LIST_NAMES[Kind(kind)], list_title(edition, kind), COLUMNS[kind], rows)
        for kind, rows in by_kind.items()
        if rows
    ]


def rows_of(edition: Edition, kinds: list[str]) -> QuerySet[Item]:
    """The rows of some lists with what stands in their cells."""
    rows = edition.items.filter(kind__in=kinds).defer("search", "printed", "regions")
    return rows.select_related("cooperationitem", "revokeditem").order_by("kind", "number")
