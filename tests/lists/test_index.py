"""The tsvector text of a row: PostgreSQL takes it, whatever stands in the row."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lists.search.index import quoted, search_vector


def as_vector(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector::text", [text])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_fields_carry_their_weights():
    vector = as_vector(search_vector("低保", "民生", "民政局", "摸排", "审批"))
    for expected in ("'低保':1A", "'民生':", "'摸排':"):
        assert expected in vector
    assert "'审批'" in vector
    assert "B" in vector.split("'民生':")[1].split(" ")[0]
    assert "C" in vector.split("'摸排':")[1].split(" ")[0]


@pytest.mark.django_db
def test_quotes_and_backslashes_are_data():
    vector = as_vector(search_vector("a'b \\ c' | !d & <-> :*", "", "", "", ""))
    assert "'d'" in vector


@pytest.mark.django_db
def test_a_very_long_cell_stays_within_the_limits_of_tsvector():
    as_vector(search_vector("工作" * 30_000, "", "", "责任" * 30_000, ""))


class AnyText(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
    def test_any_text_becomes_a_vector(self, text):
        as_vector(search_vector(text, text, text, text, text))

    @settings(max_examples=60, deadline=None)
    @given(
        st.text(
            alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
            min_size=1,
        )
    )
    def test_any_token_can_be_asked_for(self, token):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::tsquery", [quoted(token)])
