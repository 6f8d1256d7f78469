"""How a person wants pages shown: large text and high contrast, remembered in a cookie (适老化)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "display"
SIZES = {"normal": "标准字号", "large": "大字", "larger": "特大字"}
CONTRASTS = {"normal": "标准对比", "high": "高对比"}
LONGEST_ADDRESS = 4000  # a pasted novel in the address is not worth coming back to
ONE_YEAR = 365 * 24 * 3600


def chosen(request: HttpRequest) -> tuple[str, str]:
    """The size and contrast a person chose before; the standard ones for anything unknown."""
    size, _, contrast = request.COOKIES.get(COOKIE, "").partition("-")
    return size if size in SIZES else "normal", contrast if contrast in CONTRASTS else "normal"


def display_settings(request: HttpRequest) -> dict:
    """Template context: the choice in force, and the page to come back to after another."""
    size, contrast = chosen(request)
    here = request.get_full_path()
    here = here if len(here) <= LONGEST_ADDRESS else request.path
    return {"text_size": size, "contrast": contrast, "here": here}


@require_POST
def set_display(request: HttpRequest) -> HttpResponse:
    """Remember a choice and go back to the page it was made on."""
    size, contrast = chosen(request)
    wanted_size, wanted_contrast = request.POST.get("size"), request.POST.get("contrast")
    size = wanted_size if wanted_size in SIZES else size
    contrast = wanted_contrast if wanted_contrast in CONTRASTS else contrast
    response = redirect(came_from(request))
    response.set_cookie(
        COOKIE,
        f"{size}-{contrast}",
        max_age=ONE_YEAR,
        samesite="Lax",
        secure=settings.HTTPS,
        httponly=True,
    )
    return response


def came_from(request: HttpRequest) -> str:
    """The path of our own page the form stood on, else the home page."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and not urlsplit(back).netloc:
        return back
    return reverse("home")
