"""The rows of wide places, read county by county, as far as a page or a file needs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet

from lists.models import (
    Category,
    County,
    Duty,
    DutyCount,
    Involvement,
    Item,
    PlaceCount,
    System,
)
from lists.models.items import Kind

COUNTY = ("county__province", "county__prefecture", "county__name", "county_id")
# By the places of their editions, by which rows are reached: asked for the row's own county
# besides, the planner would walk through all counties in this order.
ORDER = (
    *(f"edition__township__{name}" for name in COUNTY),
    *("edition__township__name", "edition__township_id", "kind", "number"),
)
# For a file the rows of so many counties are asked for at once as have so many rows together.
TOGETHER = 5000


@dataclass(frozen=True)
class CountedRows:
    """The rows in force of some counties one after the other: a sequence a paginator cuts.

    How many each county has was counted at publication, so that only the counties of one page are
    read, however many there are. `counts` are (county, list, rows) in the order of the rows.
    """

    rows: QuerySet[Item]
    counts: list[tuple[int, str, int]]

    @classmethod
    def of(
        cls,
        counties: QuerySet[County],
        category: Category | None = None,
        system: System | None = None,
    ) -> "CountedRows":
        """The rows of counties; of a category or a system: of both together nothing is counted."""
        found = PlaceCount.objects.filter(county__in=counties, category=category, system=system)
        counts = found.order_by(*COUNTY).values_list("county_id", "kind", "rows")
        rows = Item.published.all()
        if category:
            rows = rows.filter(category=category)
        if system:
            parts = Involvement.objects.filter(department__system=system, item=OuterRef("pk"))
            rows = rows.filter(Exists(parts))
        return cls(rows, list(counts))

    @classmethod
    def of_duty(cls, duty: Duty, county: County | None = None) -> "CountedRows":
        """The rows of a duty in all places, or in one county."""
        found = DutyCount.objects.filter(duty=duty)
        found = found.filter(county=county) if county else found
        counts = found.order_by(*COUNTY).values_list("county_id", "kind", "rows")
        return cls(Item.published.filter(wording__duty=duty), list(counts))

    def by_kind(self) -> dict[str, int]:
        """How many rows stand in each of the three lists."""
        return {
            kind: sum(rows for _, of, rows in self.counts if of == kind) for kind in Kind.values
        }

    def only(self, kind: str) -> "CountedRows":
        """Those of one list."""
        counts = [count for count in self.counts if count[1] == kind]
        return CountedRows(self.rows.filter(kind=kind), counts)

    def by_county(self) -> list[tuple[int, int]]:
        """How many rows each county has, in the order of the rows."""
        return [
            (county, sum(rows for *_, rows in of))
            for county, of in groupby(self.counts, key=lambda count: count[0])
        ]

    def __len__(self) -> int:
        return sum(rows for *_, rows in self.counts)

    def __getitem__(self, part: slice) -> QuerySet[Item]:
        """The rows from part.start up to part.stop; both are given by who cuts pages."""
        counties: list[int] = []
        before = first = 0
        for county, rows in self.by_county():
            if before < part.stop and part.start < before + rows:
                first = first if counties else before
                counties.append(county)
            before += rows
        return self.within(counties)[part.start - first : part.stop - first]

    def in_parts(self) -> Iterator[QuerySet[Item]]:
        """All rows in parts, for who takes them away and may stop on the way."""
        counties: list[int] = []
        waiting = 0
        for county, rows in self.by_county():
            counties.append(county)
            waiting += rows
            if waiting >= TOGETHER:
                yield self.within(counties)
                counties, waiting = [], 0
        if counties:
            yield self.within(counties)

    def within(self, counties: list[int]) -> QuerySet[Item]:
        """The rows of some counties, reached by their editions, where an index of rows begins."""
        return self.rows.filter(edition__township__county__in=counties).order_by(*ORDER)
