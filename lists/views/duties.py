"""The page of one duty over all townships, and its rows as a file."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Min, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from lists import access
from lists.clauses import side, with_clauses
from lists.families.aligned import Cell, side_by_side
from lists.models import Duty, Item
from lists.models.items import Kind
from lists.views import downloads
from lists.views.listing import by_kind, with_departments
from lists.views.params import param

PAGE_SIZE = 30
LONGEST_IN_TITLE = 40  # of a duty's name, in the name of its file
# So many wordings are set side by side: those most townships use.
MOST_SIDE_BY_SIDE = 4


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
    seen = access.items(request.user).filter(wording__duty=found)
    slug = param(request, "county")
    county = access.counties(request.user).filter(slug=slug).first() if slug else None
    rows = seen.filter(county=county) if county else seen
    kinds = by_kind(seen)
    if not kinds:
        raise Http404
    call(found, seen)
    order = ("county__name", "township__name", "kind", "number")
    if downloads.asked(request):
        title = f"同一职责“{str(found)[:LONGEST_IN_TITLE]}”{f'·{county.name}' if county else ''}"
        file = downloads.Download.of(request, title, rows.order_by(*order), sheet="同一职责")
        return downloads.answer(request, file)
    pages = Paginator(rows.order_by(*order).values_list("pk", flat=True), PAGE_SIZE)
    if not county:
        pages.count = sum(kinds.values())
    page = pages.get_page(request.GET.get("page"))
    first = wordings_of(rows)
    items = loaded(seen, [*page, *(pk for pk, _ in first)])
    columns = [Column(items[pk], count) for pk, count in first]
    return render(
        request,
        "duty.html",
        {
            "duty": found,
            "county": county,
            "kinds": [(kind, label, kinds.get(kind, 0)) for kind, label in Kind.choices],
            "differs": len(kinds) > 1,
            "bodies": bodies_of(rows),
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "entries": [
                (items[pk], lead_of(items[pk]), side(items[pk], "township")) for pk in page
            ],
            "columns": columns,
            "deciding": access.may(request.user, access.Act.DECIDE_DUTY),
            "lines": lines_of(columns) if len(columns) > 1 else [],
            "breadcrumbs": [("各地的同一职责", "")],
        },
    )


def call(duty: Duty, seen: QuerySet[Item]) -> None:
    """Call a duty that is nowhere in force as a row calls it that who looks may read.

    Its own name may be the words of another county's draft.
    """
    if not duty.townships:
        duty.name = seen.order_by("pk").values_list("name", flat=True)[0]


def lead_of(item: Item) -> list:
    """The bodies of a row's column."""
    return [part.department for part in item.involvements.all() if part.in_column]


def bodies_of(rows: QuerySet[Item]) -> list[tuple[str, int]]:
    """Which systems lead or took the duty over, most townships first."""
    counted = rows.order_by().values_list("departments__system__name")
    found = counted.annotate(Count("township", distinct=True)).order_by("-township__count")
    return [(name, count) for name, count in found if name][:10]


def wordings_of(rows: QuerySet[Item]) -> list[tuple[int, int]]:
    """The wordings that most rows carry: one row of each, and how many carry it."""
    counted = rows.order_by().values("wording").annotate(rows=Count("pk"), first=Min("pk"))
    most = counted.order_by("-rows", "wording")[:MOST_SIDE_BY_SIDE]
    return [(one["first"], one["rows"]) for one in most]


def loaded(seen: QuerySet[Item], ids: list[int]) -> dict[int, Item]:
    """Rows with all that the page shows of them, by id."""
    rows = with_clauses(with_departments(seen.filter(pk__in=set(ids))))
    return {item.pk: item for item in rows.select_related("cooperationitem")}


def lines_of(columns: list[Column]) -> list[list[tuple[Column, Cell]]]:
    """The names and clauses of the wordings, sentences alike in one line, each in its column."""
    texts = [
        [column.item.name, *(clause.text for clause in column.item.clauses.all())]
        for column in columns
    ]
    return [list(zip(columns, line, strict=True)) for line in side_by_side(texts)]
