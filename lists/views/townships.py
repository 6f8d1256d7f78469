"""Two to four townships or editions compared: counts, what one alone has, what differs."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lists import side_by_side
from lists.models import Category
from lists.models.items import Kind
from lists.side_by_side import Line, Part
from lists.views import downloads, townships_file
from lists.views.compared_line import ComparedLine
from lists.views.downloads import Download
from lists.views.params import param
from lists.views.sides import MOST, Side, address_of, changes, offered, sides_of

PAGE_SIZE = 50
LABELS = {Part.DIFFERS: "归类或部门不同", Part.SOME: "部分有、归类相同", Part.ALL: "都有、归类相同"}
# ?show= of a file: the numbers of the first table, and the lines of every part.
COUNTS, EVERY = "counts", "every"


@require_safe
def townships(request: HttpRequest) -> HttpResponseBase:
    """Compare ?t=<township> with more of them; t=<township>@<edition> names an edition.

    ?show= opens one part: differs, some, all, only-0 … An edition the person may not read is
    not there. With fewer than two the page asks for more. With ?format= what is open, `counts`
    or `every` part as a file.
    """
    sides, too_many = sides_of(request)
    if len(sides) > 1 and downloads.asked(request):
        return as_file(request, sides)
    context = {
        "sides": [(side, *changes(sides, side)) for side in sides],
        "too_many": too_many,
        "full": len(sides) == MOST,
        "lacking": len(sides) < 2,
        **offered(request, sides),
        "breadcrumbs": [("乡镇（街道）比较", "")],
    }
    if len(sides) > 1:
        context |= comparison(request, sides)
    return render(request, "townships.html", context)


def comparison(request: HttpRequest, sides: list[Side]) -> dict:
    """What the page says of the lists: counts by list and category, and one part of the lines."""
    lines = side_by_side.lines_of([side.edition for side in sides])
    counts = Counter(line.part for line in lines)
    words = [side.word for side in sides]
    shown = chosen_part(request, sides)
    found = [one for one in lines if one.part == shown]
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "parts": [
            (part, label_of(part, sides), counts[part], address_of(words, show=part))
            for part in parts_of(sides)
        ],
        "show": shown,
        "label": label_of(shown, sides),
        "by_kind": by_kind(sides, lines),
        "by_category": by_category(sides, lines),
        "entries": [ComparedLine(line, sides) for line in page],
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
    }


def parts_of(sides: list[Side]) -> list[str]:
    """The parts of the lines, in the order of the page."""
    some = [Part.SOME] if len(sides) > 2 else []
    return [Part.DIFFERS, *(f"only-{at}" for at in spans(sides)), *some, Part.ALL]


def chosen_part(request: HttpRequest, sides: list[Side]) -> str:
    """The part ?show= opens; without one what differs."""
    asked = param(request, "show")
    return asked if asked in parts_of(sides) else Part.DIFFERS


def as_file(request: HttpRequest, sides: list[Side]) -> HttpResponseBase:
    """What the page shows, all pages of it, to take away: a part, every part, or the counts."""
    lines = side_by_side.lines_of([side.edition for side in sides])
    asked = param(request, "show")
    names = "、".join(side.label for side in sides)
    is_open = all(side.edition.is_public for side in sides)
    if asked == COUNTS:
        tables = (("清单", by_kind(sides, lines)), ("事项类别", by_category(sides, lines)))
        rows = townships_file.count_rows(tables)
        columns = townships_file.count_columns(sides)
        return downloads.answer(request, Download(f"事项数比较：{names}", rows, columns, is_open))
    shown = parts_of(sides) if asked == EVERY else [chosen_part(request, sides)]
    what = "" if asked == EVERY else f"·{label_of(shown[0], sides)}"
    found = [
        (label_of(part, sides), ComparedLine(line, sides))
        for part in shown
        for line in lines
        if line.part == part
    ]
    rows = townships_file.rows(found, downloads.host(request))
    columns = townships_file.columns(sides)
    return downloads.answer(request, Download(f"清单比较：{names}{what}", rows, columns, is_open))


def label_of(part: str, sides: list[Side]) -> str:
    """What a part of the lines is called."""
    if part.startswith("only-"):
        return f"只有{sides[int(part.removeprefix('only-'))].label}有"
    return LABELS[Part(part)]


def by_kind(sides: list[Side], lines: list[Line]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The rows of each list, per side, with the address of the rows."""
    counts = [Counter(row.kind for line in lines for row in line.rows[at]) for at in spans(sides)]
    return [
        (
            label,
            [(counts[at][kind], f"{side.address}?kind={kind}") for at, side in enumerate(sides)],
        )
        for kind, label in Kind.choices
    ]


def by_category(sides: list[Side], lines: list[Line]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The rows of each category, per side, with the address of the list most of them stand in."""
    kinds: list[dict[str, Counter]] = [{} for _ in sides]
    for line in lines:
        for at in spans(sides):
            for row in line.rows[at]:
                kinds[at].setdefault(row.category, Counter())[row.kind] += 1
    found = []
    for category in Category.internal.filter(name__in={name for of in kinds for name in of}):
        cells = []
        for at, side in enumerate(sides):
            of = kinds[at].get(category.name, Counter())
            most = of.most_common(1)[0][0] if of else Kind.BASIC
            address = f"{side.address}?kind={most}&category={category.slug}"
            cells.append((of.total(), address))
        found.append((category.name, cells))
    return found


def spans(sides: list[Side]) -> range:
    """The places of the sides."""
    return range(len(sides))
