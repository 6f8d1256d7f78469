"""What a page shows as a file to take away: its own address with ?format=xlsx, csv or jsonl."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from lists import access, exports
from lists.exports import COLUMNS, CONTENT_TYPES, FORMATS, OWN_DUTY, Column, ExportRow
from lists.models import Edition, Item
from lists.views.listing import EVERY, EVERY_LABEL, Listing
from lists.views.params import param

SITE = "乡镇履职事项清单查询公开平台"
# So many rows stand in one file; to get them takes a workbook half a minute.
MOST_ROWS = 100_000
# No system takes these in the name of a file, and some read more than 80 signs badly.
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
LONGEST_NAME = 80
NOT_PUBLIC = "含公众看不到的版本（草稿或已撤回），仅供内部工作使用，不得外传"
PUBLIC = (Edition.State.PUBLISHED, Edition.State.SUPERSEDED)


@dataclass(frozen=True)
class Download:
    """The rows of a page under their title; `open` unless the public may not see some of them."""

    title: str
    rows: Iterator[ExportRow]
    columns: Sequence[Column] = COLUMNS
    open: bool = True

    @classmethod
    def of(
        cls,
        request: HttpRequest,
        title: str,
        items: QuerySet[Item],
        sheet: str = "",
        bodies: Collection[int] = (),
    ) -> "Download":
        """The rows of a query; with `bodies`, ids of departments, what is theirs besides."""
        # Not asked of a whole country's rows for who can read none that are hidden.
        staff = access.draft_reach(request.user) is not None
        hidden = staff and items.order_by().exclude(edition__state__in=PUBLIC).exists()
        rows = exports.rows(items, host(request), sheet, bodies)
        return cls(title, rows, (*COLUMNS, OWN_DUTY) if bodies else COLUMNS, not hidden)


def asked(request: HttpRequest) -> str:
    """The format ?format= asks for; '' for the page, also where it names no format."""
    format = param(request, "format")
    return format if format in FORMATS else ""


def of_listing(
    request: HttpRequest, shown: Listing, subject: str, bodies: Collection[int] = ()
) -> HttpResponseBase:
    """The file of a listing: the open list under its filters, or with ?kind=all every list."""
    every = param(request, "kind") == EVERY
    tabs = shown.tabs if every else [shown.tab]
    name = f"{EVERY_LABEL if every else shown.tab.label}事项"
    title = "·".join([f"{subject}{name}", *(one["value"] for one in shown.filter.active)])
    items = shown.rows([tab.kind for tab in tabs])
    return answer(request, Download.of(request, title, items, bodies=bodies))


def host(request: HttpRequest) -> str:
    """What stands before the addresses of rows in a file: https://host."""
    return request.build_absolute_uri("/").rstrip("/")


def answer(request: HttpRequest, file: Download) -> HttpResponseBase:
    """The file in the format asked for, made while it is sent; a workbook before.

    Where too many large ones are being made: a page that says when to come back.
    """
    format = asked(request)
    rows = limited(file.rows, file.columns)
    try:
        response = made(format, file, rows, source(request, file.open))
    except exports.Busy:
        return busy(request)
    name = f"{safe(file.title)}{'' if file.open else '（内部）'}.{format}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Robots-Tag"] = "noindex"
    return response


def made(
    format: str, file: Download, rows: Iterator[ExportRow], source: str
) -> FileResponse | StreamingHttpResponse:
    """A file as an answer; raises Busy."""
    if format != "xlsx":
        pieces = exports.Pieces(exports.WRITERS[format], file.columns, rows)
        return StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[format])
    with closing(exports.Turn(rows)) as turn:
        book = exports.xlsx_file(file.columns, turn, file.title, source)
    return FileResponse(book, content_type=CONTENT_TYPES[format])


def busy(request: HttpRequest) -> HttpResponse:
    """The page for who asked for a large file while others take all turns."""
    response = render(request, "errors/busy.html", status=503)
    response["Retry-After"] = str(exports.RETRY)
    return response


def limited(rows: Iterator[ExportRow], columns: Sequence[Column]) -> Iterator[ExportRow]:
    """The first MOST_ROWS rows, and a word on the rest where there are more."""
    sheet = ""
    for row in islice(rows, MOST_ROWS):
        sheet = row.sheet
        yield row
    if next(rows, None) is not None:
        told = f"符合条件的事项超过 {MOST_ROWS} 项，其余没有列出。请缩小范围，分几次下载。"
        yield ExportRow(sheet, (told, *[""] * (len(columns) - 1)))


def source(request: HttpRequest, is_open: bool) -> str:
    """The line that says where a file is from: site, address, day; and not to pass it on."""
    params = request.GET.copy()
    for name in ("format", "page", "all"):
        params.pop(name, None)
    query = f"?{params.urlencode()}" if params else ""
    today = timezone.localdate()
    parts = [
        "" if is_open else NOT_PUBLIC,
        f"来源：{SITE}",
        f"网址：{request.build_absolute_uri(request.path)}{query}",
        f"下载日期：{today.year}年{today.month}月{today.day}日",
        "文字照录公布的清单，与原件不一致的，以原件为准",
    ]
    return "；".join(part for part in parts if part)


def safe(title: str) -> str:
    """A title as the name of a file."""
    name = " ".join(NOT_IN_NAMES.sub(" ", title).split())
    return name[:LONGEST_NAME].strip(" .") or "履职事项"
