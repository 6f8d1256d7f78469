"""The source file itself and pictures of its pages, for those who may see them."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ingest.desk.paper import open_paper
from ingest.errors import Refused
from ingest.read.picture import draw
from lists import audit, store
from lists.access import Act
from lists.models import AuditRecord
from lists.views.params import param

TYPES = {
    "txt": "text/plain",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@login_required
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was put in, an attachment under its own name; who took it is recorded."""
    paper = open_paper(request, pk, Act.TAKE_SOURCE)
    try:
        file = store.path_of(paper.document).open("rb")
    except FileNotFoundError:
        raise Http404("来源文件不在存档中。") from None
    if request.method == "GET":  # a HEAD gives nothing out
        audit.record(
            AuditRecord.Act.TAKE_SOURCE,
            request.user,
            paper.name,
            county=paper.county,
            address=reverse("review", args=[pk]),
            after={"sha256": paper.document.sha256, "size": paper.document.size},
        )
    response = FileResponse(file, content_type=TYPES[paper.document.format])
    name = quote(paper.name)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@require_safe
@login_required
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A page of a PDF as a picture, with the row at ?place= marked."""
    paper = open_paper(request, pk, Act.TAKE_SOURCE)
    if paper.document.format != "pdf":
        raise Http404
    shown = paper.places.get(param(request, "place"))
    try:
        png = draw(store.path_of(paper.document), number, shown.regions if shown else ())
    except (Refused, IndexError):
        raise Http404 from None
    return HttpResponse(png, content_type="image/png")
