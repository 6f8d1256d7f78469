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


def assert_comes_back(made: MadeList, path: Path) -> DutyList:
    """Fail unless a document gives back place, date and every item of the list, with no error."""
    with within(SECONDS):
        duty_list = understand(path)
    truth = understood(text_of(made))
    assert [str(finding) for finding in duty_list.blocked] == []
    outcome = compare(expected_of(made, clauses_by_number(truth.items)), duty_list.items)
    assert outcome.differences == []
    place = (duty_list.province, duty_list.prefecture, duty_list.county, duty_list.township)
    assert place == (made.province, made.prefecture, made.county, made.township)
    assert duty_list.date == truth.date
    canonical = {(item.kind, item.number): item.departments for item in truth.items}
    assert {(item.kind, item.number): item.departments for item in duty_list.items} == canonical
    return duty_list
