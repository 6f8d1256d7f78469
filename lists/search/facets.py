"""Facets: for each filter, what each of its values would leave, counted in one query."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.db.models import CharField, Count, F, QuerySet, Value

from lists.models.items import Item, Kind
from lists.search.candidates import Candidates
from lists.search.scope import Scope
from lists.search.summed import Summed

# With more rows than this over all lists only the facets that the wordings carry are counted: of
# 50,000 rows the bodies of all counties take a second, and nobody chooses among thousands.
MOST_COUNTED = 5_000
# A facet longer than this is cut; its rest is reached by a narrower search.
MOST_CHOICES = 20
LABELS = {
    "kind": "清单",
    "category": "事项类别",
    "department": "上级部门",
    "township": "乡镇（街道）",
    "county": "县（市、区）",
}
# Where the value and the words of a facet are found from a row.
PATHS = {
    "kind": ("kind", "kind"),
    "category": ("category__slug", "category__name"),
    "department": ("departments__slug", "departments__name"),
    "township": ("township__slug", "township__name"),
    "county": ("county__slug", "county__name"),
}


@dataclass(frozen=True)
class Filters:
    """The filters an address sets besides the place; '' where it sets none."""

    kind: str = ""
    category: str = ""
    department: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "Filters":
        """Take the filters from an address; NUL, which PostgreSQL refuses, goes."""
        return cls(**{f.name: params.get(f.name, "").replace("\x00", "") for f in fields(cls)})

    def apply(self, items: QuerySet[Item], but: str = "") -> QuerySet[Item]:
        """Apply all filters, or all but the one named."""
        for field in fields(self):
            value = getattr(self, field.name)
            if value and field.name != but:
                items = items.filter(**{PATHS[field.name][0]: value})
        return items

    @property
    def active(self) -> bool:
        """Whether any filter is set."""
        return any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True)
class Choice:
    """One value of a facet, how many rows it leaves, and whether it is chosen now."""

    value: str
    label: str
    count: int
    chosen: bool
    facet: str

    @property
    def change(self) -> dict[str, str | None]:
        """What following the choice changes in the address: set it, or take it back."""
        return {self.facet: None if self.chosen else self.value, "page": None}


@dataclass(frozen=True)
class Facet:
    """A filter with its choices, most rows first; `more` counts those left out."""

    name: str
    label: str
    choices: list[Choice]
    more: int = 0

    @property
    def without(self) -> dict[str, None]:
        """What taking the filter off changes in the address."""
        return {self.name: None, "page": None}

    @property
    def chosen(self) -> Choice | None:
        """The choice that is set now."""
        return next((choice for choice in self.choices if choice.chosen), None)


def facets(
    chosen: Candidates, filters: Filters, scope: Scope, sums: Summed | None = None
) -> list[Facet]:
    """Count all facets of the rows found by words or official terms.

    Each facet leaves out its own filter. The place facet drills down: counties first, townships
    inside a county, none inside a township (over the nation it costs 100 ms and more).
    """
    names = ["kind", "category", "department"]
    if scope.township is None:
        names.append("township" if scope.county else "county")
    rows: dict[str, list[tuple[str, str, int]]] = {}
    if by_wordings(filters, scope):
        rows = counted_by_wordings(sums or Summed(chosen), filters)
        names = names if chosen.count <= MOST_COUNTED else list(rows)
    if left := [name for name in names if name not in rows]:
        rows |= {name: [] for name in left}
        counts = [counted(filters.apply(chosen.matching, but=name), name) for name in left]
        for name, value, label, count in counts[0].union(*counts[1:], all=True):
            rows[name].append((value, label, count))
    return [facet(name, rows[name], getattr(filters, name, "")) for name in names]


def by_wordings(filters: Filters, scope: Scope) -> bool:
    """Whether what is left can be summed over wordings: over all lists, of any department."""
    return scope.is_whole and not filters.department


def counted_by_wordings(sums: Summed, filters: Filters) -> dict[str, list[tuple[str, str, int]]]:
    """The facets of lists and categories over all lists, as (value, words, count) by facet."""
    return {
        "kind": [(kind, "", rows) for kind, rows in sums.by_kind(filters.category).items()],
        "category": [(*one, rows) for one, rows in sums.by_category(filters.kind).items()],
    }


def left_by(filters: Filters, chosen: Candidates, scope: Scope, sums: Summed | None = None) -> int:
    """How many of the rows found by words or official terms the filters leave."""
    if not filters.active:
        return chosen.count
    if by_wordings(filters, scope):
        return (sums or Summed(chosen)).total(filters.kind, filters.category)
    return filters.apply(chosen.matching).order_by().values("pk").distinct().count()


def counted(items: QuerySet[Item], name: str) -> QuerySet:
    """Rows of (facet, value, words, count) for one facet."""
    value, words = PATHS[name]
    return (
        items.order_by()
        .filter(**{f"{value}__isnull": False})
        .values_list(
            Value(name, output_field=CharField()),
            F(value),
            F(words),
        )
        .annotate(rows=Count("pk", distinct=True))
    )


def facet(name: str, rows: list[tuple[str, str, int]], chosen: str) -> Facet:
    """Sort the values of a facet, most rows first; lists keep their order and show 0, too."""
    if name == "kind":
        counts = {value: count for value, _, count in rows}
        choices = [
            Choice(k, label, counts.get(k, 0), k == chosen, name) for k, label in Kind.choices
        ]
        return Facet(name, LABELS[name], choices)
    ordered = sorted(rows, key=lambda row: (-row[2], row[1]))
    choices = [
        Choice(value, label, count, value == chosen, name) for value, label, count in ordered
    ]
    shown = [c for at, c in enumerate(choices) if at < MOST_CHOICES or c.chosen]
    return Facet(name, LABELS[name], shown, len(choices) - len(shown))
