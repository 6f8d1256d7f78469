"""What changed from edition to edition, newest first, for those who subscribe; public data only."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from lists import access, history
from lists.compare import Difference
from lists.models import Edition, Involvement, Item, Township
from lists.search.candidates import any_group
from lists.search.expand import expansion
from lists.search.find import named_place
from lists.search.query import understand
from lists.search.scope import Scope

# A feed is for everyone, whoever asks for it: a reader keeps what it got.
ANYONE = AnonymousUser()
# A feed holds so many entries.
MOST_ENTRIES = 100
# Of many townships the newest editions are looked at; comparing two of them takes 0.1 s.
MOST_EDITIONS, MOST_COMPARED = 200, 16


@dataclass(frozen=True)
class Step:
    """A public edition, and the public one before it; `old` is None for the first of a township."""

    new: Edition
    old: Edition | None

    @property
    def updated(self) -> datetime.datetime:
        """Since when both could be read, and so the change."""
        days = [edition.published_at for edition in (self.new, self.old) if edition]
        return max(days)

    @property
    def editions(self) -> list[Edition]:
        """The editions of the step that there are."""
        return [edition for edition in (self.new, self.old) if edition]


@dataclass(frozen=True)
class Entry:
    """One thing to tell: a row that changed (`one`), an edition with none before it and some of
    its rows, or how many further changes a step has that the feed has no room for (`rest`).
    """

    step: Step
    one: Difference | None = None
    rows: list["Match"] = field(default_factory=list)
    rest: int = 0


@dataclass(frozen=True)
class Match:
    """A row that a feed is about: where it stands, and all by which a change is noticed."""

    edition: int
    kind: str
    number: int
    name: str
    rest: tuple


def steps(editions: QuerySet[Edition], most: int = MOST_EDITIONS) -> list[Step]:
    """The newest of some public editions, each with the one before it, newest first.

    Townships without an edition in force are left out: their pages are not there either.
    """
    newest = editions.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    townships = list(newest.order_by().values_list("township", flat=True).distinct()[:2])
    if len(townships) > 1:
        newest_ids = list(newest.values_list("pk", "township")[:most])
        wanted, townships = {pk for pk, _ in newest_ids}, {place for _, place in newest_ids}
    else:
        wanted = None
    by_township: dict[int, list[Edition]] = defaultdict(list)
    public = access.readable_editions(ANYONE).filter(township__in=townships)
    for edition in public.defer("findings", "declared"):
        by_township[edition.township_id].append(edition)
    found = [
        Step(edition, history.previous(own, edition))
        for own in by_township.values()
        if history.in_force(own)
        for edition in own
        if wanted is None or edition.pk in wanted
    ]
    return sorted(found, key=lambda step: (step.updated, step.new.pk), reverse=True)


def of_township(township: Township) -> list[Entry]:
    """What changed in the lists of a township."""
    public = access.readable_editions(ANYONE).filter(township=township)
    return entries(steps(public), Q())


def of_department(department) -> list[Entry]:
    """What changed in the rows a department has a part in."""
    public = access.readable_editions(ANYONE).filter(township__county=department.county_id)
    return entries(steps(public), Q(involvements__department=department))


def of_search(scope: Scope, typed: str) -> list[Entry]:
    """What changed in rows with every word of a query, or with an official term for it."""
    place = named_place(ANYONE, scope, typed)
    scope = Scope.of(place) if place else scope
    query = understand(typed, (place.name, place.county.name) if place else ())
    if query.is_empty or scope.unknown:
        return []
    more = expansion(query, scope.county.pk if scope.county else None, False)
    groups = [query.words or tuple(query.weights), *(term.words for term in more.terms)]
    public = access.readable_editions(ANYONE)
    if scope.township:
        public = public.filter(township=scope.township)
    elif scope.county:
        public = public.filter(township__county=scope.county)
    return entries(steps(public), Q(any_group(groups)))


def entries(found: list[Step], about: Q) -> list[Entry]:
    """The entries of some steps, newest first, for the rows that are asked about."""
    matches = matching(found, about)
    changed = [step for step in found if step.old and differs(step, matches)][:MOST_COMPARED]
    rows = history.rows_of(*{e.pk: e for step in changed for e in step.editions}.values())
    told: list[Entry] = []
    for step in found:
        if step.old is None and matches[step.new.pk]:
            told.append(Entry(step, rows=matches[step.new.pk]))
        elif step in changed:
            told += changes(step, rows, places(step, matches))
        if len(told) > MOST_ENTRIES:
            rest = len(told) - MOST_ENTRIES + 1
            return [*told[: MOST_ENTRIES - 1], Entry(step, rest=rest)]
    return told


def matching(found: list[Step], about: Q) -> dict[int, list[Match]]:
    """The rows that are asked about, by the ids of their editions."""
    within = {edition.pk for step in found for edition in step.editions}
    parts = Involvement.objects.filter(item=OuterRef("pk"), in_column=True).order_by("position")
    bodies = ArraySubquery(parts.values("department_id"))
    rows = Item.internal.filter(about, edition__in=within).annotate(bodies=bodies)
    by_edition: dict[int, list[Match]] = defaultdict(list)
    fields = ("edition_id", "kind", "number", "name", "category_id", "wording_id", "bodies")
    for edition, kind, number, name, *rest in rows.order_by("kind", "number").values_list(*fields):
        match = Match(edition, kind, number, name, (rest[0], rest[1], tuple(rest[2])))
        by_edition[edition].append(match)
    return by_edition


def differs(step: Step, matches: dict[int, list[Match]]) -> bool:
    """Whether the rows asked about are others than before, apart from their numbers."""
    new, old = (
        sorted((match.kind, match.name, match.rest) for match in matches[edition.pk])
        for edition in (step.new, step.old)
    )
    return new != old


def places(step: Step, matches: dict[int, list[Match]]) -> set[tuple[int, str, int]]:
    """Where the rows asked about stand: edition, list, number."""
    rows = chain.from_iterable(matches[edition.pk] for edition in step.editions)
    return {(row.edition, row.kind, row.number) for row in rows}


def changes(step: Step, rows: dict, asked: set[tuple[int, str, int]]) -> Iterator[Entry]:
    """The changes from one edition to the next, what matters most first."""
    for one in history.compare(rows[step.old.pk], rows[step.new.pk]).told:
        sides = ((step.old, one.old), (step.new, one.new))
        if any(row and (edition.pk, row.kind, row.number) in asked for edition, row in sides):
            yield Entry(step, one)
