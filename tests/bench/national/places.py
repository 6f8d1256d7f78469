"""The places of the made-up country: counties, their bodies, townships with an edition in force."""

import datetime
import hashlib
from random import Random

from lists.models import Edition, Township
from tests.bench.national.copying import copy, next_of
from tests.bench.national.shares import Country
from tests.bench.national.writing import FIRST, SECOND

# The first lists came out on this day, the others in the days after it.
FIRST_DAY, DAYS = datetime.date(2025, 7, 1), 300
IN_PREFECTURE = 8  # counties


def local_name(random: Random) -> str:
    """A name a place may have."""
    return random.choice(FIRST) + random.choice(SECOND)


def save_counties(country: Country, random: Random) -> list[tuple[int, str]]:
    """Save the counties, some to a prefecture; gives (id, name) of each."""
    first, found, places = next_of("county"), [], {}
    for number, county in enumerate(country.counties):
        of_province = places.setdefault(county.province, [])
        prefecture = f"第{county.province + 1}省第{len(of_province) // IN_PREFECTURE + 1}市"
        name = f"{local_name(random)}县"
        while (prefecture, name) in of_province:
            name = f"{local_name(random)}县"
        of_province.append((prefecture, name))
        found.append((first + number, f"第{county.province + 1}省", prefecture, name))
    copy(
        "lists_county",
        "id, province, prefecture, name, slug",
        ((*place, f"county-{place[0]}") for place in found),
    )
    return [(pk, name) for pk, _, _, name in found]


def save_departments(bodies: list, counties: list[tuple[int, str]]) -> None:
    """Give every county all bodies of the samples, by its own name."""
    first, made = next_of("department"), []
    for county, place in counties:
        for body, (name, system) in enumerate(bodies):
            pk = first + len(made)
            made.append((pk, county, f"{place}{name}", system, "{}", f"department-{pk}", body))
    columns = "id, county_id, name, system_id, aliases, slug, in_force"
    copy("lists_department", columns, ((*row[:-1], 0) for row in made))
    known = ((row[1], row[-1], row[0]) for row in made)
    copy("made_department", "county, body, department", known)


def save_townships(country: Country, counties: list, random: Random) -> list[tuple]:
    """Save townships, each with an edition in force; gives (edition, county, township) of each."""
    township, edition = next_of("township"), next_of("edition")
    places, found = [], []
    for (county, _), lists in zip(counties, country.counties, strict=True):
        for number in range(len(lists.townships)):
            name = f"{local_name(random)}{number}镇"
            places.append((township, county, name, Township.Kind.TOWN, f"township-{township}"))
            found.append((edition, county, township))
            township, edition = township + 1, edition + 1
    copy("lists_township", "id, county_id, name, kind, slug", places)
    state = Edition.State.PUBLISHED
    copy(
        "lists_edition",
        "id, township_id, slug, document_date, state, markings, restricted, declared, source_name,"
        " source_sha256, content_sha256, decision_number, effective_on, effective_basis, findings,"
        " reason, imported_at, published_at, counted",
        (
            (
                pk,
                at,
                "2025-07",
                "2025-07",
                state,
                "{}",
                False,
                "{}",
                "bench",
                fingerprint(pk),
                "",
                "",
                FIRST_DAY,
                Edition.DateBasis.DOCUMENT,
                "[]",
                Edition.Reason.FIRST,
                came_out(pk),
                came_out(pk),
                True,
            )
            for pk, _, at in found
        ),  # fmt: skip
    )
    return found


def came_out(number: int) -> datetime.date:
    """The day on which an edition was published."""
    return FIRST_DAY + datetime.timedelta(days=number * 7 % DAYS)


def fingerprint(number: int) -> str:
    """What stands for the checksum of a document that never was."""
    return hashlib.sha256(str(number).encode()).hexdigest()
