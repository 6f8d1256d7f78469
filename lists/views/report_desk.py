"""The list office's page of reported errors: the words, the row beside its source, the answer."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lists import access, report_answers
from lists.access import Reach
from lists.models import ErrorReport, Involvement, Item
from lists.models.items import Kind
from lists.report_forms import AnswerForm
from lists.views.items import COLUMNS, printed_cells
from lists.views.office import Office

TITLE = "读者反映的错误"
PAGE_SIZE = 10
MEANWHILE = "没有保存：另一位工作人员刚刚答复过这一条。请看他的答复，需要改的再改。"


@dataclass(frozen=True)
class Cell:
    """A cell of a row: as the portal shows it, and as it stands in the source file."""

    title: str
    shown: str
    printed: str

    @property
    def is_same(self) -> bool:
        """Whether both are the same but for blanks."""
        return "".join(self.shown.split()) == "".join(self.printed.split())


@dataclass(frozen=True)
class Entry:
    """A report with the row it is on (None where that is gone) and the form for its answer."""

    report: ErrorReport
    item: Item | None
    form: AnswerForm

    @property
    def cells(self) -> list[Cell]:
        """The cells of the row beside those of its source."""
        row, printed = self.item, printed_cells(self.item)
        shown = list(zip(COLUMNS[row.kind], shown_cells(row), strict=True))
        if len(shown) == len(printed):
            pairs = zip(shown, printed, strict=True)
            return [Cell(title, cell, source) for (title, cell), (_, source) in pairs]
        # The source has columns of its own: its cells follow under their own titles.
        alone = [Cell(title, cell, "") for title, cell in shown]
        return alone + [Cell(title, "", source) for title, source in printed]


def shown_cells(row: Item) -> list[str]:
    """The cells of a row as the portal shows them, in the order of COLUMNS."""
    cells = [str(row.number), row.category.name, row.name]
    if row.kind == Kind.COOPERATION:
        bodies = "、".join(part.department.name for part in row.involvements.all())
        return [*cells, bodies, row.detail.lead_duty, row.detail.township_duty]
    return [*cells, row.detail.method] if row.kind == Kind.REVOKED else cells


@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of the office's county, ?status= of them; a POST answers one."""
    office = Office.of(request)
    every = report_answers.for_office(Reach(county_id=office.county_id))
    refused = None
    if request.method == "POST":
        named = request.POST.get("report", "")
        asked = get_object_or_404(every, pk=int(named) if is_number(named) else 0)
        refused = AnswerForm(request.POST, auto_id=f"report-{asked.pk}-%s")
        if refused.is_valid():
            return answered(request, asked, refused.cleaned_data)
    status = request.GET.get("status", "")
    status = status if status in ErrorReport.Status.values else ""
    chosen = every.filter(status=status) if status else every
    page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "office": office,
        "counties": access.counties(request.user) if office.is_administrator else [],
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
        "entries": entries(page, asked.pk if refused else 0, refused),
        "refused": refused,
        "refused_pk": asked.pk if refused else 0,
        "statuses": ErrorReport.Status.choices,
        "status": status,
        "status_label": ErrorReport.Status(status).label if status else "",
        "breadcrumbs": [("工作台", reverse("desk")), (TITLE, "")],
    }
    return render(request, "reports.html", context, status=422 if refused else 200)


def is_number(text: str) -> bool:
    """Whether a field of a form can be the number of a report; Python reads no 5,000 digits."""
    return text.isdecimal() and len(text) <= 18


def answered(request: HttpRequest, asked: ErrorReport, given: dict) -> HttpResponse:
    """Keep an answer and go back to the report in the list."""
    try:
        report_answers.answer(asked, request.user, given["status"], given["answer"], given["seen"])
    except report_answers.AnsweredMeanwhile:
        messages.error(request, MEANWHILE)
    else:
        messages.success(request, f"已保存答复：{report_answers.subject_of(asked)}。")
    return redirect(f"{request.get_full_path()}#report-{asked.pk}")


def entries(page: Page, refused_pk: int, refused: AnswerForm | None) -> list[Entry]:
    """The reports of a page, each with its row and its form."""
    rows = rows_of(list(page))
    found = []
    for report in page:
        row = rows.get((report.edition_id, report.kind, report.number))
        if row:
            row.edition = report.edition
        found.append(Entry(report, row, refused if report.pk == refused_pk else form_of(report)))
    return found


def form_of(report: ErrorReport) -> AnswerForm:
    """The form that holds the answer so far."""
    first = {
        # Nobody settles a report by not looking at the choice.
        "status": report.status if report.answered_at else "",
        "answer": report.answer,
        "seen": report_answers.version(report),
    }
    return AnswerForm(initial=first, auto_id=f"report-{report.pk}-%s")


def rows_of(found: list[ErrorReport]) -> dict[tuple[int, str, int], Item]:
    """The rows that some reports of the office's county are on, by edition, list and number."""
    named = Q(pk=None)
    for report in found:
        named |= Q(edition=report.edition_id, kind=report.kind, number=report.number)
    rows = Item.internal.filter(named).select_related("category", "cooperationitem", "revokeditem")
    parts = Involvement.objects.select_related("department").order_by("position")
    rows = rows.prefetch_related(Prefetch("involvements", queryset=parts))
    return {(row.edition_id, row.kind, row.number): row for row in rows}
