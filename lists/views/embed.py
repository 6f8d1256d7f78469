"""A township's list inside the pages of other sites: as a frame, or as JSON; for everyone alike."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from lists.models import Edition, Township
from lists.models.items import Kind
from lists.packs.data import list_data
from lists.views.listing import listing
from lists.views.params import param

PAGE_SIZE = 50
# A site may demand that what it frames agrees to it.
AGREED = "cross-origin"


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the sites of PORTAL_EMBED_ORIGINS, and nobody else, frame what a view gives."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.EMBED_ORIGINS:
            return view(request, *args, **kwargs)
        allowed = {"frame-ancestors": settings.EMBED_ORIGINS, "script-src": [NONE]}
        response = xframe_options_exempt(csp_replace(allowed)(view))(request, *args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = AGREED
        return response

    return answer


def in_force(township: str) -> Edition:
    """The edition in force of a township; Http404 where the public can read none."""
    editions = Edition.published.select_related("township__county")
    return get_object_or_404(editions, township__slug=township)


@require_safe
@framed
def township(request: HttpRequest, township: str) -> HttpResponse:
    """The lists of a township, filtered and in pages, to be shown in a frame."""
    edition = in_force(township)
    shown = listing(request, edition.items.all(), ("category",), page_size=PAGE_SIZE)
    return render(
        request,
        "embed/township.html",
        {"edition": edition, "township": edition.township, "listing": shown},
    )


@require_safe
def township_json(request: HttpRequest, township: str) -> HttpResponse:
    """The lists of a township as JSON; ?kind= and ?category= leave some of the rows.

    Only scripts of PORTAL_EMBED_ORIGINS may read it from a browser.
    """
    chosen = {}
    if kind := param(request, "kind"):
        chosen["kind"] = kind if kind in Kind.values else "none"
    if category := param(request, "category"):
        chosen["category__slug"] = category
    base = f"{request.scheme}://{request.get_host()}"
    data = list_data(in_force(township), base, **chosen)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    patch_vary_headers(response, ["Origin"])
    origin = request.headers.get("Origin", "")
    if origin in settings.EMBED_ORIGINS:
        response["Access-Control-Allow-Origin"] = origin
        response["Cross-Origin-Resource-Policy"] = AGREED
    return response


def help_page(request: HttpRequest) -> HttpResponse:
    """What a webmaster puts into a page to show a list there; ?township= fills the address in."""
    slug = param(request, "township")
    place = Township.published.select_related("county").filter(slug=slug).first()
    words = place.slug if place else "乡镇网址用词"
    base = f"{request.scheme}://{request.get_host()}"
    frame, data = reverse("embed", args=["-"]), reverse("embed-json", args=["-"])
    return render(
        request,
        "embed/help.html",
        {
            "township": place,
            "frame": base + frame.replace("-", words),
            "data": base + data.replace("-", words),
            "allowed": bool(settings.EMBED_ORIGINS),
            "breadcrumbs": [("使用帮助", reverse("help")), ("嵌入到本单位网站", "")],
        },
    )
