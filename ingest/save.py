"""Saves a parsed list as a draft edition: one transaction, or nothing."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.text import slugify

from ingest.checks.reviewed import categories
from ingest.contract import declared
from ingest.shapes import DutyList, ParsedItem
from lists.departments import short_place
from lists.models import (
    Category,
    CooperationItem,
    County,
    Department,
    Edition,
    Involvement,
    Item,
    RevokedItem,
    Township,
)
from lists.models.editions import RESTRICTING_MARKS
from lists.search.index import search_vector

TOWNSHIP_KINDS = {label: value for value, label in Township.Kind.choices}


@dataclass(frozen=True)
class Saved:
    """What saving came to: the edition, and whether it is new or was taken before."""

    edition: Edition
    created: bool


def save(duty_list: DutyList, imported_by=None) -> Saved:
    """Save a list without blocking findings as a draft; the same file again changes nothing."""
    with transaction.atomic():
        township = save_place(duty_list)
        # Locked, so that the same file taken twice at one moment makes one edition.
        Township.internal.select_for_update().get(pk=township.pk)
        if known := township.editions.filter(source_sha256=duty_list.sha256).first():
            return Saved(known, created=False)
        edition = save_edition(duty_list, township, imported_by)
        save_items(duty_list, edition)
    return Saved(edition, created=True)


def save_place(duty_list: DutyList) -> Township:
    """Find or make the county and the township of a list."""
    county = known_county(duty_list) or County.internal.create(
        province=duty_list.province,
        prefecture=duty_list.prefecture or "",
        name=duty_list.county,
    )
    township, _ = Township.internal.get_or_create(
        county=county,
        name=duty_list.township,
        defaults={"kind": TOWNSHIP_KINDS[duty_list.township_kind]},
    )
    return township


def known_county(duty_list: DutyList) -> County | None:
    """The county of a list where it is known already, however its prefecture is written.

    昌吉州 is 昌吉回族自治州; a document that leaves the prefecture out belongs to the
    one county of that name in the province.
    """
    named = County.internal.filter(province=duty_list.province, name=duty_list.county)
    printed = short_place(duty_list.prefecture or "")
    for county in named:
        if short_place(county.prefecture) == printed:
            return county
    return named[0] if not printed and len(named) == 1 else None


def save_edition(duty_list: DutyList, township: Township, imported_by) -> Edition:
    """Make the draft edition with all the document says of itself."""
    return Edition.internal.create(
        township=township,
        slug=edition_slug(township, duty_list.date),
        document_date=duty_list.date or "",
        markings=duty_list.markings,
        restricted=any(mark in RESTRICTING_MARKS for mark in duty_list.markings),
        declared=declared(duty_list),
        source_name=duty_list.source_name[-200:],
        source_sha256=duty_list.sha256,
        findings=[asdict(finding) for finding in duty_list.findings],
        imported_by=imported_by,
    )


def edition_slug(township: Township, date: str | None) -> str:
    """The edition's word in addresses: its date, numbered when the township has several such."""
    base = slugify(date or "undated")
    taken = set(township.editions.values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def save_items(duty_list: DutyList, edition: Edition) -> None:
    """Save the rows of all three lists and the departments they name."""
    county = edition.township.county
    category_ids = save_categories(duty_list)
    departments = save_departments(duty_list, county)
    involvements = []
    for parsed in duty_list.items:
        item = row(parsed, edition, category_ids[parsed.category])
        item.save(force_insert=True)
        involvements += involvements_of(item, parsed, departments)
    Involvement.objects.bulk_create(involvements)


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


def save_categories(duty_list: DutyList) -> dict[str, int]:
    """Find or make the categories; gives the id for every spelling in the list."""
    standard = categories()
    order = list(dict.fromkeys(standard.values()))
    ids = {}
    for spelling in {item.category for item in duty_list.items}:
        name = standard.get(spelling, spelling)
        position = order.index(name) if name in order else len(order)
        category, _ = Category.internal.get_or_create(name=name, defaults={"position": position})
        if spelling != name and spelling not in category.aliases:
            category.aliases = sorted([*category.aliases, spelling])
            category.save(update_fields=["aliases"])
        ids[spelling] = category.pk
    return ids


def save_departments(duty_list: DutyList, county: County) -> dict[str, Department]:
    """Find or make the departments of a list; a name without a body stays as printed."""
    spellings: dict[str, set[str]] = {}
    for item in duty_list.items:
        for printed, name in zip(item.departments_as_printed, item.departments, strict=True):
            spellings.setdefault(name or printed, set()).add(printed)
    departments = {d.name: d for d in Department.internal.filter(county=county)}
    for name, printed in spellings.items():
        department = departments.get(name) or Department(county=county, name=name)
        new_spellings = printed - {name} - set(department.aliases)
        if department.pk is None or new_spellings:
            department.aliases = sorted(new_spellings.union(department.aliases))
            department.save()
        departments[name] = department
    return departments


def involvements_of(
    item: Item, parsed: ParsedItem, departments: dict[str, Department]
) -> list[Involvement]:
    """The departments of a row in printed order, each body once."""
    found: dict[int, Involvement] = {}
    pairs = zip(parsed.departments_as_printed, parsed.departments, strict=True)
    for position, (printed, name) in enumerate(pairs, start=1):
        department = departments[name or printed]
        if department.pk not in found:
            found[department.pk] = Involvement(
                item=item, department=department, position=position, as_printed=printed
            )
    return list(found.values())
