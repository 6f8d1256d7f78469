"""The law of the readers: whatever the look, a list that was written parses back to itself."""

from pathlib import Path

from ingest.shapes import DutyList
from tests.documents.compare import clauses_by_number, compare, expected_of
from tests.documents.inprocess import understand, within
from tests.documents.lists import MadeList
from tests.documents.text import text_of
from tests.ingest.documents import understood

# Far more than any of these small documents takes; it ends what would run for ever.
SECONDS = 60


def assert_comes_back(made: MadeList, path: Path, clauses: bool = True) -> DutyList:
    """Fail unless a document gives back place, date and every item of the list, with no error.

    Without `clauses` the texts of the cells must come back, but not where their paragraphs end.
    """
    with within(SECONDS):
        duty_list = understand(path)
    truth = understood(text_of(made))
    paragraphs = clauses_by_number(truth.items) if clauses else None
    errors = [f"{finding.where} {finding.message}" for finding in duty_list.blocked]
    assert not errors, "\n".join(errors)
    outcome = compare(expected_of(made, paragraphs), duty_list.items)
    assert not outcome.differences, "\n".join(outcome.differences)
    place = (duty_list.province, duty_list.prefecture, duty_list.county, duty_list.township)
    assert place == (made.province, made.prefecture, made.county, made.township), place
    assert duty_list.date == truth.date, duty_list.date
    canonical = {(item.kind, item.number): item.departments for item in truth.items}
    found = {(item.kind, item.number): item.departments for item in duty_list.items}
    assert found == canonical, found
    return duty_list


def clauses_that_come_back(made: MadeList, path: Path) -> tuple[int, int]:
    """Of how many items the clauses come back as they were, and how many have any to compare."""
    truth = clauses_by_number(understood(text_of(made)).items)
    outcome = compare(expected_of(made, truth), understand(path).items)
    return outcome.clauses_equal, outcome.clauses
