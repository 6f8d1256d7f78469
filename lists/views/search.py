"""The search page: what was found, why, in which scope, and how to widen or narrow it."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, F, Func, Value
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from lists.models import Item
from lists.search.facets import Filters, facets
from lists.search.find import ALL_WAYS, AS_TYPED, Found, find
from lists.search.highlight import best_clause, mark, shortened
from lists.search.scope import Scope
from lists.search.upkeep import progress
from lists.searches import keep, trail
from lists.templatetags.addresses import encoded
from lists.views import downloads
from lists.views.downloads import Download
from lists.views.home import EXAMPLES
from lists.views.listing import with_departments
from lists.views.params import param

PAGE_SIZE = 20
# Of one wording so many further places are named.
MOST_PLACES = 4
# So much of what was typed stands in the name of a file.
LONGEST_IN_TITLE = 30
# A candidate that holds this much of an official term is listed for that term.
HOLDS_TERM = 0.3


@dataclass(frozen=True)
class Hit:
    """A wording found: its first row, the clause that matched, and where else it stands."""

    item: Item
    others: list[Item]
    name: SafeString
    snippet: SafeString | None
    snippet_label: str
    reason: str
    trail: str

    @classmethod
    def of(cls, rows: list[Item], found: Found, reason: str, trail: str) -> "Hit":
        """Prepare the rows of a wording for the page."""
        item, snippet, label = rows[0], "", ""
        for title, text in duty_texts(item):
            clause = best_clause([text], found.weights)
            if clause and not snippet:
                snippet, label = clause, title
        marked = mark(shortened(snippet, found.marks), found.marks) if snippet else None
        return cls(item, rows[1:], mark(item.name, found.marks), marked, label, reason, trail)


def reason(found: Found, wording: int) -> str:
    """Why a wording is listed, where it does not hold every word."""
    weighed = found.weighed
    at = int((weighed.ids == wording).argmax())
    if weighed.every_word[at]:
        return ""
    if weighed.said[at] >= HOLDS_TERM:
        return "含规范用语"
    if wording not in set(found.chosen.near):
        return "含部分词语"
    return "意思相近" if found.by_meaning else "只有个别字相同"


def duty_texts(item: Item) -> list[tuple[str, str]]:
    """The duty cells of a row with their titles, the township's own first."""
    if item.kind == "cooperation":
        detail = item.cooperationitem
        return [("乡镇配合职责", detail.township_duty), ("上级部门职责", detail.lead_duty)]
    if item.kind == "revoked":
        return [("承接部门及工作方式", item.revokeditem.method)]
    return []


def search(request: HttpRequest) -> HttpResponseBase:
    """Answer ?q= with ranked rows, facets and a sentence that says what is shown.

    With ?format= the rows as a file.
    """
    scope = Scope.read(request.user, param(request, "county"), param(request, "township"))
    as_typed = param(request, "as_typed") == "1"
    found = find(request.user, scope, param(request, "q"), AS_TYPED if as_typed else ALL_WAYS)
    # The links of the page repeat the query: only the part that was searched.
    request.GET = request.GET.copy()
    request.GET["q"] = found.typed
    filters = Filters.read(request.GET)
    if downloads.asked(request):
        return as_file(request, found, filters, scope)
    context = {
        "found": found,
        "scope": scope,
        "filters": filters,
        "as_typed": as_typed,
        "examples": EXAMPLES,
        "embedded": progress(),
        "feed": feed_address(found, scope),
        "breadcrumbs": [("搜索", "")],
    }
    record = None
    if request.GET.get("page", "1") == "1" and not filters.active and not as_typed:
        record = keep(found.typed, scope, found.count, request.user)
    if found.ids:
        page = page_of(found, filters, request.GET.get("page"))
        context |= {
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "hits": hits(found, filters, list(page), record),
            "left": filters.apply(found.chosen.matching).distinct().count()
            if filters.active
            else found.count,
            "facets": facets(found.chosen, filters, scope),
        }
    return render(request, "search.html", context)


def feed_address(found: Found, scope: Scope) -> str:
    """The address under which changes of what is searched for can be subscribed to."""
    if found.query.is_empty or scope.unknown:
        return ""
    place = {"township": scope.township} if scope.township else {"county": scope.county}
    words = {"q": found.typed} | {name: one.slug for name, one in place.items() if one}
    named = (f"{name}={encoded(word)}" for name, word in words.items())
    return f"{reverse('search-feed')}?{'&'.join(named)}"


def as_file(request: HttpRequest, found: Found, filters: Filters, scope: Scope) -> HttpResponseBase:
    """All rows that carry the wordings found, to take away in the order of the page."""
    ids = wordings_left(found, filters)
    numbers = Value(ids, output_field=ArrayField(BigIntegerField()))
    rank = Func(numbers, F("wording_id"), function="array_position")
    rows = filters.apply(found.ground.items).filter(wording__in=ids)
    ordered = rows.order_by(rank, "county_id", "township_id", "kind", "number")
    title = f"查找“{found.typed[:LONGEST_IN_TITLE]}”（{scope.label}）"
    return downloads.answer(request, Download.of(request, title, ordered, sheet="查找结果"))


def page_of(found: Found, filters: Filters, number: str | None) -> Page:
    """One page of the wordings found."""
    return Paginator(wordings_left(found, filters), PAGE_SIZE).get_page(number)


def wordings_left(found: Found, filters: Filters) -> list[int]:
    """The wordings found, best first; a filter asks for more of what was found by its words."""
    if not filters.active:
        return found.ids
    rows = filters.apply(found.ground.items.filter(wording__in=found.chosen.worded))
    kept = set(rows.order_by().values_list("wording", flat=True))
    return [pk for pk in found.ids if pk in kept]


def hits(found: Found, filters: Filters, wordings: list[int], record: int | None) -> list[Hit]:
    """The hits of a page, each with the rows that carry its wording.

    `record` is the record of the search, to which an opened hit is added.
    """
    carried = found.carried(wordings, MOST_PLACES + 1, filters.apply(found.ground.items))
    order = [pk for rows in carried.values() for pk in rows]
    rows = with_departments(found.ground.items.filter(pk__in=order))
    by_id = rows.select_related("cooperationitem", "revokeditem").in_bulk()
    return [
        Hit.of(
            [by_id[pk] for pk in carried[wording]],
            found,
            reason(found, wording),
            trail(record, position),
        )
        for position, wording in enumerate(wordings, start=1)
        if carried.get(wording)
    ]
