"""Every check of a parsed list, in order; each yields findings with code, place and remedy."""

from collections import Counter

from ingest.checks import document, rows
from ingest.shapes import DutyList, Finding

CHECKS = (
    document.place_is_known,
    document.place_fits,
    document.date_is_printed,
    document.markings_agree,
    document.lists_are_complete,
    document.declared_numbers_agree,
    rows.categories_are_known,
    rows.departments_are_named,
    rows.names_fit,
    rows.cells_fit,
    rows.duty_cells_are_filled,
    rows.names_are_not_repeated,
    rows.owners_are_said,
    rows.owners_stand_in_the_column,
    rows.text_slips,
)


def check(duty_list: DutyList) -> None:
    """Run all checks and append what they find."""
    for run in CHECKS:
        duty_list.findings.extend(run(duty_list))


def summary(findings: list[Finding]) -> Counter:
    """How many findings there are of each severity."""
    return Counter(finding.severity for finding in findings)
