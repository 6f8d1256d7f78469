"""Lists of several townships side by side: what only one has, and what they list differently."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import Coalesce

from lists.models import Edition, Involvement, Item
from lists.models.items import Kind


@dataclass(frozen=True)
class Listed:
    """A row as it is compared; `same` is shared by rows of one duty, `leads` are systems."""

    pk: int
    edition: int
    kind: str
    number: int
    name: str
    category: str
    same: tuple[str, int]
    leads: frozenset[str]


class Part(StrEnum):
    """What can be said of a duty in several lists."""

    DIFFERS = "differs"  # in another list, or led by another system
    SOME = "some"  # in some of them, not in all, and as the same
    ALL = "all"  # in all as the same


@dataclass(frozen=True)
class Line:
    """A duty with its rows in each of the lists compared, in their order."""

    rows: tuple[tuple[Listed, ...], ...]

    @property
    def first(self) -> Listed:
        """The row that names the duty."""
        return next(rows[0] for rows in self.rows if rows)

    @property
    def having(self) -> list[int]:
        """At which places of the lists compared the duty stands."""
        return [at for at, rows in enumerate(self.rows) if rows]

    @property
    def other_list(self) -> bool:
        """Whether it stands in different lists."""
        return len({frozenset(row.kind for row in rows) for rows in self.rows if rows}) > 1

    @property
    def other_lead(self) -> bool:
        """Whether rows of one list are led, or taken over, by different systems."""
        for kind in (Kind.COOPERATION, Kind.REVOKED):
            leads = [self.leads(rows, kind) for rows in self.rows]
            if len({found for found in leads if found}) > 1:
                return True
        return False

    @staticmethod
    def leads(rows: Iterable[Listed], kind: str) -> frozenset[str]:
        """The systems of the rows of one list together."""
        return frozenset().union(*(row.leads for row in rows if row.kind == kind))

    @property
    def part(self) -> str:
        """What the line is shown under: a Part, or only-0, only-1 … for what one alone has."""
        if len(self.having) == 1:
            return f"only-{self.having[0]}"
        if self.other_list or self.other_lead:
            return Part.DIFFERS
        return Part.ALL if len(self.having) == len(self.rows) else Part.SOME


def lines_of(editions: Sequence[Edition]) -> list[Line]:
    """The duties of some editions, each with its rows in all of them, as the first lists them.

    Rows without a duty are the same where their wording is.
    """
    at = {edition.pk: place for place, edition in enumerate(editions)}
    found: dict[tuple[str, int], list[list[Listed]]] = defaultdict(lambda: [[] for _ in editions])
    for row in rows_of(editions):
        found[row.same][at[row.edition]].append(row)
    lines = [Line(tuple(tuple(rows) for rows in of)) for of in found.values()]
    kinds = list(Kind.values)
    return sorted(
        lines,
        key=lambda line: (line.having[0], kinds.index(line.first.kind), line.first.number),
    )


def rows_of(editions: Sequence[Edition]) -> list[Listed]:
    """The rows of some editions as they are compared."""
    parts = Involvement.objects.filter(item=OuterRef("pk"), in_column=True).order_by("position")
    # Of two counties the bodies differ, their systems do not.
    leads = ArraySubquery(parts.values(named=Coalesce("department__system__name", "as_printed")))
    rows = Item.internal.filter(edition__in=editions).annotate(
        leads=leads, duty=F("wording__duty"), category_name=F("category__name")
    )
    fields = ("pk", "edition_id", "kind", "number", "name", "category_name", "wording_id")
    found = []
    for *cells, wording, duty, lead in rows.order_by("kind", "number").values_list(
        *fields, "duty", "leads"
    ):
        same = ("duty", duty) if duty else ("wording", wording) if wording else ("row", cells[0])
        found.append(Listed(*cells, same, frozenset(lead)))
    return found
