"""The desk's batch of tickets: a file comes in, the same file with verdicts goes out.

The browser keeps the file and sends it twice, for the columns and for the verdicts: between the
two requests, which any process may answer, nothing of it is kept anywhere.
"""

import base64
import json
import logging
import re
import threading
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from lists import tables
from lists.exports import CONTENT_TYPES
from lists.tables import TableError
from lists.tickets import LONGEST, SURE_FROM, TITLES, Progress, Result, judge_table
from lists.views.duty_place import DutyPlace
from lists.views.upload import is_too_large, keep_in_memory

logger = logging.getLogger(__name__)

TITLE = "批量判定工单"
TYPES = {"xlsx": CONTENT_TYPES["xlsx"], "csv": "text/csv"}
# One batch fills a processor; the other threads of the process go on serving pages.
ONE_AT_A_TIME = threading.Lock()
# A ticket takes about so long (seconds).
A_TICKET = 0.1
BUSY = "系统正在判定另一批工单。请过几分钟再试，文件没有保存。"
TOO_LARGE = f"文件超过 {tables.MOST_BYTES // 2**20} MB，没有读取。请拆成几个文件，分别判定。"
FAILED = "系统出错，没有判定，文件没有保存。请再试一次；仍不行的，请联系管理员。"
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


class Busy(Exception):
    """Another batch is being judged."""


@csrf_exempt  # `answer` checks, once it is settled where the file goes
@login_required
def tickets(request: HttpRequest) -> HttpResponseBase:
    """The form; a POST gives the columns of a file, or judges it when a column is chosen."""
    if is_too_large(request):
        # Not even the other fields of the form are read.
        return page(request, DutyPlace.of(request, {}), 413, problem=TOO_LARGE)
    keep_in_memory(request)
    return answer(request)


@csrf_protect
def answer(request: HttpRequest) -> HttpResponseBase:
    """Answer what the form asks for: `part` is columns, stream or, without script, nothing."""
    form = request.POST
    place = DutyPlace.of(request, form)
    if request.method != "POST":
        return page(request, place)
    upload, letter = request.FILES.get("file"), form.get("column", "")
    if upload is None:
        return page(request, place, 422, problem="没有选择文件。请选择 xlsx 或 csv 文件。")
    data = upload.read()
    if form.get("part") == "columns" or not letter:
        return columns(request, place, data)
    if place.problem:
        return page(request, place, 422, problem=place.problem)
    if form.get("part") == "stream":
        lines = streamed(request.user, place, data, letter, upload.name)
        response = StreamingHttpResponse(lines, content_type="application/x-ndjson")
        response["X-Accel-Buffering"] = "no"  # a proxy must pass progress on at once
        return response
    return download(request, place, data, letter, upload.name)


def page(request: HttpRequest, place: DutyPlace, status: int = 200, **more) -> HttpResponse:
    """The whole page with a problem or the columns of a file."""
    context = {
        "place": place,
        "titles": TITLES,
        "longest": LONGEST,
        "sure_from": SURE_FROM,
        "most_rows": tables.MOST_ROWS,
        "most_bytes": tables.MOST_BYTES,
        "most_megabytes": tables.MOST_BYTES // 2**20,
        "too_large": TOO_LARGE,
        "most_minutes": minutes(tables.MOST_ROWS),
        "breadcrumbs": [("工作台", reverse("desk")), (TITLE, "")],
    }
    return render(request, "tickets.html", context | more, status=status)


def columns(request: HttpRequest, place: DutyPlace, data: bytes) -> HttpResponse:
    """The columns of a file to choose from: alone for the script, else on the page."""
    try:
        table = tables.read(data)
        count = sum(1 for row in table.rows if row.filled)
        more = {"columns": table.columns, "likely": table.likely, "count": count}
        more, status = more | {"minutes": minutes(count)}, 200
    except TableError as error:
        more, status = {"problem": str(error)}, 422
    if request.POST.get("part") == "columns":
        return render(request, "parts/ticket_columns.html", more, status=status)
    return page(request, place, status, **more)


def minutes(count: int) -> int:
    """About how long so many tickets take."""
    return max(1, round(count * A_TICKET / 60))


def run(user, place: DutyPlace, data: bytes, letter: str) -> Iterator[Progress | Result]:
    """Judge a file unless another one is being judged; raises Busy and TableError."""
    if not ONE_AT_A_TIME.acquire(blocking=False):
        raise Busy
    try:
        yield from judge_table(user, place.scope, data, letter)
    finally:
        ONE_AT_A_TIME.release()


def streamed(user, place: DutyPlace, data: bytes, letter: str, name: str) -> Iterator[bytes]:
    """Lines of JSON: progress, at the end the file or what is wrong."""
    try:
        for step in run(user, place, data, letter):
            if isinstance(step, Progress):
                yield line(done=step.done, total=step.total)
            else:
                file = base64.b64encode(step.data).decode()
                yield line(
                    file=file,
                    type=TYPES[step.format],
                    name=result_name(name, step.format),
                    summary=step.summary,
                )
    except Exception as error:
        yield line(problem=told_of(error)[0])


def told_of(error: Exception) -> tuple[str, int]:
    """What a person is told of an error, and the status of the answer."""
    if isinstance(error, Busy):
        return BUSY, 503
    if isinstance(error, TableError):
        return str(error), 422
    # Its words may quote a ticket: only its sort is told to the log.
    logger.error("A batch of tickets failed: %s", type(error).__name__)
    return FAILED, 500


def line(**told) -> bytes:
    """One line of the stream."""
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def download(
    request: HttpRequest, place: DutyPlace, data: bytes, letter: str, name: str
) -> HttpResponse:
    """The finished file in one answer, for browsers without script."""
    try:
        *_, result = run(request.user, place, data, letter)
    except Exception as error:
        problem, status = told_of(error)
        return page(request, place, status, problem=problem)
    response = HttpResponse(result.data, content_type=TYPES[result.format])
    title = quote(result_name(name, result.format))
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{title}"
    return response


def result_name(name: str, format: str) -> str:
    """The name of the result, from that of the file."""
    stem = UNSAFE.sub("", PurePath(name).stem)[:80].strip(" .") or "工单"
    return f"{stem}-判定结果.{format}"
