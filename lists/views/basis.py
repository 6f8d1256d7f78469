"""Sheets to print: the basis on which a matter is passed on or sent back (转办、退单依据)."""

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from lists import access
from lists.models import Edition
from lists.models.items import Kind
from lists.quotes import quoted
from lists.views.answers import answer_to, edition_of, is_cut, typed_task
from lists.views.params import param


def basis(
    request: HttpRequest, township: str, edition: str, kind: str, number: int
) -> HttpResponse:
    """The sheet that quotes one row for the matter ?q=; nothing of that is kept."""
    if kind not in Kind.values:
        raise Http404
    shown = get_object_or_404(
        access.readable_editions(request.user), township__slug=township, slug=edition
    )
    found = quoted(shown.items.filter(kind=kind, number=number), shown)
    if not found:
        raise Http404
    (quote,) = found.values()
    current = access.edition_in_force(request.user, shown)
    context = {
        "quote": quote,
        "in_force": current,
        "breadcrumbs": trail(shown, f"第{number}项", quote.item.get_absolute_url()),
        **sheet(request, shown, quote.item.get_absolute_url()),
    }
    return render(request, "basis.html", context)


def off_list(request: HttpRequest) -> HttpResponse:
    """The sheet that says no row of ?township= covers the matter ?q=.

    For a matter that a row does cover, or without a township or a matter, it says so instead.
    """
    edition, task = edition_of(request, param(request, "township")), typed_task(request)
    if not edition or not task:
        return render(request, "off_list.html", {"breadcrumbs": [("清单外事项说明", "")]})
    answer = answer_to(request.user, edition, task)
    context = {
        "answer": answer,
        "possible": not answer.unreadable and not answer.best,
        "breadcrumbs": trail(edition),
        **sheet(request, edition, edition.get_absolute_url()),
    }
    return render(request, "off_list.html", context)


def sheet(request: HttpRequest, edition: Edition, address: str) -> dict:
    """What every sheet carries: the matter, the edition, a full address and its QR code."""
    permalink = request.build_absolute_uri(address)
    return {
        "task": typed_task(request),
        "cut": is_cut(request),
        "edition": edition,
        "township": edition.township,
        "permalink": permalink,
        "code": qr_code(permalink),
        "printed_on": timezone.localdate(),
    }


def qr_code(text: str) -> SafeString:
    """A QR code as SVG, dark on white whatever the colours of the page."""
    code = segno.make_qr(text, error="m")
    drawn = code.svg_inline(dark="#000", light="#fff", omitsize=True, svgclass="qr")
    return mark_safe(drawn)  # modules only: the text itself is not in it


def trail(edition: Edition, row: str = "", address: str = "") -> list[tuple[str, str]]:
    """The breadcrumbs of a sheet."""
    place = edition.township
    above = [(place.name, edition.get_absolute_url()), *([(row, address)] if row else [])]
    return [*above, ("依据", "") if row else ("清单外事项说明", "")]
