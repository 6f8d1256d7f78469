"""Understanding what was typed."""

import pytest

from lists.search.query import LONGEST_QUERY, understand


@pytest.mark.parametrize(
    "typed", ["", "   ", "，。！？", "\x00", "——……", "（）《》", "\u3000\u3000"]
)
def test_nothing_searchable_is_an_empty_query(typed):
    assert understand(typed).is_empty


def test_one_character_is_a_query():
    assert understand("犬").words == ("犬",)


def test_a_query_of_fillers_only_is_still_a_query():
    assert not understand("谁管").is_empty


def test_fillers_do_not_have_to_stand_in_a_row():
    assert understand("流浪狗谁管").words == understand("流浪狗").words


def test_full_width_and_capitals_mean_the_same():
    assert understand("ＡＰＰ").weights == understand("app").weights


def test_a_department_written_short_is_also_looked_for_by_its_full_name():
    query = understand("人社局 欠薪")
    assert {"人社局", "人力资源", "保障局"} <= query.weights.keys()
    assert query.words == ("欠薪",)


def test_only_departments_that_were_typed_are_looked_for():
    assert "残疾人" not in understand("民政局 地名").weights


def test_a_long_paste_is_cut_and_says_so():
    query = understand("路灯坏了没人修。" * 2000)
    assert query.cut
    assert len(query.text) == LONGEST_QUERY


def test_traditional_characters_mean_the_same():
    assert understand("農村宅基地審批").weights == understand("农村宅基地审批").weights


def test_a_list_named_beside_the_subject_is_no_word_of_it():
    query = understand("收回 宅基地")
    assert query.kind == "revoked" and query.words == understand("宅基地").words
    assert understand("上级收回事项").kind == ""  # nothing else was asked for
    assert understand("协助配合消防检查").kind == ""


def test_a_complaint_is_weighed_sentence_by_sentence():
    query = understand("我家住三楼，楼上天天漏水，物业不管，天气又热，什么时候有人来看看？")
    assert query.is_long and len(query.parts) > 2
    assert not any({"漏水", "天气"} <= part for part in query.parts)
    assert understand("人社局 欠薪").parts[0] >= {"欠薪"}
