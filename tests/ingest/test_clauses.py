"""Duty cells cut into clauses: numbers, headings, blocks, owners."""

import pytest

from ingest.clauses import clauses_of, numbered
from tests.ingest.documents import document, understood


def clauses(lead: str, township: str = "1.配合。", departments: str = "市民政局、市应急管理局"):
    row = f"1\t民生服务\t救助\t{departments}\t{lead}\t{township}"
    item = understood(document(cooperation=[row])).of_kind("cooperation")[0]
    return [c for c in item.clauses if c.side == "lead"]


BOTH = ("西昌市民政局", "西昌市应急管理局")


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("1.负责救助", ("1", "负责救助")),
        ("12、负责救助", ("12", "负责救助")),
        ("①负责救助", ("①", "负责救助")),
        ("1.5倍补助", (None, "1.5倍补助")),
        ("2025年前完成", (None, "2025年前完成")),
        ("负责救助", (None, "负责救助")),
    ],
)
def test_numbers(line, parts):
    assert numbered(line) == parts


def test_numbered_clauses_belong_to_all_departments():
    found = clauses("<p>1.负责救助；</p> <p>2.负责检查。</p>")
    assert [(c.number, c.text, c.departments) for c in found] == [
        ("1", "负责救助；", BOTH),
        ("2", "负责检查。", BOTH),
    ]


def test_a_department_block_owns_what_follows():
    found = clauses("<p>市民政局：</p> <p>1.救助。</p> <p>市应急管理局：</p> <p>1.检查。</p>")
    assert [(c.text, c.departments) for c in found] == [
        ("救助。", ("西昌市民政局",)),
        ("检查。", ("西昌市应急管理局",)),
    ]


def test_a_new_heading_ends_the_block():
    found = clauses("<p>一、救助</p> <p>市民政局：</p> <p>1.甲。</p> <p>二、检查</p> <p>1.乙。</p>")
    assert [(c.heading, c.departments) for c in found] == [
        ("一、救助", ("西昌市民政局",)),
        ("二、检查", BOTH),
    ]


def test_a_heading_with_nothing_under_it_is_a_clause():
    found = clauses("<p>一、审核地名。</p> <p>二、分户。</p>")
    assert [(c.heading, c.text) for c in found] == [(None, "一、审核地名。"), (None, "二、分户。")]


def test_one_sentence_is_one_clause():
    assert [(c.number, c.text) for c in clauses("负责甲；负责乙。")] == [(None, "负责甲；负责乙。")]


def test_an_inner_semicolon_never_splits_a_numbered_clause():
    assert [c.text for c in clauses("1.甲；乙；丙。")] == ["甲；乙；丙。"]


def test_township_clauses_name_no_department():
    item = understood(document()).of_kind("cooperation")[0]
    assert [c.departments for c in item.clauses if c.side == "township"] == [()]


def test_a_basic_item_has_no_clauses():
    assert clauses_of(understood(document()).items[0]) == []
