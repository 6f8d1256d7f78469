"""Marks on the original text, and the clause that matched."""

from html import unescape
from re import sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.search.highlight import best_clause, mark, shortened, spans


def test_overlapping_words_become_one_mark():
    assert mark("最低生活保障金", ["低生活", "生活保障"]) == "最<mark>低生活保障</mark>金"


def test_neighbouring_words_become_one_mark():
    assert mark("医疗救助", ["医疗", "救助"]) == "<mark>医疗救助</mark>"


def test_text_is_escaped_and_marks_are_not():
    marked = mark("<script>低保</script>", ["低保", "script"])
    assert marked == "&lt;<mark>script</mark>&gt;<mark>低保</mark>&lt;/<mark>script</mark>&gt;"


def test_a_found_word_in_capitals_is_marked_as_printed():
    assert mark("下载APP缴费", ["app"]) == "下载<mark>APP</mark>缴费"


def test_full_width_text_is_marked_at_the_right_place():
    assert mark("用ＡＰＰ办理", ["app"]) == "用<mark>ＡＰＰ</mark>办理"


def test_text_whose_normal_form_is_longer_is_still_marked_right():
    # ㎡ becomes m2 in the normal form: positions there would be off by one.
    assert mark("10㎡宅基地", ["宅基地"]) == "10㎡<mark>宅基地</mark>"


@given(st.text(), st.lists(st.text(min_size=1, max_size=3), max_size=5))
def test_marking_never_changes_the_text(text, tokens):
    assert unescape(sub("</?mark>", "", mark(text, tokens))) == unescape(mark(text, []))


@given(st.text(), st.lists(st.text(min_size=1, max_size=3), max_size=5))
def test_spans_are_in_order_and_apart(text, tokens):
    found = spans(text, tokens)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(left[1] < right[0] for left, right in zip(found, found[1:], strict=False))


def test_the_clause_with_most_weight_is_shown():
    cell = "1.宣传养犬规定；\n2.捕捉流浪犬并送收容所；\n3.建立台账。"
    assert best_clause([cell], {"流浪": 3.0, "犬": 1.0}) == "2.捕捉流浪犬并送收容所；"


def test_no_clause_where_nothing_matches():
    assert best_clause(["1.宣传养犬规定；"], {"低保": 2.0}) == ""


@pytest.mark.parametrize("at", [0, 200, 390])
def test_a_long_clause_is_cut_around_the_word_found(at):
    text = "甲" * at + "低保" + "乙" * (400 - at)
    short = shortened(text, ["低保"])
    assert "低保" in short
    assert len(short) <= 142
    assert short.startswith("…") == (at > 40)
