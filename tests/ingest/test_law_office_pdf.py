"""Law: a list that LibreOffice made a PDF of parses back to itself, whatever its look."""

from random import Random

import pytest

from tests.documents.laws import assert_comes_back, clauses_that_come_back
from tests.documents.lists import make
from tests.documents.looks import ONLY_WEB, Look, random_look
from tests.documents.office import write_office
from tests.documents.word import write_word

pytestmark = pytest.mark.documents

SEEDS = range(16)
# Where a line breaks early before a word that does not break, a paragraph may seem to end.
NEARLY_ALL = 0.98


def look_of(seed: int) -> Look:
    """The plain look, then random ones."""
    return Look() if seed == 0 else random_look(Random(f"{seed} office"), ONLY_WEB)


def made_of(seed: int):
    """A list of few long rows or of many short ones."""
    random = Random(f"{seed} counts")
    return make(
        seed, tuple(random.choice((1, 4, 12, 40)) for _ in range(3)), random.choice((3, 8, 40))
    )


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """The PDFs by seed; LibreOffice starts once for all."""
    folder = tmp_path_factory.mktemp("office")
    words = [write_word(made_of(n), look_of(n), folder / f"{n}.docx") for n in SEEDS]
    return write_office(words, folder, folder / "profile")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed} {look_of(seed)}")
def test_a_list_made_a_pdf_by_an_office_parses_back_to_itself(documents, seed):
    assert_comes_back(made_of(seed), documents[seed], clauses=False)


def test_nearly_all_clauses_come_back_from_the_width_of_lines(documents):
    counts = [clauses_that_come_back(made_of(seed), documents[seed]) for seed in SEEDS]
    right, compared = (sum(column) for column in zip(*counts, strict=True))
    assert compared > 300
    assert right / compared >= NEARLY_ALL
