"""Tables of PDF files: what a person sees on the pages is what comes back as rows."""

from pathlib import Path

import pytest

from ingest.parse import parse
from ingest.read import pdf
from ingest.shapes import PARAGRAPH
from tests.documents.compare import compare, expected_of_township
from tests.ingest.pdf_maker import HEADER, Page, cover, write

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "documents"


def parsed(tmp_path: Path, *pages: Page):
    """The duty list of a PDF with a cover and these pages."""
    return parse(pdf.read(write(tmp_path / "list.pdf", [cover(), *pages])))


def head(y: float = 60) -> Page:
    """A page that begins with title and header."""
    return Page().text(330, y - 20, "配合履职事项清单", 16).row(y, *HEADER)


@pytest.mark.parametrize(
    ("file", "township"), [("tuokayi_midsplit", "tuokayi"), ("xindi_doubledrawn", "xindi")]
)
def test_a_list_comes_back_from_its_pdf_as_from_its_text(file, township):
    duty_list = parse(pdf.read(SAMPLES / f"{file}.pdf"))
    outcome = compare(expected_of_township(township), duty_list.items)
    assert (outcome.found, outcome.exact) == (outcome.expected, outcome.expected)
    assert outcome.invented == 0 and outcome.cells_equal == outcome.cells
    assert not [f for f in duty_list.blocked if f.code not in ("no_region", "no_place")]


def test_the_rest_of_a_row_on_the_next_page_is_joined_without_any_rule(tmp_path):
    first = head().across(46, 66).down(46, 560)
    first.row(80, "1", "民生服务", "特困人员供养", "市民政局", "1.负责审批", "1.负责受理；")
    second = Page().down(30, 100).across(100)
    second.row(45, "", "", "", "", "特困人员；", "2.上报。")
    item = parsed(tmp_path, first, second).items[0]
    assert item.lead_duty == "1.负责审批特困人员；"
    assert item.township_duty == "1.负责受理；\n2.上报。"
    assert [region.page for region in item.regions] == [2, 3]
    assert 0 <= item.regions[0].top < item.regions[0].bottom <= 1


def test_a_row_may_have_its_number_in_the_second_part(tmp_path):
    first = head().across(46, 66, 90, 560).down(46, 560)
    first.row(80, "1", "民生服务", "甲事", "市民政局", "办理甲。", "协助甲。")
    first.row(105, "", "", "", "", "办理乙的前", "协助乙。")
    second = Page().across(30, 60).down(30, 60)
    second.row(45, "2", "民生服务", "乙事", "市民政局", "一半。", "")
    items = parsed(tmp_path, first, second).items
    assert [(item.number, item.lead_duty) for item in items] == [
        (1, "办理甲。"),
        (2, "办理乙的前一半。"),
    ]


def test_a_number_cut_in_two_by_the_edge_of_a_page_is_one(tmp_path):
    first = head().across(46, 66).down(46, 560)
    for n in range(1, 10):
        first.row(60 + 20 * n, str(n), "民生服务", "甲", "市民政局", "办理。", "协助。")
        first.across(66 + 20 * n)
    first.row(270, "1", "民生服务", "第十事", "市民政局", "办理。", "协助。")
    second = Page().down(30, 60).across(60).row(45, "0", "", "", "", "上报。", "")
    items = parsed(tmp_path, first, second).items
    assert [item.number for item in items] == list(range(1, 11))
    assert items[-1].lead_duty.replace("\n", "") == "办理。上报。"


def test_merged_categories_reach_over_rows_and_pages(tmp_path):
    first = head().across(46, 66, 560).down(46, 560)
    first.row(80, "1", "民生服务", "甲", "市民政局", "办理。", "协助。")
    first.across(90, x1=80).across(90, x0=180)
    first.row(110, "2", "", "乙", "市民政局", "办理。", "协助。")
    second = Page().down(30, 90).across(30, 60, 90)
    second.row(45, "3", "", "丙", "市民政局", "办理。", "协助。")
    second.row(75, "4", "平安法治", "丁", "市公安局", "办理。", "协助。")
    items = parsed(tmp_path, first, second).items
    assert [item.category for item in items] == ["民生服务"] * 3 + ["平安法治"]


def test_bands_over_the_full_width_become_the_category(tmp_path):
    page = Page().text(330, 40, "基本履职事项清单", 16)
    page.rule(30, 46, 300, 46).text(34, 60, "序号").text(150, 60, "事项名称")
    for n, words in enumerate(("一、党的建设（1项）", "", "二、民生服务（1项）", "")):
        y = 66 + 20 * n
        page.rule(30, y, 300, y)
        if words:
            page.text(34, y + 14, words)
        else:
            page.rule(80, y, 80, y + 20).text(34, y + 14, str(n // 2 + 1)).text(84, y + 14, "做事")
    page.rule(30, 146, 300, 146).rule(80, 46, 80, 66).rule(30, 46, 30, 146).rule(300, 46, 300, 146)
    items = parsed(tmp_path, page).items
    assert [(i.number, i.category, i.name) for i in items] == [
        (1, "党的建设", "做事"),
        (2, "民生服务", "做事"),
    ]


def test_a_table_without_any_line_is_read_by_its_gaps(tmp_path):
    page = head(60)
    page.row(90, "1", "民生服务", "特困人员供", "市民政局", "1.负责审批；", "协助。")
    page.row(104, "", "", "养", "", "2.发钱。", "")
    page.row(130, "2", "平安法治", "消防", "市消防大队", "检查。", "上报。")
    rows = pdf.read(write(tmp_path / "list.pdf", [cover(), page])).rows
    assert rows[-2].cells == (
        "1",
        "民生服务",
        "特困人员供养",
        "市民政局",
        f"1.负责审批；{PARAGRAPH}2.发钱。",
        "协助。",
    )
    assert rows[-1].cells[:3] == ("2", "平安法治", "消防")


def test_radicals_of_a_font_are_ideographs_before_headers_are_matched(tmp_path):
    from ingest.read.pdf.characters import repaired

    assert repaired("\u2f3e\u2ea0\u2f8f\u2015") == "户民行—"
    assert repaired("戶（），；") == "戶（），；"


def test_lists_of_the_contents_are_no_titles(tmp_path):
    contents = Page().text(60, 60, "1.基本履职事项清单......(1)").text(60, 80, "2.配合履职事项清单")
    contents.text(700, 80, "(7)")
    rows = pdf.read(write(tmp_path / "list.pdf", [cover(), contents, head()])).rows
    assert ("1.基本履职事项清单......", "(1)") in [row.cells for row in rows]
    assert ("2.配合履职事项清单", "(7)") in [row.cells for row in rows]
