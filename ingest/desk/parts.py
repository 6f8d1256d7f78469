"""What of a review is too long for one page: findings of a kind, rows, corrections."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from ingest.desk.paper import Paper, SheetRow
from lists.review import Reviewed

# So many of each stand on the review page itself; a list of 13,000 bad rows has them all behind it.
MOST_OF_KIND, MOST_ROWS, MOST_CORRECTIONS = 20, 300, 50
PAGE_SIZE = 100
ROWS, CORRECTIONS = "rows", "corrections"


@dataclass(frozen=True)
class Found:
    """A finding and the row it is about, where it is about one."""

    finding: Reviewed
    row: SheetRow | None


@dataclass(frozen=True)
class Kind:
    """Findings of one kind that are alike open or settled: the first of them, and how many more."""

    code: str
    shown: list[Found]
    more: int


def folded(found: Iterable[Found]) -> list[Kind]:
    """Findings in their order, of each kind as many as people look through at a time."""
    # A kind comes where the first of its findings came: what blocks stays first.
    kinds: dict[tuple, list[Found]] = {}
    for entry in found:
        finding = entry.finding
        key = (finding.severity, finding.is_open, finding.code)
        kinds.setdefault(key, []).append(entry)
    return [
        Kind(code, entries[:MOST_OF_KIND], max(0, len(entries) - MOST_OF_KIND))
        for (_, _, code), entries in kinds.items()
    ]


def place_of(pk: int, finding: Reviewed, found: list[Found]) -> str:
    """The address where a finding stands, or where the rest of its kind does when they are many."""
    alike = sum(entry.finding.code == finding.code for entry in found)
    review = reverse("review", args=[pk])
    if alike > MOST_OF_KIND:
        return f"{review}?{urlencode({'show': finding.code})}#part"
    return f"{review}#finding-{finding.key[:12]}"


def part(request: HttpRequest, paper: Paper, context: dict, show: str) -> HttpResponse:
    """All of one thing in pages: ?show=rows, ?show=corrections, or the code of a kind."""
    alike = [entry for entry in context["found"] if entry.finding.code == show]
    known = {ROWS: ("全部行", paper.rows), CORRECTIONS: ("更正记录", paper.corrections)}
    title, entries = known.get(show, ("同类问题", alike))
    if not entries:  # the last of them was corrected
        return redirect("review", pk=paper.document.pk)
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    more = {
        "show": show,
        "title": title,
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
    }
    return render(request, "desk/review_part.html", context | more)
