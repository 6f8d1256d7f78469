"""The editions of a township in time: what was in force on a day, before it, and what changed."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import Http404
from django.urls import reverse

from lists import access
from lists.compare import Change, Comparison, Difference, Row, compare
from lists.models import Edition, Involvement, Item
from lists.models.items import Kind

LEAD, OURS, METHOD = "上级部门职责", "配合职责", "承接部门及工作方式"


def editions_of(user, township: str) -> list[Edition]:
    """The editions of a township a person may read, newest first, those not public before them."""
    readable = access.readable_editions(user).filter(township__slug=township)
    return sorted(readable, key=in_time, reverse=True)


def in_time(edition: Edition) -> tuple:
    """Where an edition stands in time, by the day it came into force; last if it never did."""
    if edition.effective_on is None:
        return True, edition.imported_at.date(), edition.imported_at, edition.pk
    return False, edition.effective_on, edition.published_at or edition.imported_at, edition.pk


def pick(editions: list[Edition], slug: str) -> Edition:
    """Of the editions of a township the one of this address; Http404 where there is none."""
    found = next((one for one in editions if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def standing(user, editions: list[Edition]) -> Edition | None:
    """The edition in force, or the draft that stands in for it for those who may read it."""
    if not editions:
        return None
    return in_force(editions) or access.edition_in_force(user, editions[0])


def in_force(editions: list[Edition]) -> Edition | None:
    """Of the editions of a township the one in force."""
    return next((one for one in editions if one.state == Edition.State.PUBLISHED), None)


def in_force_on(editions: list[Edition], day: datetime.date) -> Edition | None:
    """Of the editions of a township the public one that came into force last, up to a day."""
    public = (one for one in editions if one.is_public and one.effective_on <= day)
    return max(public, key=in_time, default=None)


def previous(editions: list[Edition], edition: Edition) -> Edition | None:
    """The public edition before this one; before one that is not public yet the one in force."""
    if edition.state in Edition.UNPUBLISHED:
        return in_force(editions)
    before = (one for one in editions if one.is_public and in_time(one) < in_time(edition))
    return max(before, key=in_time, default=None)


def compared(old: Edition, new: Edition) -> Comparison:
    """What changed from one edition to another."""
    rows = rows_of(old, new)
    return compare(rows[old.pk], rows[new.pk])


def rows_of(*editions: Edition) -> dict[int, list[Row]]:
    """The rows of some editions as they are compared, by the ids of the editions."""
    within = [edition.pk for edition in editions]
    parts = Involvement.objects.filter(item=OuterRef("pk"), in_column=True).order_by("position")
    bodies = ArraySubquery(parts.values("department__name"))
    fields = ("edition_id", "kind", "number", "category__name", "name", "bodies")
    cells = (
        "cooperationitem__lead_duty",
        "cooperationitem__township_duty",
        "revokeditem__method",
    )
    found: dict[int, list[Row]] = defaultdict(list)
    rows = Item.internal.filter(edition__in=within).order_by("edition_id", "kind", "number")
    values = rows.annotate(bodies=bodies).values_list(*fields, *cells)
    for edition, kind, number, category, name, named, *texts in values:
        titled = zip((LEAD, OURS, METHOD), texts, strict=True)
        duties = tuple((title, text) for title, text in titled if text is not None)
        found[edition].append(Row(kind, number, category, name, tuple(named), duties))
    return found


def address_of(edition: Edition, row: Row | None) -> str:
    """The address of a row of an edition; '' for no row."""
    if row is None:
        return ""
    return reverse("item", args=[edition.township.slug, edition.slug, row.kind, row.number])


def comparison_address(old: Edition, new: Edition) -> str:
    """The address of the page that compares two editions of a township."""
    page = reverse("compare", args=[old.township.slug])
    return f"{page}?from={old.slug}&to={new.slug}"


def move_in_words(one: Difference) -> str:
    """Between which lists a row moved: 由配合履职改为基本履职."""
    return f"由{Kind(one.old.kind).label}改为{Kind(one.new.kind).label}"


@dataclass(frozen=True)
class Fate:
    """What became of a row in the edition in force, or, looking `back`, what it was before."""

    one: Difference
    old: Edition
    new: Edition
    back: bool

    @property
    def other(self) -> Edition:
        """The edition the row is compared with."""
        return self.old if self.back else self.new

    @property
    def row(self) -> Row | None:
        """The row in the other edition."""
        return self.one.old if self.back else self.one.new

    @property
    def address(self) -> str:
        """The address of that row; '' where there is none."""
        return address_of(self.other, self.row)

    @property
    def akin(self) -> str:
        """The address of a row of the other edition that holds most of this one's name."""
        return address_of(self.other, self.one.akin)

    @property
    def comparison(self) -> str:
        """The address of the difference on the page that compares the two editions."""
        first = self.one.changes[0] if self.one.changes else ""
        return f"{comparison_address(self.old, self.new)}&change={first}#{anchor(self.one)}"

    @property
    def moved(self) -> str:
        """Between which lists the row moved; '' where it did not."""
        return move_in_words(self.one) if Change.MOVED in self.one.changes else ""

    @property
    def renumbered(self) -> bool:
        """Whether it has another number in the same list."""
        old, new = self.one.old, self.one.new
        return bool(old and new and old.kind == new.kind and old.number != new.number)


def anchor(one: Difference) -> str:
    """The id of a difference on the page that compares."""
    return f"{'old-' if one.new is None else ''}{one.row.kind}-{one.row.number}"


def fate(editions: list[Edition], shown: Edition, kind: str, number: int) -> Fate | None:
    """What became of a row of an old edition; what the row of a newer one was before.

    None where there is nothing to compare with, or, looking back, nothing changed.
    """
    back = shown.state != Edition.State.SUPERSEDED
    if shown.state == Edition.State.WITHDRAWN:
        return None
    other = previous(editions, shown) if back else in_force(editions)
    if other is None or other.pk == shown.pk:
        return None
    old, new = (other, shown) if back else (shown, other)
    one = compared(old, new).about(kind, number, old=not back)
    return None if back and not one.changes else Fate(one, old, new, back)
