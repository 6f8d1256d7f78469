"""The page on which anybody says what is wrong with a row."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lists import access, reports
from lists.clients import address_of
from lists.models import Item
from lists.models.items import Kind
from lists.report_forms import ReportForm

TITLE = "反映错误"
TOO_SOON = "还没有发送：打开页面后过几秒才能发送。您写的还在下面，请再点一次“发送”。"
TOO_LATE = "还没有发送：页面打开的时间太长了。您写的还在下面，请看一看，再点一次“发送”。"
MACHINE_MADE = "还没有发送：有一栏是给程序设的，应当空着，已经清空。请再点一次“发送”。"


def public_row(request: HttpRequest, township: str, edition: str, kind: str, number: int) -> Item:
    """A row of an edition in force or superseded; Http404 for every other, whoever asks."""
    if kind not in Kind.values:
        raise Http404
    shown = get_object_or_404(
        access.readable_editions(request.user), township__slug=township, slug=edition
    )
    if not shown.is_public:
        raise Http404
    row = get_object_or_404(shown.items, kind=kind, number=number)
    row.edition = shown
    return row


def report(
    request: HttpRequest, township: str, edition: str, kind: str, number: int
) -> HttpResponse:
    """The form; a POST sends it and goes on to thanks (?sent=1), or says what is missing."""
    row = public_row(request, township, edition, kind, number)
    if request.method != "POST":
        if "sent" in request.GET:
            return render(request, "report_sent.html", context(row))
        return page(request, row, ReportForm(), reports.stamp(request.path))
    form, stamp = ReportForm(request.POST), request.POST.get("stamp", "")
    in_time = reports.is_in_time(stamp, request.path)
    # A form that is sent again too soon becomes old enough by waiting: it keeps its stamp.
    stamp = stamp if in_time else reports.stamp(request.path)
    if not form.is_valid():
        return page(request, row, form, stamp, 422)
    if form.is_machine_made:
        return page(request, row, form, stamp, 422, problem=MACHINE_MADE)
    if not in_time:
        return page(request, row, form, stamp, 422, problem=TOO_LATE)
    if reports.is_too_soon(stamp, request.path):
        return page(request, row, form, stamp, 422, problem=TOO_SOON)
    try:
        reports.take(row, form.words, address_of(request))
    except reports.TooMany as error:
        return page(request, row, form, stamp, 429, problem=f"还没有发送：{error}")
    return redirect(f"{request.path}?sent=1")


def page(
    request: HttpRequest,
    row: Item,
    form: ReportForm,
    stamp: str,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    """The form with what was written and what is wrong with it."""
    shown = {"form": form, "stamp": stamp, "problem": problem}
    return render(request, "report.html", context(row) | shown, status=status)


def context(row: Item) -> dict:
    """The row a page is about, and where the page stands."""
    edition, address = row.edition, row.get_absolute_url()
    place = edition.township
    return {
        "item": row,
        "edition": edition,
        "township": place,
        "breadcrumbs": [
            (place.name, edition.get_absolute_url()),
            (f"{row.get_kind_display()}第{row.number}项", address),
            (TITLE, ""),
        ],
    }
