"""The page of one row: everything the list says of it, its place in the list, its source."""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from lists import access, history, report_answers, searches
from lists.citation import citation
from lists.clauses import side, with_clauses
from lists.models import Correction, Edition, Involvement, Item
from lists.models.items import Kind
from lists.slips import slips_in
from lists.views.basis import qr_code

COLUMNS = {
    "basic": ("序号", "事项类别", "事项名称"),
    "cooperation": ("序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责", "配合职责"),
    "revoked": ("序号", "事项类别", "事项名称", "承接部门及工作方式"),
}
NEIGHBOURS_SHOWN = 6


def item(request: HttpRequest, township: str, edition: str, kind: str, number: int) -> HttpResponse:
    """One row by its permalink; stays valid when a newer edition is in force."""
    if kind not in Kind.values:
        raise Http404
    editions = history.editions_of(request.user, township)
    shown = history.pick(editions, edition)
    rows = shown.items.select_related("category", "cooperationitem", "revokeditem", "wording__duty")
    rows = rows.annotate(corrections=corrections_of_row())
    parts = Involvement.objects.select_related("department")
    rows = with_clauses(rows.prefetch_related(Prefetch("involvements", queryset=parts)))
    row = get_object_or_404(rows, kind=kind, number=number)
    row.edition = shown
    searches.follow(request)
    place, current = shown.township, history.standing(request.user, editions)
    bodies = access.departments(request.user).filter(involvements__item=row)
    near = neighbourhood(row, shown)
    return render(
        request,
        "item.html",
        {
            "item": row,
            "edition": shown,
            "township": place,
            "in_force": current,
            "fate": history.fate(editions, shown, row.kind, row.number),
            # Not every body of an old edition still has a page.
            "linked": set(bodies.values_list("pk", flat=True)),
            "previous": near.get(number - 1),
            "next": near.get(number + 1),
            "same_category": same_category(row, list(near.values())),
            "printed": printed_cells(row),
            "corrections": [told(correction) for correction in row.corrections],
            "lead": side(row, "lead"),
            "ours": side(row, "township"),
            "method": side(row, "method"),
            "reports": report_answers.of_row(row),
            **cited(request, row, shown),
            "slips": slips_in("\n".join(row.printed)),
            "breadcrumbs": [
                (place.county.name, place.county.get_absolute_url() if current else ""),
                (place.name, shown.get_absolute_url()),
                (row.get_kind_display(), f"{shown.get_absolute_url()}?kind={row.kind}"),
                (f"第{row.number}项", ""),
            ],
        },
    )


def cited(request: HttpRequest, row: Item, shown: Edition) -> dict:
    """How the row is cited today, and its address as a code for paper."""
    address = request.build_absolute_uri(row.get_absolute_url())
    return {
        "citation": citation(row, shown, address, timezone.localdate()),
        "code": qr_code(address),
    }


def neighbourhood(row: Item, edition: Edition) -> dict[int, Item]:
    """The rows next to this one and those of its category, in the order of the list."""
    beside = Q(number__in=[row.number - 1, row.number + 1]) | Q(category=row.category_id)
    others = edition.items.filter(beside, kind=row.kind).exclude(pk=row.pk).order_by("number")
    found = {near.number: near for near in others.defer("printed", "search")}
    for near in found.values():
        near.edition = edition  # so that its address costs no query
    return found


def same_category(row: Item, near: list[Item]) -> list[Item]:
    """A few rows of the same list and category, those after this one first."""
    others = [other for other in near if other.category_id == row.category_id]
    after = [other for other in others if other.number > row.number][:NEIGHBOURS_SHOWN]
    before = [other for other in others if other.number < row.number]
    missing = NEIGHBOURS_SHOWN - len(after)
    return [*before[-missing:], *after] if missing else after


def corrections_of_row() -> ArraySubquery:
    """The corrections in force of a row and of what its document says of itself.

    They come without who made them, and in the row's own query.
    """
    of_row = Q(place=OuterRef("place")) & ~Q(place="")
    made = Correction.objects.filter(
        of_row | Q(column__in=Correction.OF_DOCUMENT),
        document=OuterRef("edition__document"),
        undone_at=None,
    )
    said = JSONObject(column="column", old="old", new="new", day="made_at__date")
    return ArraySubquery(made.values(json=said))


def told(correction: dict) -> dict:
    """A correction with the Chinese name of its column and its day as a date."""
    day = datetime.date.fromisoformat(correction["day"])
    return correction | {"label": Correction.Column(correction["column"]).label, "day": day}


def printed_cells(row: Item) -> list[tuple[str, str]]:
    """The cells of the source row as they stand in the file, with the titles of their columns."""
    titles = COLUMNS[row.kind]
    if len(titles) != len(row.printed):
        return [(f"第{at}格", cell) for at, cell in enumerate(row.printed, start=1)]
    return list(zip(titles, row.printed, strict=True))
