"""The duties of a row as clauses under their owners, and a department's part in a row."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Prefetch,
    QuerySet,
    TextChoices,
    Value,
    When,
)

from lists.departments import Locality, split_place
from lists.models import Clause, Department, Involvement, Item
from lists.models.items import Kind


@dataclass
class Group:
    """Clauses that follow each other under one heading and have the same owners."""

    heading: str
    owners: list[Department]
    assumed: bool
    clauses: list[Clause] = field(default_factory=list)


def with_clauses(items: QuerySet[Item]) -> QuerySet[Item]:
    """Load with the rows their clauses and owners."""
    clauses = Clause.objects.prefetch_related("departments").order_by("position")
    return items.prefetch_related(Prefetch("clauses", queryset=clauses))


def grouped(clauses: Iterable[Clause]) -> list[Group]:
    """Group the clauses of a cell by heading and owners, in source order."""
    groups: list[Group] = []
    for clause in clauses:
        owners = list(clause.departments.all())
        last = groups[-1] if groups else None
        if (
            last is None
            or last.heading != clause.heading
            or last.assumed != clause.assumed
            or {o.pk for o in last.owners} != {o.pk for o in owners}
        ):
            last = Group(clause.heading, owners, clause.assumed)
            groups.append(last)
        last.clauses.append(clause)
    return groups


def side(item: Item, name: str) -> list[Group]:
    """The groups of one cell of a row loaded by `with_clauses`: lead, township or method."""
    return grouped(clause for clause in item.clauses.all() if clause.side == name)


class Role(TextChoices):
    """A department's role in a cooperation row."""

    SOLE = "sole", "独自负责"
    JOINT = "joint", "与其他部门共同负责"
    MENTIONED = "mentioned", "仅文中提到"


def with_role(items: QuerySet[Item], body: Department) -> QuerySet[Item]:
    """Mark the cooperation rows of the body's county with its `role`; rows without it go.

    A row is the body's alone when nobody else has a part in it. A row of which only the text
    names the body (协助 or 报 someone) is told apart: it is read, but not a duty.
    """
    plain = split_place(body.name, Locality.of(body.county.name, body.county.prefecture))[1]
    parts = Involvement.objects.filter(item=OuterRef("pk"))
    has_part = Exists(parts.filter(department=body))
    role = Case(
        When(has_part & ~Exists(parts.exclude(department=body)), then=Value(Role.SOLE)),
        When(has_part, then=Value(Role.JOINT)),
        When(
            Exists(Clause.objects.filter(item=OuterRef("pk"), text__contains=plain)),
            then=Value(Role.MENTIONED),
        ),
        output_field=CharField(),
    )
    rows = items.filter(county=body.county_id, kind=Kind.COOPERATION)
    return rows.annotate(role=role).filter(role__isnull=False)


def own_clauses(item: Item, department_ids: set[int]) -> tuple[list[Group], list[Group]]:
    """The clauses above the township that are the bodies' own, and those of all others, grouped."""
    above = [clause for clause in item.clauses.all() if clause.side != Clause.Side.TOWNSHIP]
    own, others = [], []
    for clause in above:
        mine = department_ids & {owner.pk for owner in clause.departments.all()}
        (own if mine else others).append(clause)
    return grouped(own), grouped(others)
