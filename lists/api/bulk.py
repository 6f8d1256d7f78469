"""Whole tables to take away: items, clauses and departments as CSV, JSON Lines and XLSX."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Literal

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Path, Query, Router

from lists import access, exports
from lists.api.bodies import BodiesAsked, bodies_in_force, department_of, departments_shown
from lists.api.clauses import (
    ClauseFilters,
    clauses_in_force,
    clauses_shown,
    editions_in,
    with_rows,
)
from lists.api.endpoint import endpoint
from lists.api.items import RowFilters, rows_in_force
from lists.api.problems import Problem
from lists.exports import CONTENT_TYPES, Coded, Column, ExportRow
from lists.models import Clause, Department, Item
from lists.models.items import Kind

router = Router()
TAG = "批量下载"
Format = Literal["csv", "jsonl", "xlsx"]
# A workbook is written to disk before its first byte goes out: more rows take minutes.
MOST_IN_A_WORKBOOK = 100_000
# So many clauses or departments are in memory at once, with all that is shown of them.
CHUNK = 500
KEYS_AT_ONCE = 5000
# So many lists, or counties, are asked for at once: no statement sorts the rows of the country.
LISTS_AT_ONCE, COUNTIES_AT_ONCE = 200, 50
ID = Column("id", "标识", 40)
CLAUSE_COLUMNS = (
    ID,
    Column("item", "事项标识", 40),
    Column("side", "哪一方", 14),
    Column("position", "次序", 6),
    Column("heading", "小标题", 20),
    Column("number", "编号", 6),
    Column("text", "内容", 80),
    Column("assumed", "未写明部门", 10),
    Column("departments", "负责部门", 30),
    Column("source", "来源文件", 24),
    Column("place", "来源位置", 18),
    Column("url", "网址", 40),
)
DEPARTMENT_COLUMNS = (
    ID,
    Column("name", "规范名称", 30),
    Column("county", "县（市、区）", 20),
    Column("system", "条线", 16),
    *(Column(kind.value, kind.label, 10) for kind in Kind),
    Column("url", "网址", 40),
)
FILES = {
    "responses": {
        200: {
            "content": {
                kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
                for kind in CONTENT_TYPES.values()
            }
        }
    }
}


def chunks(found: QuerySet, loaded: QuerySet) -> Iterator[list]:
    """The rows of a query in its order, CHUNK at a time, each as `loaded` loads it.

    Rows that leave the query while it is read, because their edition is withdrawn, are left out.
    """
    keys = found.values_list("pk", flat=True).iterator(chunk_size=KEYS_AT_ONCE)
    while some := list(islice(keys, CHUNK)):
        there = loaded.in_bulk(some)
        yield [there[pk] for pk in some if pk in there]


def parts(found: QuerySet, path: str, ids: list[int], at_once: int) -> Iterator[QuerySet]:
    """A query cut into those of some lists, or counties, at a time, in the order of their ids."""
    for at in range(0, len(ids), at_once):
        yield found.filter(**{f"{path}__in": ids[at : at + at_once]})


def lists_asked(request: HttpRequest, asked: RowFilters | ClauseFilters) -> list[int]:
    """The editions a file is made of, in the order of its rows."""
    editions = editions_in(request, asked)
    if body := department_of(request, asked.department):
        editions = editions.filter(township__county=body.county_id)
    return list(editions.order_by("pk").values_list("pk", flat=True))


def item_rows(request: HttpRequest, found: QuerySet[Item], lists: list[int]) -> Iterator[ExportRow]:
    """Rows of the lists with their ids in front."""
    base = request.build_absolute_uri("/").rstrip("/")
    below = f"{base}/townships/"
    for part in parts(found, "edition", lists, LISTS_AT_ONCE):
        for row in exports.rows(part, base, "事项"):
            permalink = row.values[-1]
            yield ExportRow(row.sheet, (permalink.removeprefix(below).strip("/"), *row.values))


def clause_rows(
    request: HttpRequest, found: QuerySet[Clause], lists: list[int]
) -> Iterator[ExportRow]:
    """Clauses with whose they are."""
    for part in parts(found, "item__edition", lists, LISTS_AT_ONCE):
        for some in chunks(part, with_rows(part.order_by())):
            for one in clauses_shown(request, some):
                values = (
                    one["id"],
                    one["item"],
                    Coded(Clause.Side(one["side"]).label, one["side"]),
                    one["position"],
                    one["heading"],
                    one["number"],
                    one["text"],
                    Coded("是", "yes") if one["assumed"] else Coded("否", "no"),
                    [body["name"] for body in one["departments"]],
                    one["source"]["file"],
                    one["source"]["place"] or "",
                    one["url"],
                )
                yield ExportRow("职责条款", values)


def department_rows(request: HttpRequest, found: QuerySet[Department]) -> Iterator[ExportRow]:
    """Departments with their numbers of rows, county by county."""
    places = access.counties(request.reader).order_by("province", "prefecture", "name", "pk")
    counties = list(places.values_list("pk", flat=True))
    for part in parts(found, "county", counties, COUNTIES_AT_ONCE):
        for one in departments_shown(request, part):
            values = (
                one["id"],
                one["name"],
                one["county"]["name"],
                one["system"]["name"] if one["system"] else "",
                *(one["items"].get(kind, 0) for kind in Kind.values),
                one["url"],
            )
            yield ExportRow("上级部门", values)


def file_of(
    table: str, format: Format, found: QuerySet, columns: Sequence[Column], rows: Iterable
) -> HttpResponseBase:
    """A table as a file, made while it is sent; a workbook before, so it may not be too long."""
    kind = CONTENT_TYPES[format]
    try:
        if format == "xlsx":
            refuse_too_many(found)
            with closing(exports.Turn(rows)) as turn:
                book = exports.xlsx_file(columns, turn)
            answer: HttpResponseBase = FileResponse(book, content_type=kind)
        else:
            pieces = exports.Pieces(exports.WRITERS[format], columns, rows)
            answer = StreamingHttpResponse(pieces, content_type=kind)
    except exports.Busy:
        raise busy() from None
    name = f"{table}-{timezone.localdate():%Y%m%d}.{format}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def busy() -> Problem:
    """As many large files are being made as may be."""
    return Problem(
        503,
        "busy",
        "正在制作的大文件已满。",
        f"请在 {exports.RETRY} 秒后重试，或者用 county 或 township 缩小范围。",
        {"Retry-After": str(exports.RETRY)},
    )


def refuse_too_many(found: QuerySet) -> None:
    """Raise Problem 422 for more rows than a workbook may have."""
    # Counted no further than needed.
    if found.order_by()[: MOST_IN_A_WORKBOOK + 1].count() > MOST_IN_A_WORKBOOK:
        raise Problem(
            422,
            "too_many_rows",
            f"超过 {MOST_IN_A_WORKBOOK} 行，不能做成 Excel 文件。",
            "请用 county 或 township 缩小范围，或者改用 csv、jsonl。",
        )


@endpoint(router, "/bulk/items.{format}", "bulk-items", None, TAG, openapi_extra=FILES)
def bulk_items(request: HttpRequest, format: Path[Format], asked: Query[RowFilters]):
    """现行清单的事项，一个文件"""
    found = rows_in_force(request, asked)
    columns = (ID, *exports.COLUMNS)
    rows = item_rows(request, found, lists_asked(request, asked))
    return file_of("items", format, found, columns, rows)


@endpoint(router, "/bulk/clauses.{format}", "bulk-clauses", None, TAG, openapi_extra=FILES)
def bulk_clauses(request: HttpRequest, format: Path[Format], asked: Query[ClauseFilters]):
    """现行清单的职责条款，一个文件"""
    found = clauses_in_force(request, asked)
    rows = clause_rows(request, found, lists_asked(request, asked))
    return file_of("clauses", format, found, CLAUSE_COLUMNS, rows)


@endpoint(router, "/bulk/departments.{format}", "bulk-departments", None, TAG, openapi_extra=FILES)
def bulk_departments(request: HttpRequest, format: Path[Format], asked: Query[BodiesAsked]):
    """现行清单中出现的上级部门，一个文件"""
    found = bodies_in_force(request, asked)
    rows = department_rows(request, found)
    return file_of("departments", format, found, DEPARTMENT_COLUMNS, rows)
