"""Duty cells cut into clauses and given to their owners: hits and near misses of every rule."""

import pytest

from ingest.clauses import clauses_of
from ingest.clauses.structure import pieces
from lists.departments import Locality
from tests.ingest.documents import document, understood

BOTH = ("西昌市民政局", "西昌市应急管理局")


def row(lead: str, township: str = "1.配合。", departments: str = "市民政局、市应急管理局"):
    line = f"1\t民生服务\t救助\t{departments}\t{lead}\t{township}"
    return understood(document(cooperation=[line])).of_kind("cooperation")[0]


def lead(cell: str, departments: str = "市民政局、市应急管理局"):
    return [c for c in row(cell, departments=departments).clauses if c.side == "lead"]


def owners(cell: str, departments: str = "市民政局、市应急管理局"):
    return [c.departments for c in lead(cell, departments)]


def plain(cell: str):
    return [(p.heading, p.number, p.text) for p in pieces(cell, lambda words: ())]


# Structure


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("1.负责救助", "1", "负责救助"),
        ("12、负责救助", "12", "负责救助"),
        ("①负责救助", "①", "负责救助"),
        ("1.5倍补助", None, "1.5倍补助"),
        ("2025年前完成", None, "2025年前完成"),
        ("负责救助", None, "负责救助"),
    ],
)
def test_numbers(line, number, text):
    assert plain(line) == [(None, number, text)]


def test_circled_numbers_inside_a_numbered_clause_are_its_text():
    assert [c.text for c in lead("1.受理：①个人申请；②集中评残；2.发放。")] == [
        "受理：①个人申请；②集中评残；",
        "发放。",
    ]


def test_an_inner_semicolon_never_splits_a_numbered_clause():
    assert [c.text for c in lead("1.甲；乙； 丙。 2.丁。")] == ["甲；乙；丙。", "丁。"]


def test_an_unclosed_list_without_numbers_is_cut_at_semicolon_and_blank():
    cell = '<ol style="list-style-type: none"> 起草方案； 审核人选；报备； 公示。 '
    assert [c.text for c in lead(cell)] == ["起草方案；", "审核人选；报备；", "公示。"]


def test_one_sentence_is_one_clause():
    assert [(c.number, c.text) for c in lead("负责甲；负责乙。")] == [(None, "负责甲；负责乙。")]


def test_sub_tasks_head_their_clauses():
    assert plain("一、救助\n1.甲；\n二、检查：\n乙。") == [
        ("一、救助", "1", "甲；"),
        ("二、检查", None, "乙。"),
    ]


def test_a_heading_and_its_only_clause_on_one_line():
    found = lead("<p>一、违法用地整治方面 市民政局对线索依法查处。</p> <p>二、其他 1.乙。</p>")
    assert [(c.heading, c.text) for c in found] == [
        ("一、违法用地整治方面", "市民政局对线索依法查处。"),
        ("二、其他", "乙。"),
    ]


def test_ordinals_with_nothing_under_them_are_clauses():
    assert plain("一、审核地名。\n二、分户。") == [
        (None, None, "一、审核地名。"),
        (None, None, "二、分户。"),
    ]


def test_a_sub_task_without_ordinal():
    assert plain("三献工作：\n制定计划。\n三救工作：\n1.调拨物资；") == [
        ("三献工作", None, "制定计划。"),
        ("三救工作", "1", "调拨物资；"),
    ]


def test_words_that_lead_in_are_no_heading():
    assert plain("职责如下：\n1.甲。") == [(None, None, "职责如下："), (None, "1", "甲。")]


def test_a_label_inside_a_numbered_clause_is_its_text():
    assert plain("1.审核：对申请材料进行审核；") == [(None, "1", "审核：对申请材料进行审核；")]


# Blocks


def test_a_department_block_owns_what_follows():
    found = lead("<p>市民政局：</p> <p>1.救助。</p> <p>市应急管理局：</p> <p>1.检查。</p>")
    assert [(c.text, c.departments, c.block) for c in found] == [
        ("救助。", ("西昌市民政局",), "市民政局"),
        ("检查。", ("西昌市应急管理局",), "市应急管理局"),
    ]


def test_a_block_heading_without_a_colon():
    assert owners("市民政局 1.救助；2.公示。 市应急管理局 发挥牵头作用，承担日常工作。") == [
        ("西昌市民政局",),
        ("西昌市民政局",),
        ("西昌市应急管理局",),
    ]


