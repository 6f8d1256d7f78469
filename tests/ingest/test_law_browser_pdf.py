"""Law: a list that a browser printed as PDF parses back to itself, whatever its look."""

import pytest
from hypothesis import Phase, given, settings

from tests.documents import web
from tests.documents.laws import assert_comes_back, clauses_that_come_back
from tests.documents.lists import MadeList, lists, make
from tests.documents.looks import ONLY_WORD, Look, looks

# Where a line breaks early before a word that does not break, a paragraph may seem to end.
NEARLY_ALL = 0.98


@pytest.fixture(scope="module")
def printer():
    """One Chromium for the whole module."""
    with web.browser() as browser:
        yield browser


# A failure is told as it was drawn: making it smaller would print hundreds of documents.
@given(lists(most=8), looks(ONLY_WORD))
@settings(max_examples=16, deadline=None, derandomize=True, phases=(Phase.generate,))
def test_a_list_printed_by_a_browser_parses_back_to_itself(
    tmp_path_factory, printer, made: MadeList, look: Look
):
    path = tmp_path_factory.mktemp("browser") / "list.pdf"
    assert_comes_back(made, web.write_web(made, look, path, printer), clauses=False)


def test_nearly_all_clauses_come_back_from_the_width_of_lines(tmp_path, printer):
    counts = []
    for seed in range(4):
        made, path = make(seed, (1, 30, 15)), tmp_path / f"{seed}.pdf"
        web.write_web(made, Look(landscape=seed % 2 == 0), path, printer)
        counts.append(clauses_that_come_back(made, path))
    right, compared = (sum(column) for column in zip(*counts, strict=True))
    assert compared > 150
    assert right / compared >= NEARLY_ALL


def test_cells_that_outlast_a_page_come_back_whole(tmp_path, printer):
    made = make(7, (2, 3, 2), longest=60)
    assert max(len("".join(cell)) for item in made.items for cell in item.cells) > 1000
    look = Look(landscape=False, categories="rowspan", align="middle")
    assert_comes_back(
        made, web.write_web(made, look, tmp_path / "list.pdf", printer), clauses=False
    )
