"""Saves the rows of a list, whom they name, and their clauses."""

from ingest.save.bodies import Departments, save_categories
from ingest.shapes import DutyList, ParsedItem
from lists.models import (
    Clause,
    CooperationItem,
    Department,
    Edition,
    Involvement,
    Item,
    RevokedItem,
)
from lists.search.index import search_vector
from lists.search.wordings import ensure_for_saved


def save_items(duty_list: DutyList, edition: Edition) -> None:
    """Save the rows of all three lists with departments, clauses and wordings."""
    category_ids = save_categories(duty_list)
    departments = Departments(duty_list, edition.township.county)
    involvements: list[Involvement] = []
    clauses: list[tuple[Clause, list[Department]]] = []
    for parsed in duty_list.items:
        item = row(parsed, edition, category_ids[parsed.category])
        item.save(force_insert=True)
        involvements += involvements_of(item, parsed, departments)
        clauses += clauses_of(item, parsed, departments)
    Involvement.objects.bulk_create(involvements)
    save_clauses(clauses)
    ensure_for_saved()


def row(parsed: ParsedItem, edition: Edition, category_id: int) -> Item:
    """Make the model of one row, of the class of its kind."""
    common = {
        "edition": edition,
        "county_id": edition.township.county_id,
        "township_id": edition.township_id,
        "kind": parsed.kind,
        "number": parsed.number,
        "category_id": category_id,
        "category_as_printed": parsed.category,
        "name": parsed.name,
        "printed": list(parsed.printed),
        "line": parsed.place.line,
        "page": parsed.place.page,
        "place": str(parsed.place)[:80],
        "regions": [[r.page, r.top, r.bottom] for r in parsed.regions],
        "search": search_vector(
            parsed.name,
            parsed.category,
            " ".join([*parsed.departments_as_printed, *filter(None, parsed.departments)]),
            parsed.township_duty or parsed.method_cell or "",
            parsed.lead_duty or "",
        ),
    }
    if parsed.kind == "cooperation":
        return CooperationItem(
            **common,
            departments_as_printed=parsed.departments_cell,
            lead_duty=parsed.lead_duty or "",
            township_duty=parsed.township_duty or "",
        )
    if parsed.kind == "revoked":
        return RevokedItem(
            **common, discontinued=parsed.discontinued, method=parsed.method_cell or ""
        )
    return Item(**common)


def involvements_of(item: Item, parsed: ParsedItem, departments: Departments) -> list[Involvement]:
    """The departments of a row in printed order, each body once.

    Behind those of the column stand bodies that only the text gives a duty.
    """
    found: dict[int, Involvement] = {}
    pairs = zip(parsed.departments_as_printed, parsed.departments, strict=True)
    for position, (printed, name) in enumerate(pairs, start=1):
        department = departments.get(printed, name)
        if department.pk not in found:
            found[department.pk] = Involvement(
                item=item, department=department, position=position, as_printed=printed
            )
    for clause in parsed.clauses:
        for name in clause.departments:
            department = departments.by_name[name]
            if department.pk not in found:
                found[department.pk] = Involvement(
                    item=item,
                    department=department,
                    position=len(found) + 1,
                    as_printed=(clause.block or name)[:200],
                    in_column=False,
                )
    return list(found.values())


def clauses_of(
    item: Item, parsed: ParsedItem, departments: Departments
) -> list[tuple[Clause, list[Department]]]:
    """The clauses of a row, each with its owners, in source order."""
    return [
        (
            Clause(
                item=item,
                side=clause.side,
                position=position,
                heading=clause.heading or "",
                block=clause.block or "",
                number=clause.number or "",
                text=clause.text,
                assumed=clause.assumed,
            ),
            [departments.by_name[name] for name in clause.departments],
        )
        for position, clause in enumerate(parsed.clauses, start=1)
    ]


def save_clauses(clauses: list[tuple[Clause, list[Department]]]) -> None:
    """Save clauses and their owners in two queries."""
    Clause.objects.bulk_create([clause for clause, _ in clauses])
    owner = Clause.departments.through
    owner.objects.bulk_create(
        owner(clause_id=clause.pk, department_id=department.pk)
        for clause, owners in clauses
        for department in owners
    )