def test_a_block_on_one_line_with_its_clause():
    assert owners("<p>市民政局：负责救助。</p><p>市应急局：负责检查。</p>") == [
        ("西昌市民政局",),
        ("西昌市应急管理局",),
    ]


def test_a_block_of_two_departments():
    assert owners("<p>市民政局、市应急管理局：</p><p>1.救助。</p>") == [BOTH]


def test_a_block_of_a_department_that_the_column_lacks():
    assert owners("<p>市民政局：救助。</p><p>市公安局：维持秩序。</p>") == [
        ("西昌市民政局",),
        ("西昌市公安局",),
    ]


def test_a_new_sub_task_ends_the_block():
    found = lead("<p>一、救助</p> <p>市民政局：</p> <p>1.甲。</p> <p>二、检查</p> <p>1.乙。</p>")
    assert [(c.heading, c.departments) for c in found] == [
        ("一、救助", ("西昌市民政局",)),
        ("二、检查", BOTH),
    ]


# Subjects


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市民政局负责救助。", BOTH[:1]),
        ("市应急管理局会同市民政局检查。", BOTH[1:]),
        ("市民政局联合市应急管理局检查。", BOTH[:1]),
        ("市民政局、市应急管理局负责救助。", BOTH),
        ("市民政局和市应急管理局共同检查。", BOTH),
        ("西昌市民政局救助。", BOTH[:1]),
        ("民政局救助。", BOTH[:1]),
        ("市应急局检查。", BOTH[1:]),
        ("接到线索后，市应急管理局及时处置。", BOTH[1:]),
        ("如情况属实，市民政局依法处理。", BOTH[:1]),
        ("由市民政局负责救助。", BOTH[:1]),
        ("市民政局、安宁镇分别归档。", BOTH[:1]),
        ("市民政局负责救助，市应急管理局负责转移。", BOTH),
        # no subject: the clause belongs to all
        ("会同市民政局检查。", BOTH),
        ("报市民政局备案。", BOTH),
        ("市民政局的救助金由财政承担。", BOTH),
        ("各部门按职责分工负责。", BOTH),
    ],
)
def test_the_subject_owns_the_clause(text, expected):
    assert owners(f"1.{text}") == [expected]


def test_what_is_handed_to_a_department_later_makes_it_no_owner():
    text = "1.市应急管理局检查，将结果反馈市民政局，市民政局的意见一并归档。"
    assert owners(text) == [BOTH[1:]]


def test_departments_shortened_in_a_list():
    column = "市应急管理局、市商务和工业信息化局、市公安局、市住房和城乡建设局"
    text = "1.市工信、公安、住建等其他负有安全生产监督管理职责的部门负责检查。"
    assert owners(text, column) == [
        ("西昌市商务和工业信息化局", "西昌市公安局", "西昌市住房和城乡建设局")
    ]


def test_one_department_owns_all_of_its_cell():
    text = "1.市公安局协助；2.救助。"
    assert owners(text, "市民政局") == [("西昌市民政局",)] * 2


def test_an_assumed_owner_is_marked():
    assert [c.assumed for c in lead("1.市民政局救助；2.公示。")] == [False, True]


# The other cells


def test_township_clauses_name_no_department():
    item = row("1.甲。", "<p>市民政局：</p><p>1.上报。</p>")
    assert {c.departments for c in item.clauses if c.side == "township"} == {()}


def test_a_basic_item_has_no_clauses():
    item = understood(document()).items[0]
    assert clauses_of(item, Locality("西昌市")) == []


def revoked(cell: str):
    line = f"1\t民生服务\t救助\t{cell}"
    return understood(document(revoked=[line])).of_kind("revoked")[0]


def test_two_takers_with_a_part_each():
    item = revoked("<p>市民政局：</p><p>核实线索。</p><p>市应急管理局：</p><p>依法拆除。</p>")
    assert item.departments == list(BOTH)
    assert [(c.text, c.departments) for c in item.clauses] == [
        ("核实线索。", BOTH[:1]),
        ("依法拆除。", BOTH[1:]),
    ]


def test_parts_of_labelled_takers():
    item = revoked("承接部门：市民政局、市应急管理局 工作方式： 市应急管理局：负责检查。")
    assert item.departments == list(BOTH)
    assert [(c.text, c.departments) for c in item.clauses] == [("负责检查。", BOTH[1:])]


def test_the_way_of_working_belongs_to_the_takers():
    item = revoked("承接部门：市民政局 工作方式：1.受理；2.联合市应急管理局检查。")
    assert item.method == "1.受理；\n2.联合市应急管理局检查。"
    assert {c.departments for c in item.clauses} == {BOTH[:1]}
