"""What programs that index the portal read first: robots.txt and the sitemap in parts."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from lists.models import Category, County, Department, Duty, Edition, Item

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# A part holds the things of so many ids; the format allows 50,000 addresses a part.
RANGE = 20_000
PAGES = (
    "home",
    "overview",
    "conflicts",
    "elastic",
    "departments",
    "categories",
    "help",
    "embed-help",
)
# Nothing to index: pages for staff, answers to what somebody typed, forms.
DISALLOWED = (
    "/desk/",
    "/admin/",
    "/login/",
    "/logout/",
    "/display/",
    "/suggest",
    "/search/?",
    "/search/feed/",
    # Endless combinations of what stands elsewhere.
    "/compare/?",
    "/conflicts/?",
    "/*?*format=",
    "/check/?",
    "/check/off-list/",
    "/embed/",
    "/*/basis/",
    "/*/report/",
)

Entry = tuple[str, str]  # an address, and the day it last changed, '' where nobody knows


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs should leave alone, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED)]
    lines += ["", f"Sitemap: {base(request)}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap, by ranges of ids: nothing is counted over the country."""
    parts = [
        base(request) + reverse("sitemap-part", args=[name, at])
        for name, (things, _) in SECTIONS.items()
        for at in range(last_part(things()) + 1)
    ]
    pages = base(request) + reverse("sitemap-part", args=["pages", 0])
    return document("sitemapindex", "sitemap", ((part, "") for part in [pages, *parts]))


@require_safe
def sitemap_part(request: HttpRequest, name: str, part: int) -> HttpResponse:
    """One part: the public pages of the things whose ids lie in its range."""
    if name == "pages" and part == 0:
        found: Iterable[Entry] = ((reverse(page), "") for page in PAGES)
    elif name in SECTIONS:
        things, entries = SECTIONS[name]
        if part > last_part(things()):
            raise Http404
        found = entries(things().filter(pk__range=(part * RANGE, (part + 1) * RANGE - 1)))
    else:
        raise Http404
    start = base(request)
    return document("urlset", "url", ((start + path, day) for path, day in found))


def base(request: HttpRequest) -> str:
    """The address of the portal without a slash at its end."""
    return f"{request.scheme}://{request.get_host()}"


def last_part(things: QuerySet) -> int:
    """The number of the part that holds the newest thing; -1 where there is none."""
    newest = things.order_by("-pk").values_list("pk", flat=True).first()
    return -1 if newest is None else newest // RANGE


def document(root: str, element: str, entries: Iterable[Entry]) -> HttpResponse:
    """A document of the sitemap format."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    for address, day in entries:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<{element}><loc>{escape(address)}</loc>{changed}</{element}>")
    lines.append(f"</{root}>\n")
    return HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8")


def of_editions(editions: QuerySet[Edition]) -> Iterator[Entry]:
    """The pages of townships whose list is in force."""
    for slug, at in editions.order_by("pk").values_list("township__slug", "published_at"):
        yield reverse("township", args=[slug]), localdate(at).isoformat()


def of_items(items: QuerySet[Item]) -> Iterator[Entry]:
    """The permalinks of rows in force."""
    edition, place = "edition__{}".format, "edition__township__slug"
    fields = (place, edition("slug"), "kind", "number", edition("published_at"))
    for *address, at in items.order_by("pk").values_list(*fields):
        yield reverse("item", args=address), localdate(at).isoformat()


def of_duties(duties: QuerySet[Duty]) -> Iterator[Entry]:
    """The pages of duties in force."""
    for pk in duties.order_by("pk").values_list("pk", flat=True):
        yield reverse("duty", args=[pk]), ""


def of_named(page: str):
    """Gives the pages of things that have an address word of their own."""

    def entries(things: QuerySet) -> Iterator[Entry]:
        for slug in things.order_by("pk").values_list("slug", flat=True):
            yield reverse(page, args=[slug]), ""

    return entries


# What the sitemap names beside PAGES: in force, whoever asks.
SECTIONS = {
    "counties": (County.published.all, of_named("county")),
    "townships": (Edition.published.all, of_editions),
    "departments": (Department.published.all, of_named("department")),
    "categories": (Category.published.all, of_named("category")),
    "duties": (Duty.published.all, of_duties),
    "items": (Item.published.all, of_items),
}
