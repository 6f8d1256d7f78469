"""The hand-labelled rows: what was reached is kept."""

import pytest

from tests import gold

LEAST = {
    "boundaries": 0.98,
    "owners": 0.95,
    "headings": 0.95,
    "takers": 0.98,
    "discontinued": 1.0,
    "method": 0.98,
    "parts": 1.0,
    "canonical": 0.98,
    "system": 0.98,
}


@pytest.mark.parametrize("score", [gold.score_clauses, gold.score_revoked, gold.score_departments])
def test_labelled_rows_are_understood(score):
    for name, tally in score().items():
        assert tally.share >= LEAST[name], (name, tally.wrong)
