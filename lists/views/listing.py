"""What all pages with a list of rows share: tabs by list, filters, pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest

from lists.filters import ItemFilter
from lists.models import Involvement, Item
from lists.models.items import Kind

PAGE_SIZE = 50
ORDER = ("township__county__name", "township__name", "number", "pk")


@dataclass(frozen=True)
class Tab:
    """One of the three lists with its number of rows under the filters in force."""

    kind: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Listing:
    """A filtered list of rows, cut into pages; `left` is what the filters leave of all lists."""

    tabs: list[Tab]
    filter: ItemFilter
    page: Page
    total: int
    left: QuerySet[Item]

    @property
    def page_range(self):
        """Page numbers to offer, with gaps."""
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2)

    @property
    def tab(self) -> Tab:
        """The tab that is open."""
        return next(tab for tab in self.tabs if tab.chosen)

    def rows(self, kinds: Iterable[str]) -> QuerySet[Item]:
        """The rows of some lists, of all pages, in the order of the page."""
        return self.left.filter(kind__in=kinds).order_by("kind", *ORDER)


def with_departments(items: QuerySet[Item]) -> QuerySet[Item]:
    """Load with the rows all a list shows of them: place, category, departments."""
    parts = Involvement.objects.select_related("department")
    return items.select_related(
        "category", "edition__township__county", "revokeditem"
    ).prefetch_related(Prefetch("involvements", queryset=parts))


def by_kind(items: QuerySet[Item]) -> dict[str, int]:
    """How many rows stand in each of the three lists."""
    return dict(items.order_by().values_list("kind").annotate(Count("pk", distinct=True)))


def listing(
    request: HttpRequest,
    items: QuerySet[Item],
    fields: tuple[str, ...],
    kinds: tuple[str, ...] = tuple(Kind.values),
    page_size: int = PAGE_SIZE,
) -> Listing:
    """Make a listing of the rows a page is about, as its address asks."""
    counts = by_kind(items)
    chosen = request.GET.get("kind")
    if chosen not in kinds:
        chosen = next((kind for kind in kinds if counts.get(kind)), kinds[0])
    filtered = ItemFilter(request.GET, items, chosen, fields)
    rows = filtered.qs
    if filtered.active:
        counts = by_kind(rows)
    tabs = [Tab(kind, Kind(kind).label, counts.get(kind, 0), kind == chosen) for kind in kinds]
    ordered = with_departments(rows.filter(kind=chosen)).order_by(*ORDER)
    paginator = Paginator(ordered, page_size)
    paginator.count = counts.get(chosen, 0)
    page = paginator.get_page(request.GET.get("page"))
    return Listing(tabs, filtered, page, sum(counts.values()), rows)
