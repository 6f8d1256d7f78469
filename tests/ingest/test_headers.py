"""Header rows: roles by the words offices use, what is missing, what is too much."""

import pytest

from ingest.parse.headers import read_header, role_of
from tests.ingest.documents import BASIC, COOPERATION, REVOKED


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("序号", "number"),
        ("序 号", "number"),
        ("序\n号", "number"),
        ("<p>序号</p>", "number"),
        ("编号", "number"),
        ("事项类别", "category"),
        ("类别", "category"),
        ("事项分类", "category"),
        ("职责类型", "category"),
        ("事项名称", "name"),
        ("履职事项", "name"),
        ("履职事项名称", "name"),
        ("配合履职事项", "name"),
        ("协同履职事项名称", "name"),
        ("收回事项名称", "name"),
        ("上级部门收回事项", "name"),
        ("对应上级部门", "departments"),
        ("上级部门", "departments"),
        ("上级主管部门", "departments"),
        ("牵头单位", "departments"),
        ("上级部门职责", "lead_duty"),
        ("对应上级部门职责", "lead_duty"),
        ("县级部门主要职责", "lead_duty"),
        ("乡镇配合职责", "township_duty"),
        ("镇配合职责", "township_duty"),
        ("街道配合职责", "township_duty"),
        ("乡镇（街道）配合职责", "township_duty"),
        ("托喀依乡配合职责", "township_duty"),
        ("协同职责", "township_duty"),
        ("配合职责", "township_duty"),
        ("承接部门及工作方式", "method"),
        ("承接部门、履职方式", "method"),
        ("工作方式", "method"),
        ("承接部门", "taker"),
        ("收回部门", "taker"),
        ("承接单位", "taker"),
        ("承接部门（单位）", "taker"),
        ("上级承接部门", "taker"),
        ("履职方式", "method"),
        ("承接方式", "method"),
        ("承接部门及履职方式", "method"),
        ("上级承接部门及工作方式", "method"),
        ("工作措施", "method"),
        ("旗县级部门职责", "lead_duty"),
        ("县（市、区）级部门职责", "lead_duty"),
        ("县直部门职责", "lead_duty"),
        ("上级主管部门（单位）职责", "lead_duty"),
        ("对应旗县级部门", "departments"),
        ("区级部门", "departments"),
        ("上级对应部门", "departments"),
        ("苏木乡镇协同职责", "township_duty"),
        ("乡镇配合责任", "township_duty"),
    ],
)
def test_header_words(words, role):
    assert role_of(words) == role


@pytest.mark.parametrize(
    "words",
    [
        "",
        "备注",
        "权力类型",
        "项目编码",
        "序",
        "事项名称及依据",
        "办理流程",
        "职责",
        "单位",
        "责任单位",
    ],
)
def test_other_words_have_no_role(words):
    assert role_of(words) is None


@pytest.mark.parametrize(
    ("line", "kind"), [(BASIC, "basic"), (COOPERATION, "cooperation"), (REVOKED, "revoked")]
)
def test_the_columns_tell_the_kind(line, kind):
    header = read_header(tuple(line.split("\t")))
    assert (header.kind, header.missing, header.unknown, header.extra) == (kind, [], [], [])


def test_columns_may_stand_in_another_order():
    header = read_header(("事项类别", "序号", "承接部门及工作方式", "事项名称"))
    assert header.roles == ("category", "number", "method", "name")
    assert header.kind == "revoked"


def test_taker_and_method_may_have_columns_of_their_own():
    header = read_header(("序号", "事项类别", "事项名称", "承接部门", "工作方式"))
    assert header.roles[-2:] == ("taker", "method")
    assert header.kind == "revoked"


def test_empty_cells_at_the_end_are_no_columns():
    assert read_header(("序号", "事项类别", "事项名称", "", " ")).roles[-1] == "name"


def test_a_harmless_column_is_extra():
    header = read_header(("序号", "事项类别", "备注", "事项名称", "设定依据"))
    assert header.roles == ("number", "category", "", "name", "")
    assert header.extra == ["备注", "设定依据"]
    assert header.unknown == []


def test_a_column_nobody_knows_is_named():
    header = read_header(("序号", "事项类别", "事项名称", "经费来源"))
    assert header.unknown == ["经费来源"]


def test_the_same_column_twice_is_unknown_the_second_time():
    header = read_header(("序号", "事项类别", "事项名称", "履职事项"))
    assert header.unknown == ["履职事项"]


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        (("序号", "事项名称"), ["事项类别"]),
        (("事项类别", "事项名称"), ["序号"]),
        (("序号", "事项类别", "对应上级部门"), ["事项名称", "上级部门职责", "乡镇配合职责"]),
        (("序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责"), ["乡镇配合职责"]),
    ],
)
def test_missing_columns_are_named(cells, missing):
    assert read_header(cells).missing == missing


@pytest.mark.parametrize(
    "cells",
    [
        ("序号",),
        ("序号 事项类别 事项名称",),
        ("1", "党的建设", "加强党员教育"),
        ("序号", "权力类型", "项目编码", "项目名称"),
        ("1.基本履职事项清单", "1"),
        (),
        ("", ""),
    ],
)
def test_other_rows_are_no_header(cells):
    assert read_header(cells) is None
