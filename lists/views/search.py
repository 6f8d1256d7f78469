"""The search page: what was found, why, in which scope, and how to widen or narrow it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from lists import access
from lists.models import Item
from lists.search.facets import Filters, facets
from lists.search.find import Found, find
from lists.search.highlight import best_clause, mark, shortened
from lists.search.rank import CHARACTERS
from lists.search.scope import Scope
from lists.views.home import EXAMPLES
from lists.views.listing import with_departments
from lists.views.params import param

PAGE_SIZE = 20


@dataclass(frozen=True)
class Hit:
    """A row found: its name and the clause that matched, with marks."""

    item: Item
    name: SafeString
    snippet: SafeString | None
    snippet_label: str
    divider: str = ""

    @property
    def only_characters(self) -> bool:
        """Whether the row shares no word with the query, only characters."""
        return self.item.tier == CHARACTERS

    @classmethod
    def of(cls, item: Item, found: Found, before: Item | None) -> "Hit":
        """Prepare a row for the page; `before` is the row above it, None for the first."""
        snippet, label = "", ""
        for title, text in duty_texts(item):
            clause = best_clause([text], found.weights)
            if clause and not snippet:
                snippet, label = clause, title
        marked = mark(shortened(snippet, found.marks), found.marks) if snippet else None
        return cls(item, mark(item.name, found.marks), marked, label, divider(item, found, before))


def divider(item: Item, found: Found, before: Item | None) -> str:
    """The words between rows with all words and rows with some, where one page shows both sorts."""
    if not found.exact or found.exact == found.total:
        return ""
    if before is not None and before.has_every_word == item.has_every_word:
        return ""
    return "全部词语都出现" if item.has_every_word else "只出现部分词语或个别字，仅供参考"


def duty_texts(item: Item) -> list[tuple[str, str]]:
    """The duty cells of a row with their titles, the township's own first."""
    if item.kind == "cooperation":
        detail = item.cooperationitem
        return [("乡镇配合职责", detail.township_duty), ("上级部门职责", detail.lead_duty)]
    if item.kind == "revoked":
        return [("承接部门及工作方式", item.revokeditem.method)]
    return []


def search(request: HttpRequest) -> HttpResponse:
    """Answer ?q= with ranked rows, facets and a sentence that says what is shown."""
    scope = Scope.read(request.user, param(request, "county"), param(request, "township"))
    found = find(scope.limit(access.items(request.user)), param(request, "q"))
    # The links of the page repeat the query: only the part that was searched.
    request.GET = request.GET.copy()
    request.GET["q"] = found.query.text
    filters = Filters.read(request.GET)
    context = {
        "found": found,
        "scope": scope,
        "filters": filters,
        "examples": EXAMPLES,
        "breadcrumbs": [("搜索", "")],
    }
    if found.total:
        rows = found.ranked()
        if filters.active:
            # A filter asks for more of what was found, not for more look-alikes.
            rows = filters.apply(rows.exclude(pk__in=found.chosen.fillers))
        rows = with_departments(rows).select_related("cooperationitem")
        page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "hits": [
                Hit.of(item, found, before)
                for before, item in zip([None, *page], page, strict=False)
            ],
            "facets": facets(found.chosen, filters, scope),
        }
    return render(request, "search.html", context)
