"""The administrator's page of what people did, and the same as a file."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Count, Max, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lists import access, audit
from lists.access import Act
from lists.audit_filter import AuditFilter
from lists.audit_words import COLUMNS, Change, cells, changes
from lists.exports import (
    CONTENT_TYPES,
    Busy,
    Column,
    ExportRow,
    Pieces,
    Turn,
    csv,
    xlsx_file,
)
from lists.models import AuditRecord
from lists.views.downloads import busy

TITLE = "操作记录"
PAGE_SIZE = 50
# So many records stand in one file, the newest; a workbook of them is made in about a minute.
MOST_EXPORTED = 20_000
FORMATS = ("csv", "xlsx")


@dataclass(frozen=True)
class Entry:
    """A record with what it changed, in words."""

    record: AuditRecord
    changes: list[Change]


@require_safe
@login_required
def records(request: HttpRequest) -> HttpResponse:
    """The audit record, newest first, filtered and in pages."""
    found = asked(request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "audit.html",
        {
            "filter": found,
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
            "entries": [Entry(record, changes(record)) for record in page],
            "most_exported": MOST_EXPORTED,
            "query": request.GET.urlencode(),
            "breadcrumbs": [("工作台", reverse("desk")), (TITLE, "")],
        },
    )


@require_POST
@login_required
def export(request: HttpRequest) -> HttpResponseBase:
    """What the address filters as a CSV or XLSX; taking it away is recorded as well."""
    found, format = asked(request), request.POST.get("format")
    if format not in FORMATS or found.problems:
        raise BadRequest
    there = found.qs.aggregate(count=Count("pk"), newest=Max("pk"))
    count = there["count"]
    # Its own record is not in the file, whatever comes in while it is written.
    rows = rows_of(found.qs.filter(pk__lte=there["newest"] or 0), count)
    columns = [Column(title, title, width) for title, width in COLUMNS.items()]
    try:
        response = made(format, columns, rows)
    except Busy:
        return busy(request)
    filters = "，".join(f"{label}：{value}" for label, value in found.told.items())
    audit.record(
        AuditRecord.Act.EXPORT_AUDIT,
        request.user,
        filters or "全部操作记录",
        after={"format": format, "records": min(count, MOST_EXPORTED)},
    )
    name = quote(f"{TITLE}-{timezone.localtime():%Y%m%d-%H%M}.{format}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def made(
    format: str, columns: list[Column], rows: Iterator[ExportRow]
) -> FileResponse | StreamingHttpResponse:
    """The rows as a file; raises Busy where too many large ones are being made."""
    if format == "csv":
        pieces = Pieces(csv, columns, rows)
        return StreamingHttpResponse(pieces, content_type=CONTENT_TYPES["csv"])
    with closing(Turn(rows)) as turn:
        return FileResponse(xlsx_file(columns, turn), content_type=CONTENT_TYPES["xlsx"])


def asked(request: HttpRequest) -> AuditFilter:
    """The records an address asks for; PermissionDenied for who may not see any."""
    access.require(request.user, Act.SEE_AUDIT)
    return AuditFilter(request.GET, AuditRecord.objects.select_related("county"))


def rows_of(found: QuerySet[AuditRecord], count: int) -> Iterator[ExportRow]:
    """The newest records as rows, and at the end a word on those left out."""
    for record in found[:MOST_EXPORTED].iterator(chunk_size=1000):
        yield ExportRow(TITLE, tuple(cells(record)))
    if count > MOST_EXPORTED:
        left_out = (
            f"符合条件的有 {count} 条，这里只有最新的 {MOST_EXPORTED} 条。"
            "请缩短时间范围，分几次导出。"
        )
        yield ExportRow(TITLE, (left_out, *[""] * (len(COLUMNS) - 1)))
