"""The page where the list office puts documents in and watches what becomes of them."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from ingest.desk import uploads
from ingest.desk.uploads import Limited, NotTaken, is_too_large, take_upload
from ingest.tasks import take_in
from lists import access
from lists.access import Act
from lists.models import Intake
from lists.models.documents import FORMATS
from lists.turns import before_each
from lists.views.office import Office

TITLE = "上传和审核清单"
PAGE_SIZE = 30
TOO_LARGE = f"上传的文件合起来超过 {uploads.MOST_TOGETHER // 2**20} MB，没有读取。请分几次上传。"


@csrf_exempt  # `answer` checks, once it is settled where the files go
@login_required
def intake(request: HttpRequest) -> HttpResponse:
    """The form and the uploads so far; a POST takes files."""
    access.require(request.user, Act.UPLOAD)
    if is_too_large(request):
        return page(request, Office.of(request), [TOO_LARGE], 413)
    request.upload_handlers = [Limited(request)]
    return answer(request)


@csrf_protect
def answer(request: HttpRequest) -> HttpResponse:
    """Take the files of a POST, each by itself; show the page otherwise."""
    office = Office.of(request)
    if request.method != "POST":
        if request.GET.get("part") == "progress":
            # Links to other pages lead to whole ones.
            request.GET = request.GET.copy()
            del request.GET["part"]
            return render(request, "desk/intake_table.html", context_of(request, office))
        return page(request, office)
    files = request.FILES.getlist("files")
    if not files:
        return page(request, office, ["没有选择文件。请选择要上传的清单文件。"], 422)
    if len(files) > uploads.MOST_FILES:
        return page(request, office, [f"一次最多上传 {uploads.MOST_FILES} 个文件。"], 422)
    problems = []
    for file in files:
        try:
            take_upload(file, request.user, office.county)
        except NotTaken as problem:
            problems.append(str(problem))
    if problems:
        return page(request, office, problems, 422, taken=len(files) - len(problems))
    return redirect("intake")


def page(
    request: HttpRequest, office: Office, problems: list[str] = (), status: int = 200, **more
) -> HttpResponse:
    """The whole page."""
    context = context_of(request, office) | {"problems": problems} | more
    return render(request, "desk/intake.html", context, status=status)


def context_of(request: HttpRequest, office: Office) -> dict:
    """The uploads within reach, newest first, and what the form allows."""
    shown = Paginator(within(office), PAGE_SIZE).get_page(request.GET.get("page"))
    states = {intake.state for intake in shown}
    before = before_each() if Intake.State.WAITING in states else {}
    return {
        "office": office,
        "page": shown,
        "page_range": shown.paginator.get_elided_page_range(shown.number, on_each_side=2),
        "entries": [(intake, before.get(intake.pk)) for intake in shown],
        "unsettled": not states.issubset(Intake.SETTLED),
        "formats": FORMATS,
        "most_files": uploads.MOST_FILES,
        "most_megabytes": uploads.MOST_BYTES // 2**20,
        "breadcrumbs": [("工作台", reverse("desk")), (TITLE, "")],
    }


def within(office: Office) -> QuerySet[Intake]:
    """The uploads an office may see: its county's, or an administrator's choice of all."""
    intakes = Intake.objects.select_related(
        "document", "uploaded_by", "edition__township__county", "county"
    )
    return intakes.filter(county=office.county) if office.county else intakes


@require_POST
@login_required
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a file again that failed through a fault of the system."""
    access.require(request.user, Act.UPLOAD)
    failed = within(Office.of(request)).filter(state=Intake.State.FAILED, document__isnull=False)
    found = get_object_or_404(failed, pk=pk)
    found.state, found.attempts, found.code, found.message = Intake.State.WAITING, 0, "", ""
    found.save(update_fields=["state", "attempts", "code", "message"])
    take_in.enqueue()
    return redirect("intake")
