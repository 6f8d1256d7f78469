"""The search page: what was found, why, in which scope, and how to widen or narrow it."""

from django.contrib.postgres.fields import ArrayField
from django.core.paginator import Paginator
from django.db.models import BigIntegerField, F, Func, Value
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from lists.search.facets import Filters, facets, left_by
from lists.search.find import ALL_WAYS, AS_TYPED, Found, find
from lists.search.scope import Scope
from lists.search.summed import Summed
from lists.search.upkeep import progress
from lists.searches import keep
from lists.templatetags.addresses import encoded
from lists.views import downloads
from lists.views.downloads import Download
from lists.views.hits import groups, hits
from lists.views.home import EXAMPLES
from lists.views.params import param

PAGE_SIZE = 20
# So much of what was typed stands in the name of a file.
LONGEST_IN_TITLE = 30


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
        pages = Paginator(groups(found, filters, scope), PAGE_SIZE)
        page, sums = pages.get_page(request.GET.get("page")), Summed(found.chosen)
        context |= {
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "hits": hits(found, filters, scope, list(page), record),
            "left": left_by(filters, found.chosen, scope, sums),
            "facets": facets(found.chosen, filters, scope, sums),
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
    ids = [pk for together in groups(found, filters, scope) for pk in together]
    numbers = Value(ids, output_field=ArrayField(BigIntegerField()))
    rank = Func(numbers, F("wording_id"), function="array_position")
    rows = filters.apply(found.ground.items).filter(wording__in=ids)
    ordered = rows.order_by(rank, "county_id", "township_id", "kind", "number")
    title = f"查找“{found.typed[:LONGEST_IN_TITLE]}”（{scope.label}）"
    return downloads.answer(request, Download.of(request, title, ordered, sheet="查找结果"))
