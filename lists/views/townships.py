"""Two to four townships or editions compared: counts, what one alone has, what differs."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lists import access, history, side_by_side
from lists.models import Category, County, Edition
from lists.models.items import Kind
from lists.side_by_side import Line, Listed, Part
from lists.views.params import param

MOST = 4
PAGE_SIZE = 50
# With more townships than this a county is chosen first.
MOST_OFFERED = 500
LABELS = {Part.DIFFERS: "归类或部门不同", Part.SOME: "部分有、归类相同", Part.ALL: "都有、归类相同"}


@dataclass(frozen=True)
class Side:
    """One of the lists compared: its edition, and the other editions that could stand here."""

    edition: Edition
    word: str
    others: list[Edition]

    @property
    def label(self) -> str:
        """How it is called on the page; with its date where the edition was asked for."""
        name = self.edition.township.name
        return f"{name}（{self.edition.date_label}）" if "@" in self.word else name

    @property
    def address(self) -> str:
        """The page of the list."""
        in_force = self.edition.state == Edition.State.PUBLISHED
        return (self.edition.township if in_force else self.edition).get_absolute_url()


def townships(request: HttpRequest) -> HttpResponse:
    """Compare ?t=<township> with more of them; t=<township>@<edition> names an edition.

    ?show= opens one part: differs, some, all, only-0 … An edition the person may not read is
    not there. With fewer than two the page asks for more.
    """
    words = list(dict.fromkeys(word.replace("\x00", "") for word in request.GET.getlist("t")))
    sides = sides_of(request, [word for word in words if word][:MOST])
    context = {
        "sides": [(side, *changes(sides, side)) for side in sides],
        "too_many": len(words) > MOST,
        "full": len(sides) == MOST,
        "lacking": len(sides) < 2,
        **offered(request, sides),
        "breadcrumbs": [("乡镇（街道）比较", "")],
    }
    if len(sides) > 1:
        context |= comparison(request, sides)
    return render(request, "townships.html", context)


def sides_of(request: HttpRequest, words: list[str]) -> list[Side]:
    """The editions asked for; Http404 for one that is not there for this person."""
    slugs = [word.partition("@")[0] for word in words]
    readable = access.readable_editions(request.user).filter(township__slug__in=slugs)
    by_place: dict[str, list[Edition]] = {slug: [] for slug in slugs}
    for edition in sorted(readable, key=history.in_time, reverse=True):
        by_place[edition.township.slug].append(edition)
    found = []
    for word, slug in zip(words, slugs, strict=True):
        editions = by_place[slug]
        shown = edition_of(editions, word.partition("@")[2])
        if shown is None:
            raise Http404
        found.append(Side(shown, word, [one for one in editions if one.pk != shown.pk]))
    return found


def edition_of(editions: list[Edition], slug: str) -> Edition | None:
    """The edition of a slug; without one that in force, else the newest draft there is to see."""
    if slug:
        return next((one for one in editions if one.slug == slug), None)
    drafts = (one for one in editions if one.state in Edition.UNPUBLISHED)
    return history.in_force(editions) or next(drafts, None)


def address_of(words: list[str], **more: str) -> str:
    """The address of a comparison."""
    return f"{reverse('compare-places')}?{urlencode([('t', w) for w in words] + [*more.items()])}"


def changes(sides: list[Side], side: Side) -> tuple[str, list[tuple[Edition, str]]]:
    """The address without one side, and those with another of its editions in its place."""
    words = [one.word for one in sides]
    others = [
        (other, [f"{other.township.slug}@{other.slug}" if w == side.word else w for w in words])
        for other in side.others
    ]
    without = address_of([word for word in words if word != side.word])
    return without, [(other, address_of(with_other)) for other, with_other in others]


def offered(request: HttpRequest, sides: list[Side]) -> dict:
    """What the form offers to add: all townships, or counties first and then those of one."""
    seen = access.townships(request.user).order_by("county__name", "name")
    county = access.counties(request.user).filter(slug=param(request, "county")).first()
    by_county = seen.order_by()[: MOST_OFFERED + 1].count() > MOST_OFFERED
    counties: list[County] = list(access.counties(request.user)) if by_county else []
    if by_county:
        seen = seen.filter(county=county) if county else seen.none()
    chosen = {side.word for side in sides}
    return {
        "counties": counties,
        "county": county,
        "offered": [township for township in seen if township.slug not in chosen],
    }


def comparison(request: HttpRequest, sides: list[Side]) -> dict:
    """What the page says of the lists: counts by list and category, and one part of the lines."""
    lines = side_by_side.lines_of([side.edition for side in sides])
    counts = Counter(line.part for line in lines)
    words = [side.word for side in sides]
    alone = [f"only-{at}" for at in spans(sides)]
    some = [Part.SOME] if len(sides) > 2 else []
    parts = [
        (part, label_of(part, sides), counts[part], address_of(words, show=part))
        for part in (Part.DIFFERS, *alone, *some, Part.ALL)
    ]
    asked = param(request, "show")
    shown = asked if asked in {part for part, *_ in parts} else Part.DIFFERS
    page = Paginator([one for one in lines if one.part == shown], PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    return {
        "parts": parts,
        "show": shown,
        "label": label_of(shown, sides),
        "by_kind": by_kind(sides, lines),
        "by_category": by_category(sides, lines),
        "entries": [Entry(line, sides) for line in page],
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2),
    }


def label_of(part: str, sides: list[Side]) -> str:
    """What a part of the lines is called."""
    if part.startswith("only-"):
        return f"只有{sides[int(part.removeprefix('only-'))].label}有"
    return LABELS[Part(part)]


@dataclass(frozen=True)
class Entry:
    """A line as the page shows it."""

    line: Line
    sides: list[Side]

    @property
    def duty(self) -> str:
        """The page of the duty over all townships; '' where no list that stands today has it."""
        word, number = self.line.first.same
        states = {self.sides[at].edition.state for at in self.line.having}
        past = states <= {Edition.State.SUPERSEDED, Edition.State.WITHDRAWN}
        return "" if past or word != "duty" else reverse("duty", args=[number])

    @property
    def cells(self) -> list[list[tuple[Listed, str]]]:
        """The rows in each of the lists with their addresses."""
        return [
            [(row, item_address(side.edition, row)) for row in rows]
            for side, rows in zip(self.sides, self.line.rows, strict=True)
        ]


def item_address(edition: Edition, row: Listed) -> str:
    """The permalink of a row."""
    return reverse("item", args=[edition.township.slug, edition.slug, row.kind, row.number])


def by_kind(sides: list[Side], lines: list[Line]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The rows of each list, per side, with the address of the rows."""
    counts = [Counter(row.kind for line in lines for row in line.rows[at]) for at in spans(sides)]
    return [
        (
            label,
            [(counts[at][kind], f"{side.address}?kind={kind}") for at, side in enumerate(sides)],
        )
        for kind, label in Kind.choices
    ]


def by_category(sides: list[Side], lines: list[Line]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The rows of each category, per side, with the address of the list most of them stand in."""
    kinds: list[dict[str, Counter]] = [{} for _ in sides]
    for line in lines:
        for at in spans(sides):
            for row in line.rows[at]:
                kinds[at].setdefault(row.category, Counter())[row.kind] += 1
    found = []
    for category in Category.internal.filter(name__in={name for of in kinds for name in of}):
        cells = []
        for at, side in enumerate(sides):
            of = kinds[at].get(category.name, Counter())
            most = of.most_common(1)[0][0] if of else Kind.BASIC
            address = f"{side.address}?kind={most}&category={category.slug}"
            cells.append((of.total(), address))
        found.append((category.name, cells))
    return found


def spans(sides: list[Side]) -> range:
    """The places of the sides."""
    return range(len(sides))
