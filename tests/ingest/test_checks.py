"""Every check: what it tells, where, and what it must not tell."""

import pytest

from ingest.pipeline import understand
from tests.ingest.documents import (
    BASIC_ROWS,
    COOPERATION_ROWS,
    COVER,
    NAMES,
    TOWNSHIPS,
    codes,
    document,
    finding,
    understood,
)

REAL = {name: understand(TOWNSHIPS / f"{name}.txt") for name in NAMES}


def told(name: str) -> dict[str, list[str]]:
    """The findings of a real list that ask or block, and those that inform, by code."""
    severities: dict[str, list[str]] = {"error": [], "warning": [], "note": []}
    for each in REAL[name].findings:
        severities[each.severity].append(each.code)
    return severities


@pytest.mark.parametrize("name", ["daquan", "xindi", "jiagasitai"])
def test_lists_without_fault_ask_nothing(name):
    assert told(name)["error"] == told(name)["warning"] == []


def test_a_list_without_date_and_region():
    assert told("tuokayi")["warning"] == ["no_date"]
    assert told("tuokayi")["note"][0] == "region_from_places"
    assert REAL["tuokayi"].blocked == []


def test_a_list_that_contradicts_itself():
    assert told("tajikeabati")["warning"] == [
        "marking_conflict",
        "declared_conflict",
        "declared_mismatch",
    ]
    conflict = finding(REAL["tajikeabati"], "declared_conflict").message
    assert "第19行写 102，第25行写 100，第32行写 100；表中实有 102" in conflict
    mismatch = finding(REAL["tajikeabati"], "declared_mismatch").message
    assert "39 个部门（单位），表中实有 40" in mismatch
    marking = finding(REAL["tajikeabati"], "marking_conflict").message
    assert "“内部”" in marking
    assert "“公布版”" in marking


@pytest.mark.parametrize(
    ("name", "words"),
    [("tuokayi", ["困镇", "and", "_{"]), ("tajikeabati", ["and"]), ("daquan", ["广播电视台"])],
)
def test_slips_of_ocr_are_notes(name, words):
    slips = [f.message for f in REAL[name].findings if f.code == "text_slip"]
    assert len(slips) == len(words)
    for word in words:
        assert any(word in message for message in slips)


def test_every_category_of_the_real_lists_is_known():
    assert not any("category_unknown" in codes(duty_list) for duty_list in REAL.values())


def test_every_finding_says_where_and_what():
    for duty_list in REAL.values():
        for each in duty_list.findings:
            assert each.where
            assert each.message.endswith(("。", "！"))


def test_no_place_blocks():
    assert finding(understood(document(cover="履职事项清单\n")), "no_place").severity == "error"


def test_a_county_of_an_unknown_region_blocks():
    cover = COVER.replace("四川省凉山彝族自治州", "")
    found = finding(understood(document(cover=cover)), "no_region")
    assert found.severity == "error"
    assert "西昌市" in found.message


def test_a_secrecy_mark_asks():
    duty_list = understood(document(cover="内部\n" + COVER))
    assert codes(duty_list) == ["marked_secret"]


@pytest.mark.parametrize("mark", ["（征求意见稿）", "（公布版）", "附件1"])
def test_a_version_remark_alone_asks_nothing(mark):
    assert understood(document(cover=f"{mark}\n{COVER}")).findings == []


def test_a_missing_list_asks():
    text = document().split("上级部门收回")[0]
    assert finding(understood(text), "list_missing").message.startswith("没有找到上级部门收回")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("共有基本履职事项 2 项。", None),
        ("共有基本履职事项 3 项。", "declared_mismatch"),
        ("共有基本履职事项 2 项，后文基本履职事项 3 项。", "declared_conflict"),
        ("配合履职事项 2 项，涉及 3 个部门。", None),
        ("配合履职事项 2 项，涉及 4 个部门。", "declared_mismatch"),
        ("包括 2 个类别，共有基本履职事项 2 项。", None),
    ],
)
def test_stated_numbers_are_compared_with_the_tables(words, code):
    assert codes(understood(document(cover=f"{COVER}\n{words}\n"))) == ([code] if code else [])


def test_an_unknown_category_asks_and_another_spelling_is_a_note():
    rows = ["1\t奇事\t甲", "2\t文化旅游\t乙"]
    duty_list = understood(document(basic=rows))
    assert finding(duty_list, "category_unknown").severity == "warning"
    assert finding(duty_list, "category_spelling").severity == "note"


def test_a_cooperation_row_without_department_or_duty_asks():
    rows = ["1\t民生服务\t救助\t \t1.负责。\t", COOPERATION_ROWS[1]]
    duty_list = understood(document(cooperation=rows))
    assert sorted(codes(duty_list)) == ["duty_empty", "no_department"]


def test_a_revoked_row_without_taker_asks_and_one_discontinued_does_not():
    rows = ["1\t市场监管\t甲\t按规定处理。", "2\t市场监管\t乙\t不再开展此项工作。"]
    assert codes(understood(document(revoked=rows))) == ["no_taker"]


def test_an_unknown_department_asks():
    rows = [COOPERATION_ROWS[0].replace("市民政局", "有关方面"), COOPERATION_ROWS[1]]
    assert (
        "有关方面" in finding(understood(document(cooperation=rows)), "department_unknown").message
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1\t" + "长" * 41 + "\t甲", "name_too_long"),
        ("1\t党的建设\t" + "长" * 20_001, "cell_too_long"),
    ],
)
def test_text_too_long_for_its_column_blocks(row, code):
    assert finding(understood(document(basic=[row])), code).severity == "error"


def test_a_department_as_long_as_a_sentence_blocks():
    rows = [COOPERATION_ROWS[0].replace("市民政局", "负责" * 51), COOPERATION_ROWS[1]]
    assert finding(understood(document(cooperation=rows)), "name_too_long").severity == "error"


def test_a_name_that_stands_twice_is_a_note():
    rows = [*BASIC_ROWS, "3\t民生服务\t开展低保初审"]
    found = finding(understood(document(basic=rows)), "name_repeated")
    assert found.severity == "note"
    assert "第2项、基本履职事项清单第3项" in found.message


def test_a_place_longer_than_the_database_holds_blocks():
    county = "长" * 40 + "县"
    cover = "四川省西昌市安宁镇履职事项清单\n2025年7月\n"
    duty_list = understood(document(cover=cover.replace("西昌市", county)))
    assert duty_list.county == county
    found = finding(duty_list, "place_too_long")
    assert found.severity == "error"
    assert found.message.startswith("县级地名“长长")
    assert "41 字" in found.message
    fitting = understood(document(cover=cover.replace("西昌市", county[1:])))
    assert fitting.county == county[1:]
    assert "place_too_long" not in codes(fitting)
