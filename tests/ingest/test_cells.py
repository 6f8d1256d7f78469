"""Cleaning cells: layout goes, every word and sign stays."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.parse.cells import clean, clean_line, clean_names, foreign_tags
from ingest.shapes import PARAGRAPH


def bare(text: str) -> str:
    """A text without any white space."""
    return re.sub(r"[\s\u200b\ufeff]", "", text)


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("<p>一；</p> <p>二。</p>", "一；\n二。"),
        ('<ol style="list-style-type: none"> <li>一；</li> <li>二。</li>', "一；\n二。"),
        ('<ol style="list-style-type: none"> 一； 二； 三。', "一；\n二；\n三。"),
        ("1.负责； 2.检查。", "1.负责；\n2.检查。"),
        ("一；二；三。", "一；二；三。"),
        ("承接部门：县水利局 工作方式：1.巡查。", "承接部门：县水利局\n工作方式：1.巡查。"),
        ("县水利局 承接方式：巡查。", "县水利局\n承接方式：巡查。"),
        ("加 强 管 理", "加强管理"),
        ("1. 负责", "1.负责"),
        ("使用 Windows 11 系统", "使用Windows 11系统"),
        ("Plan A and B", "Plan A and B"),
        ("  前\u3000后\u00a0\u200b ", "前后"),
        ("<br>上<br/>下", "上\n下"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_paragraphs_and_blanks(cell, cleaned):
    assert clean(cell) == cleaned


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("开展\n低保 初审", "开展低保初审"),
        ("<p>县民政局</p>", "县民政局"),
        ("A 类\n企业", "A类企业"),
    ],
)
def test_a_phrase_has_no_line_break(cell, cleaned):
    assert clean_line(cell) == cleaned


@pytest.mark.parametrize(
    "kept",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="http://x">点</a>',
        '<span onclick="x()">字',
        "小于<5且>3",
        "=cmd|' /C calc'!A0",
        "'; DROP TABLE lists_item;--",
        "{{ 7*7 }}{% load x %}",
        "&lt;b&gt;",
        "<某某>",
        "_{脚注}",
    ],
)
def test_what_is_no_layout_is_kept_as_text(kept):
    assert bare(clean(kept)) == bare(kept)


def test_foreign_tags_are_listed_and_layout_tags_are_not():
    cell = '<p>一</p><script>x</script><p onclick="y">二</p><5 <某>'
    assert foreign_tags(cell) == ["<script>", "</script>", '<p onclick="y">']


@pytest.mark.parametrize(
    ("lines", "cleaned"),
    [
        (["县民政局", "县财政局"], "县民政局\n县财政局"),
        (["县民政局、县残联", "县财政局"], "县民政局、县残联\n县财政局"),
        (["县农业", "农村局"], "县农业农村局"),
        (["县民政局、县人力资源和", "社会保障局"], "县民政局、县人力资源和社会保障局"),
        (["县民政局"], "县民政局"),
        (["县民 政局", ""], "县民政局"),
    ],
)
def test_departments_one_a_paragraph_stay_apart(lines, cleaned):
    assert clean_names(PARAGRAPH.join(lines)) == cleaned


LAYOUT = ("<p>", "</p>", "<li>", "</li>", "<ol>", '<ol style="list-style-type: none">', "<br/>")
PIECES = st.lists(
    st.one_of(
        st.sampled_from(LAYOUT),
        st.sampled_from(
            ("；", "。", "：", " ", "\n", "\u3000", "1.", "2、", "and", "<b>", "<", ">")
        ),
        st.text(alphabet="县局负责管理ABc19（）①“”", min_size=1, max_size=5),
    ),
    max_size=25,
)


@given(PIECES)
@settings(max_examples=200, deadline=None)
def test_cleaning_takes_nothing_but_blanks_and_layout_tags(pieces):
    words = bare("".join(piece for piece in pieces if piece not in LAYOUT))
    # A foreign bracket may close over a layout tag; then the tag is no tag any more.
    if "<" not in words and ">" not in words:
        assert bare(clean("".join(pieces))) == words
        assert bare(clean_line("".join(pieces))) == words


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_cleaning_keeps_every_character_of_any_text_without_tags(text):
    text = text.replace("<", "《")
    assert bare(clean(text)) == bare(text)


@given(PIECES)
@settings(max_examples=100, deadline=None)
def test_cleaning_twice_is_cleaning_once(pieces):
    once = clean_line("".join(pieces))
    assert clean_line(once) == once
