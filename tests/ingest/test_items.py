"""Rows become items; what is wrong with a row is told with its line."""

import pytest

from tests.ingest.documents import (
    BASIC,
    BASIC_ROWS,
    COOPERATION,
    COOPERATION_ROWS,
    REVOKED,
    codes,
    document,
    finding,
    line_of,
    understood,
)


def basic(*rows: str):
    """A list with these basic rows, and where the last of them stands."""
    text = document(basic=list(rows))
    return understood(text), f"第{line_of(text, rows[-1])}行"


def test_a_missing_column_blocks_with_its_line():
    row = COOPERATION_ROWS[1].rsplit("\t", 1)[0]
    text = document(cooperation=[COOPERATION_ROWS[0], row])
    duty_list = understood(text)
    found = finding(duty_list, "columns")
    assert (found.severity, found.where) == ("error", f"第{line_of(text, row)}行")
    assert "有 5 格，表头有 6 格" in found.message
    assert len(duty_list.of_kind("cooperation")) == 1
    assert "missing_no" not in codes(duty_list)


def test_a_missing_column_in_the_middle_of_a_table():
    row = COOPERATION_ROWS[0].replace("\t市民政局", "")
    duty_list = understood(document(cooperation=[row, COOPERATION_ROWS[1]]))
    assert [i.number for i in duty_list.of_kind("cooperation")] == [2]
    assert codes(duty_list) == ["columns"]


def test_an_extra_column_blocks_with_its_line():
    duty_list, where = basic(BASIC_ROWS[0], BASIC_ROWS[1] + "\t多余")
    assert finding(duty_list, "columns").where == where
    assert len(duty_list.of_kind("basic")) == 1


def test_tabs_behind_the_last_cell_are_no_columns():
    duty_list, _ = basic(BASIC_ROWS[0] + "\t\t", BASIC_ROWS[1] + "\t ")
    assert duty_list.findings == []
    assert len(duty_list.of_kind("basic")) == 2


def test_a_repeated_number_blocks_with_both_lines():
    duty_list, where = basic(*BASIC_ROWS, "2\t民生服务\t另一项")
    found = finding(duty_list, "duplicate_no")
    assert (found.severity, found.where) == ("error", where)
    assert "首次在第" in found.message
    assert len(duty_list.of_kind("basic")) == 3


def test_a_gap_blocks_at_the_row_behind_it():
    duty_list, where = basic(BASIC_ROWS[0], "4\t民生服务\t另一项")
    found = finding(duty_list, "missing_no")
    assert (found.severity, found.where) == ("error", where)
    assert "缺少序号 2、3（共 2 个）" in found.message


def test_a_list_that_does_not_begin_with_one_has_a_gap():
    duty_list, where = basic("2\t民生服务\t开展低保初审")
    assert finding(duty_list, "missing_no").where == where


def test_number_zero_blocks():
    duty_list, _ = basic("0\t民生服务\t零", *BASIC_ROWS)
    assert finding(duty_list, "number_zero").severity == "error"


def test_numbers_out_of_order_ask_a_person():
    duty_list, _ = basic(BASIC_ROWS[1], BASIC_ROWS[0])
    assert finding(duty_list, "number_order").severity == "warning"
    assert duty_list.blocked == []


@pytest.mark.parametrize("number", ["", " ", "第二", "二", "2a", "12345"])
def test_a_row_without_a_readable_number_blocks_with_its_line(number):
    duty_list, where = basic(BASIC_ROWS[0], f"{number}\t民生服务\t开展低保初审")
    found = finding(duty_list, "missing_no")
    assert (found.severity, found.where) == ("error", where)
    assert "开展低保初审" in found.message


@pytest.mark.parametrize("number", ["２", "2.", "（2）", " 2 ", "2、", "02"])
def test_numbers_in_other_dress(number):
    duty_list, _ = basic(BASIC_ROWS[0], f"{number}\t民生服务\t开展低保初审")
    assert duty_list.findings == []
    assert [i.number for i in duty_list.of_kind("basic")] == [1, 2]


def test_a_row_without_a_number_and_without_a_column_blocks_at_its_own_line():
    row = "\t平安法治\t消防安全检查"
    text = document(cooperation=[COOPERATION_ROWS[0], row])
    duty_list = understood(text)
    assert finding(duty_list, "missing_no").where == f"第{line_of(text, row)}行"
    assert len(duty_list.of_kind("cooperation")) == 1


def test_a_row_without_a_name_blocks():
    duty_list, where = basic(BASIC_ROWS[0], "2\t民生服务\t ")
    assert (finding(duty_list, "name_empty").where) == where


def test_a_merged_category_goes_on_and_a_person_is_asked():
    duty_list, where = basic(BASIC_ROWS[0], "2\t\t开展低保初审")
    found = finding(duty_list, "category_empty")
    assert (found.severity, found.where) == ("warning", where)
    assert duty_list.items[1].category == "党的建设"


def test_no_category_in_the_first_row_blocks():
    duty_list, _ = basic("1\t\t开展低保初审")
    assert finding(duty_list, "category_empty").severity == "error"


def test_a_header_without_rows_blocks():
    text = document(basic=[], cooperation=[], revoked=[])
    duty_list = understood(text)
    assert finding(duty_list, "no_items").severity == "error"
    assert codes(duty_list).count("list_missing") == 3


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<p onmouseover="alert(1)">',
    "=HYPERLINK(1)",
    "'; DROP TABLE lists_item;--",
    "{{7*7}}{%load x%}",
    "${jndi:x}",
    "\\N",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_kept_as_it_stands(hostile):
    rows = [f"1\t党的建设\t{hostile}", f"2\t{hostile}\t开展低保初审"]
    duties = [f"1\t民生服务\t{hostile}\t{hostile}\t1.{hostile}\t1.{hostile}"]
    duty_list = understood(document(basic=rows, cooperation=duties))
    bare = hostile.replace(" ", "")
    first, second, third = duty_list.items[:3]
    assert first.name.replace(" ", "") == bare
    assert second.category.replace(" ", "") == bare
    assert third.lead_duty.replace(" ", "").replace("\n", "") == f"1.{bare}"
    assert third.clauses[0].number == "1"
    assert ("markup" in codes(duty_list)) == (hostile[0] == "<")
    assert duty_list.blocked == []


def test_takers_in_a_column_of_their_own():
    header = REVOKED.replace("承接部门及工作方式", "承接部门\t工作方式")
    rows = [
        "1\t市场监管\t食品抽检\t市市场监督管理局、市公安局\t1.直接抽检。",
        "2\t市场监管\t药品抽检\t不再开展\t",
    ]
    duty_list = understood(document(revoked=rows, headers=(BASIC, COOPERATION, header)))
    first, second = duty_list.of_kind("revoked")
    assert first.departments == ["西昌市市场监督管理局", "西昌市公安局"]
    assert first.method == "1.直接抽检。"
    assert second.discontinued
    assert duty_list.findings == []
