"""Law: a made list written as text parses back to itself, clause by clause."""

import re

from hypothesis import given, settings

from tests.documents.laws import assert_comes_back
from tests.documents.lists import MadeList, lists
from tests.documents.text import write_text

NUMBERED = re.compile(r"(\d{1,2})[.．、](.*)")


@given(lists(most=8))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_made_list_written_as_text_parses_back_to_itself(tmp_path_factory, made: MadeList):
    path = tmp_path_factory.mktemp("text") / "list.txt"
    duty_list = assert_comes_back(made, write_text(made, path))
    for made_item, item in zip(made.items, duty_list.items, strict=True):
        sides = {"cooperation": ("lead", "township"), "revoked": ("method",), "basic": ()}
        for side, cell in zip(sides[item.kind], made_item.duties, strict=True):
            wanted = [match.groups() for words in cell if (match := NUMBERED.fullmatch(words))]
            clauses = [clause for clause in item.clauses if clause.side == side and clause.number]
            assert [(clause.number, clause.text) for clause in clauses] == wanted
