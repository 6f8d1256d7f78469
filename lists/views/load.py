"""The load matrix of a county: how many cooperation rows each department shares with whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString, mark_safe

from lists import access
from lists.charts import shade, tile
from lists.exports import Column, ExportRow
from lists.models import Department, Involvement, Township
from lists.models.items import Kind
from lists.views import downloads


@dataclass(frozen=True)
class Line:
    """A department with its number of rows in each township: (township, count, its ground)."""

    department: Department
    cells: list[tuple[Township, int, SafeString]]
    total: int


def load(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A table of departments by townships with totals, the heavier the darker; also as a file."""
    county = get_object_or_404(access.counties(request.user), slug=slug)
    townships = list(access.townships(request.user).filter(county=county).order_by("name"))
    items = access.items(request.user).filter(county=county)
    lines = matrix(items, townships)
    if downloads.asked(request):
        hidden = items.exclude(edition__state__in=downloads.PUBLIC).exists()
        title = f"{county.name}部门与乡镇（街道）的配合事项数"
        file = downloads.Download(title, file_rows(lines), columns(townships), not hidden)
        return downloads.answer(request, file)
    return render(
        request,
        "load.html",
        {
            "county": county,
            "townships": townships,
            "lines": lines,
            "totals": [sum(line.cells[at][1] for line in lines) for at in range(len(townships))],
            "total": sum(line.total for line in lines),
            "breadcrumbs": [(county.name, county.get_absolute_url()), ("部门与乡镇（街道）", "")],
        },
    )


def matrix(items, townships: list[Township]) -> list[Line]:
    """Count the cooperation rows of every department in every township, heaviest first."""
    counts: dict[int, dict[int, int]] = {}
    rows = items.filter(kind=Kind.COOPERATION)
    parts = Involvement.objects.filter(item__in=rows).order_by()
    for department, township, count in parts.values_list("department", "item__township").annotate(
        Count("pk")
    ):
        counts.setdefault(department, {})[township] = count
    most = max((n for by_place in counts.values() for n in by_place.values()), default=1)
    departments = Department.internal.in_bulk(counts)
    lines = []
    for pk, by_place in counts.items():
        cells = [
            (place, count := by_place.get(place.pk, 0), mark_safe(tile(shade(count, most))))
            for place in townships
        ]
        lines.append(Line(departments[pk], cells, sum(by_place.values())))
    return sorted(lines, key=lambda line: (-line.total, line.department.name))


def columns(townships: list[Township]) -> tuple[Column, ...]:
    """The columns of the table as a file: one for each township."""
    places = (Column(place.slug, place.name, 12) for place in townships)
    return (Column("department", "部门", 30), *places, Column("total", "合计", 8))


def file_rows(lines: list[Line]) -> Iterator[ExportRow]:
    """The lines of the table as rows of a file."""
    for line in lines:
        counts = (count for _, count, _ in line.cells)
        yield ExportRow("配合事项数", (line.department.name, *counts, line.total))
