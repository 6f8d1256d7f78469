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
# ?kind= of all lists together, on pages that show them so, and of a file with all of them.
EVERY, EVERY_LABEL = "all", "各清单"


@dataclass(frozen=True)
class Tab:
    """One of the three lists, or EVERY, with its number of rows under the filters in force."""

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
        """The rows of some lists, or of EVERY, of all pages, in the order of the page."""
        return in_order(self.left, set(kinds))


def in_order(items: QuerySet[Item], kinds: set[str]) -> QuerySet[Item]:
    """The rows of some lists, or of EVERY, list by list."""
    rows = items if EVERY in kinds else items.filter(kind__in=kinds)
    return rows.order_by("kind", *ORDER)


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
    every: bool = False,
) -> Listing:
    """Make a listing of the rows a page is about, as its address asks.

    With `every` there is a tab for all lists together, open unless the address names a list.
    """
    counts = by_kind(items)
    chosen = request.GET.get("kind")
    if chosen not in kinds:
        first = next((kind for kind in kinds if counts.get(kind)), kinds[0])
        chosen = EVERY if every else first
    filtered = ItemFilter(request.GET, items, "" if chosen == EVERY else chosen, fields)
    rows = filtered.qs
    if filtered.active:
        counts = by_kind(rows)
    tabs = [Tab(kind, Kind(kind).label, counts.get(kind, 0), kind == chosen) for kind in kinds]
    if every:
        tabs.insert(0, Tab(EVERY, EVERY_LABEL, sum(counts.values()), chosen == EVERY))
    paginator = Paginator(with_departments(in_order(rows, {chosen})), page_size)
    paginator.count = next(tab.count for tab in tabs if tab.chosen)
    page = paginator.get_page(request.GET.get("page"))
    return Listing(tabs, filtered, page, sum(counts.values()), rows)
