"""The lists that a comparison sets side by side: editions asked for, and those to choose from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from lists import access, history
from lists.models import County, Edition
from lists.views.params import param

MOST = 4
# With more townships than this a county is chosen first.
MOST_OFFERED = 500


@dataclass(frozen=True)
class Side:
    """One of the lists compared: its edition, and the other editions that could stand here.

    `word` asks for it in an address; `label` tells it from the other lists compared.
    """

    edition: Edition
    word: str
    label: str
    others: list[Edition]

    @property
    def address(self) -> str:
        """The page of the list."""
        in_force = self.edition.state == Edition.State.PUBLISHED
        return (self.edition.township if in_force else self.edition).get_absolute_url()


def sides_of(request: HttpRequest) -> tuple[list[Side], bool]:
    """The editions ?t= asks for, each once, and whether there were more than MOST of them.

    Http404 for one that is not there for this person.
    """
    words = [word.replace("\x00", "") for word in request.GET.getlist("t")]
    words = [word for word in dict.fromkeys(words) if word]
    slugs = {word.partition("@")[0] for word in words[: 2 * MOST]}
    readable = access.readable_editions(request.user).filter(township__slug__in=slugs)
    by_place = by_township(readable)
    found: dict[Edition, str] = {}
    for word in words[: 2 * MOST]:
        slug, _, named = word.partition("@")
        edition = edition_of(by_place.get(slug, []), named)
        if edition is None:
            raise Http404
        found.setdefault(edition, word)
    chosen = list(found.items())[:MOST]
    labels = labels_of(chosen)
    sides = [
        Side(
            edition,
            word,
            label,
            [one for one in by_place[edition.township.slug] if one.pk != edition.pk],
        )
        for (edition, word), label in zip(chosen, labels, strict=True)
    ]
    return sides, len(found) > MOST or len(words) > 2 * MOST


def by_township(editions: Iterable[Edition]) -> dict[str, list[Edition]]:
    """Editions by the slug of their township, newest first."""
    found: dict[str, list[Edition]] = {}
    for edition in sorted(editions, key=history.in_time, reverse=True):
        found.setdefault(edition.township.slug, []).append(edition)
    return found


def edition_of(editions: list[Edition], slug: str) -> Edition | None:
    """The edition of a slug; without one that in force, else the newest draft there is to see."""
    if slug:
        return next((one for one in editions if one.slug == slug), None)
    drafts = (one for one in editions if one.state in Edition.UNPUBLISHED)
    return history.in_force(editions) or next(drafts, None)


def labels_of(chosen: list[tuple[Edition, str]]) -> list[str]:
    """What the lists are called: with the county where two townships share a name, with the date
    where an edition was asked for or a township stands there twice.
    """
    places = {edition.township for edition, _ in chosen}
    names = Counter(place.name for place in places)
    times = Counter(edition.township for edition, _ in chosen)
    labels = []
    for edition, word in chosen:
        place = edition.township
        county = place.county.name if names[place.name] > 1 else ""
        dated = "@" in word or times[place] > 1
        labels.append(f"{county}{place.name}{f'（{edition.date_label}）' if dated else ''}")
    return labels


def address_of(words: list[str], **more: str) -> str:
    """The address of a comparison."""
    return f"{reverse('compare-places')}?{urlencode([('t', w) for w in words] + [*more.items()])}"


def word_of(edition: Edition) -> str:
    """What asks for an edition in an address, whichever is in force."""
    return f"{edition.township.slug}@{edition.slug}"


def changes(sides: list[Side], side: Side) -> tuple[str, list[tuple[Edition, str]]]:
    """The address without one side, and those with another of its editions in its place."""
    words = [one.word for one in sides]
    chosen = {one.edition.pk for one in sides}
    others = [
        (other, [word_of(other) if word == side.word else word for word in words])
        for other in side.others
        if other.pk not in chosen
    ]
    without = address_of([word for word in words if word != side.word])
    return without, [(other, address_of(with_other)) for other, with_other in others]


def offered(request: HttpRequest, sides: list[Side]) -> dict:
    """What the form offers to add: every list a person may read, or counties first."""
    seen = access.townships(request.user).order_by("county__name", "name")
    county = access.counties(request.user).filter(slug=param(request, "county")).first()
    by_county = seen.order_by()[: MOST_OFFERED + 1].count() > MOST_OFFERED
    counties: list[County] = list(access.counties(request.user)) if by_county else []
    if by_county:
        seen = seen.filter(county=county) if county else seen.none()
    readable = access.readable_editions(request.user).filter(township__in=seen.order_by())
    chosen = {side.edition.pk for side in sides}
    return {"counties": counties, "county": county, "offered": choices(readable, chosen)}


def choices(editions: Iterable[Edition], chosen: set[int]) -> list[tuple[str, str, str]]:
    """Lists to choose from, but for those chosen: county, word and name; by county and township.

    A township's first is the one in force (or the draft that stands in for it), the others tell
    their date.
    """
    found = []
    for slug, of in by_township(editions).items():
        first = edition_of(of, "")
        for edition in sorted(of, key=lambda one: one != first):
            place, word = edition.township, slug if edition == first else word_of(edition)
            state = "" if edition.is_public else f"，{edition.get_state_display()}"
            dated = "" if edition == first else f"（{edition.date_label}版{state}）"
            if edition.pk not in chosen:
                found.append((place.county.name, word, f"{place.name}{dated}", place.name))
    found.sort(key=lambda one: (one[0], one[3]))
    return [one[:3] for one in found]
