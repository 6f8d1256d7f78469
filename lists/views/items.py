"""The page of one row: everything the list says of it, its place in the list, its source."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lists import access, history, report_answers, searches
from lists.duties import side, with_clauses
from lists.models import Edition, Involvement, Item
from lists.models.items import Kind
from lists.slips import slips_in

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
    shown = get_object_or_404(
        access.readable_editions(request.user), township__slug=township, slug=edition
    )
    rows = shown.items.select_related("category", "cooperationitem", "revokeditem")
    parts = Involvement.objects.select_related("department")
    rows = with_clauses(rows.prefetch_related(Prefetch("involvements", queryset=parts)))
    row = get_object_or_404(rows, kind=kind, number=number)
    row.edition = shown
    searches.follow(request)
    place, current = shown.township, access.edition_in_force(request.user, shown)
    bodies = access.departments(request.user).filter(involvements__item=row)
    siblings = {
        near.number: near
        for near in shown.items.filter(kind=kind, number__in=[number - 1, number + 1])
    }
    return render(
        request,
        "item.html",
        {
            "item": row,
            "edition": shown,
            "township": place,
            "in_force": current,
            "fate": history.fate(request.user, shown, row.kind, row.number),
            # Not every body of an old edition still has a page.
            "linked": set(bodies.values_list("pk", flat=True)),
            "previous": with_edition(siblings.get(number - 1), shown),
            "next": with_edition(siblings.get(number + 1), shown),
            "same_category": same_category(row, shown),
            "printed": printed_cells(row),
            "lead": side(row, "lead"),
            "ours": side(row, "township"),
            "method": side(row, "method"),
            "reports": report_answers.of_row(row),
            "slips": slips_in("\n".join(row.printed)),
            "breadcrumbs": [
                (place.county.name, place.county.get_absolute_url() if current else ""),
                (place.name, shown.get_absolute_url()),
                (row.get_kind_display(), f"{shown.get_absolute_url()}?kind={row.kind}"),
                (f"第{row.number}项", ""),
            ],
        },
    )


def with_edition(row: Item | None, edition: Edition) -> Item | None:
    """Give a row the edition object at hand, so that its address costs no query."""
    if row:
        row.edition = edition
    return row


def same_category(row: Item, edition: Edition) -> list[Item]:
    """A few rows of the same list and category, those after this one first."""
    others = edition.items.filter(kind=row.kind, category=row.category_id).exclude(pk=row.pk)
    after = list(others.filter(number__gt=row.number).order_by("number")[:NEIGHBOURS_SHOWN])
    before = []
    if len(after) < NEIGHBOURS_SHOWN:
        missing = NEIGHBOURS_SHOWN - len(after)
        before = list(others.filter(number__lt=row.number).order_by("-number")[:missing])[::-1]
    return [with_edition(near, edition) for near in (*before, *after)]


def printed_cells(row: Item) -> list[tuple[str, str]]:
    """The cells of the source row as they stand in the file, with the titles of their columns."""
    titles = COLUMNS[row.kind]
    if len(titles) != len(row.printed):
        return [(f"第{at}格", cell) for at, cell in enumerate(row.printed, start=1)]
    return list(zip(titles, row.printed, strict=True))
