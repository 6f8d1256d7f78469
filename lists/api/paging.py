"""Lists cut into pages: how many there are, the addresses of the next page and the one before."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from ninja import Field, Schema

from lists.api.endpoint import LARGEST_PAGE, MOST_PAGES, Paged
from lists.api.problems import Problem

T = TypeVar("T")
# So many rows are counted: those that the last page with the most rows a page can reach.
MOST_COUNTED = MOST_PAGES * LARGEST_PAGE


class Page(Schema, Generic[T]):
    """一页结果。"""

    count: int = Field(description=f"一共多少条，最多数到 {MOST_COUNTED}")
    next: str | None = Field(
        description=f"下一页的网址；没有，或已是第 {MOST_PAGES} 页，则为 null（其余请用批量下载）"
    )
    previous: str | None = Field(description="上一页的网址，没有则为 null")
    results: list[T]


def page_of(
    request: HttpRequest,
    asked: Paged,
    rows: QuerySet | Sequence,
    show: Callable[[Iterable], list[Any]],
) -> dict:
    """The page of some rows that was asked for; `show` makes objects of the rows of a page.

    Raises Problem 404 for a page beyond the end.
    """
    is_query = isinstance(rows, QuerySet)
    count = rows.order_by()[:MOST_COUNTED].count() if is_query else len(rows)
    first = (asked.page - 1) * asked.page_size
    if first >= count and asked.page > 1:
        last = max(1, -(-count // asked.page_size))
        raise Problem(
            404,
            "page_beyond_end",
            f"没有第 {asked.page} 页：一共 {count} 条。",
            f"最后一页是第 {last} 页；请沿 next 的网址逐页读取。",
        )
    end = first + asked.page_size
    more = end < count and asked.page < MOST_PAGES
    return {
        "count": count,
        "next": address(request, asked.page + 1) if more else None,
        "previous": address(request, asked.page - 1) if asked.page > 1 else None,
        "results": show(reached(rows, first, end) if is_query else rows[first:end]),
    }


def reached(rows: QuerySet, first: int, end: int) -> QuerySet:
    """The rows of a page: found by their keys alone, however many stand before them."""
    keys = rows.prefetch_related(None).values_list("pk", flat=True)[first:end]
    return rows.filter(pk__in=list(keys))


def address(request: HttpRequest, page: int) -> str:
    """The absolute address of another page of the same list."""
    query: QueryDict = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
