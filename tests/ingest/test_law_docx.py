"""Laws: a list written as Word or Excel parses back to itself, whatever its look."""

from hypothesis import given, settings

from tests.documents.laws import assert_comes_back
from tests.documents.lists import MadeList, lists
from tests.documents.looks import ONLY_WEB, Look, looks
from tests.documents.sheet import write_sheets
from tests.documents.word import write_word

# What a workbook does not have: pages, rules, bands of another width.
FLAT = ONLY_WEB | {"landscape": True, "rows_break": True, "page_numbers": "none", "margin": 18}


@given(lists(most=10), looks(ONLY_WEB))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_list_written_as_word_parses_back_to_itself(tmp_path_factory, made: MadeList, look: Look):
    path = tmp_path_factory.mktemp("word") / "list.docx"
    assert_comes_back(made, write_word(made, look, path))


@given(
    lists(most=10),
    looks(FLAT | {"categories": "rowspan"}) | looks(FLAT | {"categories": "repeated"}),
)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_list_written_as_excel_parses_back_to_itself(
    tmp_path_factory, made: MadeList, look: Look
):
    path = tmp_path_factory.mktemp("excel") / "list.xlsx"
    assert_comes_back(made, write_sheets(made, look, path))
