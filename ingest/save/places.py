"""Finds or makes the county and the township of a list."""

from ingest.shapes import DutyList
from lists.departments import short_place
from lists.models import County, Township

TOWNSHIP_KINDS = {label: value for value, label in Township.Kind.choices}


def save_place(duty_list: DutyList) -> Township:
    """Find or make the county and the township of a list."""
    county = known_county(duty_list) or County.internal.create(
        province=duty_list.province,
        prefecture=duty_list.prefecture or "",
        name=duty_list.county,
    )
    return township_in(county, duty_list)


def township_in(county: County, duty_list: DutyList) -> Township:
    """Find or make the township of a list in its county."""
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
