"""The pack of a county to take away."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from lists.models import County
from lists.packs import keep


@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the newest finished pack of a county; Http404 where there is none to be given."""
    county = get_object_or_404(County.published, slug=slug)
    found = keep.newest(county)
    if found is None:
        raise Http404
    name = f"{county.name}履职事项清单-{found.made:%Y-%m-%d}.zip"
    response = FileResponse(found.path.open("rb"), as_attachment=True, filename=name)
    response["Last-Modified"] = http_date(found.made.timestamp())
    # A cache would keep a dated answer for a tenth of its age, withdrawn lists and all.
    response["Cache-Control"] = "no-cache"
    return response
