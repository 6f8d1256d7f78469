"""Is it ours? A task or a complaint, one township, one answer with the row that proves it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lists import access
from lists.models import County, Edition, Township
from lists.search.query import LONGEST_QUERY
from lists.search.upkeep import progress
from lists.views.answers import answer_to, edition_of, is_cut, typed_task
from lists.views.params import param

COOKIE = "township"  # the township somebody chose last
ONE_YEAR = 365 * 24 * 3600
# With more townships than this a county is chosen first.
MOST_LISTED = 400
EXAMPLES = ("文明养犬", "高龄津贴", "隔壁养鸡臭味很大，夏天苍蝇特别多")


def check(request: HttpRequest) -> HttpResponse:
    """Answer ?township=&q= with one verdict; without one of them give the form."""
    task = typed_task(request)
    # The button beside the counties only asks for their townships.
    listing = "list" in request.GET
    slug = "" if listing else param(request, "township")
    edition = edition_of(request, slug)
    answer = answer_to(request.user, edition, task) if edition and task else None
    chosen = edition.township if edition else usual_township(request)
    context = {
        "task": task,
        "cut": is_cut(request),
        "longest": LONGEST_QUERY,
        "edition": edition,
        "unknown": bool(slug and not edition),
        "missing_township": bool(task and not slug and not listing),
        "answer": answer,
        "examples": EXAMPLES,
        "embedded": progress() if answer else None,
        "breadcrumbs": trail(edition if answer else None),
        **choices(request, chosen),
    }
    response = render(request, "check.html", context)
    if edition:
        remember(response, edition.township)
    return response


def usual_township(request: HttpRequest) -> Township | None:
    """The township offered first: the account's own, else the one chosen last."""
    account = access.account_of(request.user)
    own = account.township if account else None
    if own:
        return own
    slug = request.COOKIES.get(COOKIE, "").replace("\x00", "")
    return access.townships(request.user).filter(slug=slug).first() if slug else None


def choices(request: HttpRequest, chosen: Township | None) -> dict:
    """The townships to choose from, by county; with too many of them, of one county only."""
    by_place = ("county__province", "county__prefecture", "county__name", "name")
    places = access.townships(request.user).order_by(*by_place)
    first = list(places[: MOST_LISTED + 1])
    if len(first) <= MOST_LISTED:
        return {"chosen": chosen, "groups": by_county(first), "counties": []}
    asked = access.counties(request.user).filter(slug=param(request, "county")).first()
    county = asked or (chosen.county if chosen else None)
    near = list(places.filter(county=county)) if county else []
    return {
        "chosen": chosen,
        "groups": by_county(near),
        "counties": list(access.counties(request.user)),
        "county": county,
    }


def by_county(places: list[Township]) -> list[tuple[County, list[Township]]]:
    """Group townships by their counties, in the order they come."""
    groups: dict[County, list[Township]] = {}
    for place in places:
        groups.setdefault(place.county, []).append(place)
    return list(groups.items())


def remember(response: HttpResponse, township: Township) -> None:
    """Offer the township first the next time."""
    response.set_cookie(
        COOKIE,
        township.slug,
        max_age=ONE_YEAR,
        samesite="Lax",
        secure=settings.HTTPS,
        httponly=True,
    )


def trail(edition: Edition | None) -> list[tuple[str, str]]:
    """The breadcrumbs of the form, or of an answer for a township."""
    if edition is None:
        return [("这件事归谁", "")]
    place = edition.township
    return [
        (place.county.name, place.county.get_absolute_url()),
        (place.name, place.get_absolute_url()),
        ("这件事归谁", ""),
    ]
