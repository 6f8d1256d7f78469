"""The rows of one duty: a few are read as they stand, of many what was counted at publication.

A duty that all townships of the country list has 40,000 rows: its page reads those of the few
counties that it shows.
"""

from dataclasses import dataclass

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery, Sum

from lists import access
from lists.counted_rows import ORDER as BY_PLACE
from lists.counted_rows import CountedRows
from lists.models import County, Duty, DutySystem, Item

# So many rows are counted and sorted in a request.
FEW = 1000
# So many systems are named, and so many wordings set side by side: those of the most townships.
MOST_SYSTEMS, MOST_WORDINGS = 10, 4
ORDER = ("county__name", "township__name", "kind", "number")


@dataclass(frozen=True)
class DutyRows:
    """What a person may read of a duty, in all places or in one county.

    `kinds` counts the rows of all places by list, `bodies` the townships by system, `wordings` are
    rows with the wordings that most rows carry, and how many do. Of very many rows those in force
    are listed alone, `paged` a few at a time: `unlisted` counts the drafts the person may read
    besides.
    """

    kinds: dict[str, int]
    every: QuerySet[Item]
    paged: QuerySet[Item] | CountedRows
    bodies: list[tuple[str, int]]
    wordings: list[tuple[int, int]]
    unlisted: int = 0

    @classmethod
    def of(cls, user, duty: Duty, county: County | None) -> "DutyRows":
        """Read or count the rows of a duty."""
        counted = CountedRows.of_duty(duty, county)
        kinds = counted.by_kind() if county is None else CountedRows.of_duty(duty).by_kind()
        if sum(kinds.values()) <= FEW:
            return cls.as_they_stand(user, duty, county)
        drafts = access.draft_items(user)
        return cls(
            {kind: rows for kind, rows in kinds.items() if rows},
            counted.within([county.pk]) if county else counted.rows.order_by(*BY_PLACE),
            counted,
            systems_of(duty, county),
            wordings_of(counted.within([county.pk])) if county else most_listed(duty),
            drafts.filter(wording__duty=duty).count() if drafts is not None else 0,
        )

    @classmethod
    def as_they_stand(cls, user, duty: Duty, county: County | None) -> "DutyRows":
        """Read the rows themselves, the person's drafts among them."""
        seen = access.items(user).filter(wording__duty=duty)
        rows = seen.filter(county=county) if county else seen
        kinds = seen.order_by().values_list("kind").annotate(Count("pk"))
        counted = rows.order_by().values_list("departments__system__name")
        bodies = counted.annotate(Count("township", distinct=True)).order_by("-township__count")
        named = [(name, count) for name, count in bodies if name][:MOST_SYSTEMS]
        ordered = rows.order_by(*ORDER)
        return cls(dict(kinds), ordered, ordered, named, wordings_of(rows))


def wordings_of(rows: QuerySet[Item]) -> list[tuple[int, int]]:
    """The wordings that most of some rows carry: one row of each, and how many carry it."""
    counted = rows.order_by().values("wording").annotate(rows=Count("pk"), first=Min("pk"))
    most = counted.order_by("-rows", "wording")[:MOST_WORDINGS]
    return [(one["first"], one["rows"]) for one in most]


def most_listed(duty: Duty) -> list[tuple[int, int]]:
    """The same over the country, from what was counted."""
    rows = Item.published.filter(wording=OuterRef("pk"))
    first = rows.order_by("county_id", "township_id", "kind", "number").values("pk")[:1]
    most = duty.wordings.filter(published__gt=0).order_by("-published", "pk")
    found = most.annotate(first=Subquery(first)).values_list("first", "published")[:MOST_WORDINGS]
    return [(pk, rows) for pk, rows in found if pk]


def systems_of(duty: Duty, county: County | None) -> list[tuple[str, int]]:
    """Which systems have a part in rows of a duty, in how many townships, the most first."""
    counted = DutySystem.objects.filter(duty=duty)
    counted = counted.filter(county=county) if county else counted
    by_name = counted.order_by().values_list("system__name").annotate(Sum("townships"))
    return list(by_name.order_by("-townships__sum", "system__name")[:MOST_SYSTEMS])
