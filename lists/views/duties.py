"""Pages of duties: one over all townships, and those that townships list as different things."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import Count, Min, OuterRef, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lists import access
from lists.clauses import side, with_clauses
from lists.families.aligned import Line, side_by_side
from lists.models import Category, County, Duty, Item, System
from lists.models.items import Kind
from lists.views.listing import by_kind, with_departments
from lists.views.params import param

PAGE_SIZE = 30
# So many wordings are set side by side: those most townships use.
MOST_SIDE_BY_SIDE = 4
CONFLICTS_PAGE = 30
# Of each list so many townships are named where a duty is listed as different things.
MOST_NAMED = 4


@dataclass(frozen=True)
class Column:
    """A wording of a duty: a row that carries it, and how many rows do."""

    item: Item
    count: int


def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: in which townships and lists, by which departments, in which words."""
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
    order = ("county__name", "township__name", "kind", "number")
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
            "bodies": bodies_of(rows),
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "entries": [
                (items[pk], lead_of(items[pk]), side(items[pk], "township")) for pk in page
            ],
            "columns": columns,
            "deciding": access.may(request.user, access.Act.DECIDE_DUTY),
            "lines": lines_of(columns) if len(columns) > 1 else [],
            "breadcrumbs": [("同一职责", ""), (str(found), "")],
        },
    )


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


def lines_of(columns: list[Column]) -> list[Line]:
    """The names and clauses of the wordings, sentences alike in one line."""
    return side_by_side(
        [
            [column.item.name, *(clause.text for clause in column.item.clauses.all())]
            for column in columns
        ]
    )


def conflicts(request: HttpRequest) -> HttpResponse:
    """Duties that one place lists as this and another as that, the surest first.

    ?county= or ?prefecture= narrows the places, ?system= and ?category= the duties. Counts
    were made at publication: no row of the nation is read here.
    """
    counties = list(access.counties(request.user).order_by("province", "prefecture", "name"))
    areas = sorted({one.prefecture for one in counties if one.prefecture})
    county = named(counties, param(request, "county"))
    prefecture = "" if county else param(request, "prefecture")
    prefecture = prefecture if prefecture in areas else ""
    within = [one for one in counties if one == county or (prefecture == one.prefecture != "")]
    found = in_counties(within) if within else nationwide()
    systems = list(System.published.order_by("name"))
    categories = list(Category.published.order_by("position"))
    system = named(systems, param(request, "system"))
    category = named(categories, param(request, "category"))
    if system:
        found = found.filter(wordings__items__departments__system=system)
    if category:
        found = found.filter(wordings__category=category)
    page = Paginator(found.distinct(), CONFLICTS_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "conflicts.html",
        {
            "page": page,
            "entries": entries_of(list(page), within),
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "counties": counties,
            "county": county,
            "prefectures": areas,
            "prefecture": prefecture,
            "systems": systems,
            "system": system,
            "categories": categories,
            "category": category,
            "breadcrumbs": [("归类不一致的职责", "")],
        },
    )


def named(choices: list, slug: str):
    """The one of some choices that an address names; None without one."""
    return next((one for one in choices if one.slug == slug), None)


def nationwide() -> QuerySet[Duty]:
    """Duties that stand in more than one of the lists somewhere in the country."""
    basic, cooperation, revoked = (Q(**{f"{kind}__gt": 0}) for kind in Kind.values)
    differs = (basic & cooperation) | (basic & revoked) | (cooperation & revoked)
    return Duty.published.filter(differs).order_by("-sureness", "-townships", "pk")


def in_counties(counties: list[County]) -> QuerySet[Duty]:
    """Duties that stand in more than one of the lists of some counties; counts are theirs."""
    here = Q(counts__county__in=counties)
    counted = {
        f"{kind}_here": Sum("counts__townships", filter=here & Q(counts__kind=kind), default=0)
        for kind in Kind.values
    }
    kinds = Count("counts__kind", filter=here, distinct=True)
    found = Duty.published.annotate(kinds_here=kinds, **counted).filter(kinds_here__gt=1)
    return found.order_by("-sureness", "-townships", "pk")


@dataclass(frozen=True)
class Listed:
    """In how many townships a duty stands in one list, and the first rows there."""

    kind: str
    count: int
    rows: list[Item]

    @property
    def more(self) -> int:
        """How many townships are not named."""
        return max(0, self.count - len(self.rows))


def entries_of(duties: list[Duty], counties: list[County]) -> list[tuple[Duty, list[Listed]]]:
    """Each duty with the lists it stands in: of some counties, or (none named) of the country."""
    rows = Item.published.filter(wording__duty=OuterRef("pk"))
    if counties:
        rows = rows.filter(county__in=counties)
    order = ("county_id", "township_id", "number")
    first = {
        f"first_{kind}": ArraySubquery(
            rows.filter(kind=kind).order_by(*order).values("pk")[:MOST_NAMED]
        )
        for kind in Kind.values
    }
    chosen = {
        duty["pk"]: duty
        for duty in Duty.published.filter(pk__in=[d.pk for d in duties])
        .annotate(**first)
        .values("pk", *first)
    }
    ids = [pk for found in chosen.values() for name in first for pk in found[name]]
    named = Item.published.filter(pk__in=ids).select_related("edition__township__county")
    by_id = named.in_bulk()
    return [
        (
            duty,
            [
                Listed(kind, count, [by_id[pk] for pk in chosen[duty.pk][f"first_{kind}"]])
                for kind in Kind.values
                if (count := getattr(duty, f"{kind}_here", getattr(duty, kind)))
            ],
        )
        for duty in duties
    ]
