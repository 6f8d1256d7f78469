"""The page of one duty over all townships, and its rows as a file."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from lists import access
from lists.clauses import side, with_clauses
from lists.duty_rows import DutyRows
from lists.families.aligned import Cell, side_by_side
from lists.models import County, Duty, Item
from lists.models.items import Kind
from lists.views import downloads
from lists.views.listing import with_departments
from lists.views.params import param

PAGE_SIZE = 30
LONGEST_IN_TITLE = 40  # of a duty's name, in the name of its file


@dataclass(frozen=True)
class Column:
    """A wording of a duty: a row that carries it, and how many rows do."""

    item: Item
    count: int


def duty(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One duty: in which townships and lists, by which departments, in which words.

    ?county= narrows it to one county; with ?format= its rows as a file.
    """
    found = get_object_or_404(Duty.internal, pk=pk)
    if found.merged_into_id:
        return redirect(found.merged_into, permanent=True)
    slug = param(request, "county")
    county = access.counties(request.user).filter(slug=slug).first() if slug else None
    rows = DutyRows.of(request.user, found, county)
    if not rows.kinds:
        raise Http404
    call(found, request.user)
    if downloads.asked(request):
        return as_file(request, found, county, rows)
    page = Paginator(rows.paged, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page.object_list.values_list("pk", flat=True))
    items = loaded(request.user, [*shown, *(pk for pk, _ in rows.wordings)])
    columns = [Column(items[pk], count) for pk, count in rows.wordings if pk in items]
    return render(
        request,
        "duty.html",
        {
            "duty": found,
            "county": county,
            "kinds": [(kind, label, rows.kinds.get(kind, 0)) for kind, label in Kind.choices],
            "differs": len(rows.kinds) > 1,
            "bodies": rows.bodies,
            "unlisted": rows.unlisted,
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "entries": [
                (items[pk], lead_of(items[pk]), side(items[pk], "township"))
                for pk in shown
                if pk in items
            ],
            "columns": columns,
            "deciding": access.may(request.user, access.Act.DECIDE_DUTY),
            "lines": lines_of(columns) if len(columns) > 1 else [],
            "breadcrumbs": [("各地的同一职责", "")],
        },
    )


def as_file(
    request: HttpRequest, duty: Duty, county: County | None, rows: DutyRows
) -> HttpResponseBase:
    """The rows of a duty to take away."""
    title = f"同一职责“{str(duty)[:LONGEST_IN_TITLE]}”{f'·{county.name}' if county else ''}"
    file = downloads.Download.of(request, title, rows.every, sheet="同一职责")
    return downloads.answer(request, file)


def call(duty: Duty, user) -> None:
    """Call a duty that is nowhere in force as a row calls it that who looks may read.

    Its own name may be the words of another county's draft.
    """
    if not duty.townships:
        seen = access.items(user).filter(wording__duty=duty)
        duty.name = seen.order_by("pk").values_list("name", flat=True)[0]


def lead_of(item: Item) -> list:
    """The bodies of a row's column."""
    return [part.department for part in item.involvements.all() if part.in_column]


def loaded(user, ids: list[int]) -> dict[int, Item]:
    """Rows with all that the page shows of them, by id."""
    rows = with_clauses(with_departments(access.items(user).filter(pk__in=set(ids))))
    return {item.pk: item for item in rows.select_related("cooperationitem")}


def lines_of(columns: list[Column]) -> list[list[tuple[Column, Cell]]]:
    """The names and clauses of the wordings, sentences alike in one line, each in its column."""
    texts = [
        [column.item.name, *(clause.text for clause in column.item.clauses.all())]
        for column in columns
    ]
    return [list(zip(columns, line, strict=True)) for line in side_by_side(texts)]
