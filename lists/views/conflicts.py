"""Duties that one township lists as this and another as that: the page, and its rows as a file."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import (
    Count,
    OuterRef,
    Q,
    QuerySet,
    Sum,
)
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lists import access
from lists.duty_examples import first_anywhere, first_in
from lists.models import (
    Category,
    County,
    Duty,
    DutySystem,
    Edition,
    Item,
    System,
    Wording,
)
from lists.models.duties import DIFFERS
from lists.models.items import Kind
from lists.models.occurring import Occurs
from lists.views import downloads
from lists.views.conflict_file import COLUMNS, file_rows
from lists.views.params import param

PAGE_SIZE = 30
# Of each list so many townships are named where a duty is listed as different things.
MOST_NAMED = 4


@dataclass(frozen=True)
class Within:
    """What the conflicts are narrowed to, with all that is offered to narrow them to."""

    counties: list[County]
    county: County | None
    prefecture: str
    systems: list[System]
    system: System | None
    categories: list[Category]
    category: Category | None

    @classmethod
    def of(cls, request: HttpRequest) -> "Within":
        """Read ?county=, ?prefecture=, ?system= and ?category=; an unknown one does nothing."""
        seen = access.counties(request.user)
        counties = list(seen.order_by("province", "prefecture", "name"))
        county = named(counties, param(request, "county"))
        asked = "" if county else param(request, "prefecture")
        systems = list(System.published.order_by("slug"))
        categories = list(Category.published.order_by("position"))
        return cls(
            counties,
            county,
            asked if any(asked == one.prefecture for one in counties) else "",
            systems,
            named(systems, param(request, "system")),
            categories,
            named(categories, param(request, "category")),
        )

    @property
    def prefectures(self) -> list[str]:
        """The prefectures of the counties."""
        return sorted({one.prefecture for one in self.counties if one.prefecture})

    @property
    def places(self) -> list[County]:
        """The counties the townships lie in; none for the whole country."""
        if self.county:
            return [self.county]
        return [
            one for one in self.counties if self.prefecture and one.prefecture == self.prefecture
        ]

    @property
    def words(self) -> list[str]:
        """The conditions in force, as a title names them."""
        chosen = (self.county, self.prefecture, self.system, self.category)
        return [str(one) for one in chosen if one]

    def duties(self) -> QuerySet[Duty]:
        """The duties that stand in more than one of the lists there, the surest first."""
        found = in_counties(self.places) if self.places else nationwide()
        if self.system:
            part = DutySystem.objects.filter(duty=OuterRef("pk"), system=self.system)
            part = part.filter(county__in=self.places) if self.places else part
            found = found.filter(Occurs(part))
        if self.category:
            listed = Wording.objects.filter(category=self.category, published__gt=0)
            found = found.filter(Occurs(listed.filter(duty=OuterRef("pk"))))
        return found


def conflicts(request: HttpRequest) -> HttpResponseBase:
    """Duties that one place lists as this and another as that, the surest first.

    Counts were made at publication: no row of the nation is read here but for a file.
    """
    within = Within.of(request)
    if downloads.asked(request):
        title = "·".join(["归类不一致的职责", *within.words])
        rows = file_rows(downloads.host(request), within.duties(), rows_of(within.places))
        return downloads.answer(request, downloads.Download(title, rows, COLUMNS))
    page = Paginator(within.duties(), PAGE_SIZE).get_page(request.GET.get("page"))
    county = within.county
    above = [(county.name, county.get_absolute_url())] if county else []
    return render(
        request,
        "conflicts.html",
        {
            "within": within,
            "alone": bool(county) and Edition.published.filter(township__county=county).count() < 2,
            "page": page,
            "entries": entries_of(list(page), within.places),
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "counties": within.counties,
            "breadcrumbs": [*above, ("归类不一致的职责", "")],
        },
    )


def named(choices: list, slug: str):
    """The one of some choices that an address names; None without one."""
    return next((one for one in choices if one.slug == slug), None)


def nationwide() -> QuerySet[Duty]:
    """Duties that stand in more than one of the lists somewhere in the country."""
    return Duty.published.filter(DIFFERS).order_by("-sureness", "-townships", "pk")


def in_counties(counties: list[County]) -> QuerySet[Duty]:
    """Duties that stand in more than one of the lists of some counties; counts are theirs."""
    counted = {
        f"{kind}_here": Sum("counts__townships", filter=Q(counts__kind=kind), default=0)
        for kind in Kind.values
    }
    here = Duty.published.filter(counts__county__in=counties)
    kinds = Count("counts__kind", distinct=True)
    found = here.annotate(kinds_here=kinds, **counted).filter(kinds_here__gt=1)
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
    ids = [duty.pk for duty in duties]
    first = first_in(ids, counties, MOST_NAMED) if counties else first_anywhere(ids, MOST_NAMED)
    named = Item.published.filter(pk__in=[pk for rows in first.values() for pk in rows])
    by_id = named.select_related("edition__township__county").defer("search").in_bulk()
    return [
        (
            duty,
            [
                Listed(
                    kind, count, [by_id[pk] for pk in first.get((duty.pk, kind), ()) if pk in by_id]
                )
                for kind in Kind.values
                if (count := getattr(duty, f"{kind}_here", getattr(duty, kind)))
            ],
        )
        for duty in duties
    ]


def rows_of(counties: list[County]) -> QuerySet[Item]:
    """The rows in force of some counties, or (none named) of the country."""
    rows = Item.published.all()
    return rows.filter(edition__township__county__in=counties) if counties else rows
