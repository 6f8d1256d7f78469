"""Looks of PDF tables that real offices make: frames, two-row headers, watermarks, merged cells."""

from pathlib import Path

import pytest

from ingest.parse import parse
from ingest.read import pdf
from ingest.read.pdf.cells import TextLine, text_of
from ingest.read.pdf.characters import repaired
from ingest.shapes import PARAGRAPH
from tests.ingest.pdf_maker import COLUMNS, HEADER, Page, cover, write

ROW = ("民生服务", "特困人员供养", "市民政局", "负责审批。", "负责受理。")


def table(first: int = 1, rows: int = 3) -> Page:
    """A page of a cooperation list whose numbers begin at `first`."""
    page = Page().across(46, 66).row(60, *HEADER).down(46, 66 + 20 * rows)
    for n in range(rows):
        page.row(80 + 20 * n, str(first + n), *ROW).across(86 + 20 * n)
    return page


def read(tmp_path: Path, *pages: Page):
    """The source of a PDF with a cover and these pages."""
    return pdf.read(write(tmp_path / "list.pdf", [cover(), *pages]))


def frame(page: Page) -> Page:
    """The page with a rectangle around everything."""
    page.rule(20, 20, 822, 20).rule(20, 575, 822, 575)
    return page.rule(20, 20, 20, 575).rule(822, 20, 822, 575)


def cells_of(items) -> list[tuple]:
    """What came back of rows that all say the same."""
    return [
        (i.number, i.category, i.name, i.departments_cell, i.lead_duty, i.township_duty)
        for i in items
    ]


def test_a_frame_around_the_sheet_is_no_part_of_the_table(tmp_path):
    pages = [frame(table(1)), frame(table(4))]
    assert cells_of(parse(read(tmp_path, *pages)).items) == [(n, *ROW) for n in range(1, 7)]


def test_a_frame_alone_does_not_make_one_column_of_a_header_without_rules(tmp_path):
    page = frame(Page().row(60, *HEADER))
    page.row(90, "1", *ROW).row(120, "2", *ROW)
    assert cells_of(parse(read(tmp_path, page)).items) == [(1, *ROW), (2, *ROW)]


def test_rules_in_the_header_only_part_the_columns_below_it(tmp_path):
    page = Page().row(60, *HEADER).across(46, 66).down(46, 66)
    page.row(90, "1", *ROW).row(120, "2", *ROW).across(140)
    assert cells_of(parse(read(tmp_path, page)).items) == [(1, *ROW), (2, *ROW)]


def test_a_band_right_below_the_header_does_not_end_its_rules(tmp_path):
    header = (HEADER[0], *HEADER[2:])
    places = (COLUMNS[0], *COLUMNS[2:])
    page = Page().across(46, 66, 86, 126)
    for x, words in zip(places, header, strict=False):
        page.text(x + 4, 60, words)
    for x in places:
        page.rule(x, 46, x, 66).rule(x, 86, x, 126)
    page.text(34, 80, "一、民生服务（1项）")
    for x, words in zip(places, ("1", *ROW[1:]), strict=False):
        page.text(x + 4, 100, words)
    page.text(COLUMNS[4] + 4, 120, "三、宣传引导工作")
    item = parse(read(tmp_path, page)).items[0]
    assert item.category == "民生服务"
    assert item.lead_duty.replace("\n", "") == "负责审批。三、宣传引导工作"


@pytest.mark.parametrize("ruled", [True, False])
def test_words_over_two_columns_of_a_header_are_no_column(tmp_path, ruled):
    page = Page().row(64, *HEADER[:4]).row(72, "", "", "", "", *HEADER[4:])
    page.text(600, 56, "职责分工")
    page.row(95, "1", *ROW).row(125, "2", *ROW)
    if ruled:
        page.across(44, 78, 104, 134).across(60, x0=COLUMNS[4])
        for x in COLUMNS:
            page.rule(x, 60 if x == COLUMNS[5] else 44, x, 134)
    assert cells_of(parse(read(tmp_path, page)).items) == [(1, *ROW), (2, *ROW)]


def test_the_first_row_of_a_list_is_not_taken_for_a_part_of_its_header(tmp_path):
    page = Page().text(330, 30, "上级部门收回事项清单", 16)
    for x, words in zip((34, 84, 184, 444), ("序号", "事项类别", "事项名称"), strict=False):
        page.text(x, 60, words)
    page.text(560, 60, "承接部门及工作方式")
    page.text(444, 75, "承接部门：市民政局").text(444, 90, "工作方式：直接办理。")
    page.text(34, 82, "1").text(84, 82, "民生服务").text(184, 82, "低保审批")
    item = parse(read(tmp_path, page)).items[0]
    assert item.method_cell == "承接部门：市民政局\n工作方式：直接办理。"


def test_a_department_drawn_over_two_rows_belongs_to_both(tmp_path):
    page = Page().across(46, 66, 126).row(60, *HEADER).down(46, 126)
    page.across(96, x1=COLUMNS[3]).across(96, x0=COLUMNS[4])
    page.row(82, "1", *ROW[:2], "", *ROW[3:]).row(112, "2", *ROW[:2], "", *ROW[3:])
    page.text(COLUMNS[3] + 4, 98, "市民政局")
    assert cells_of(parse(read(tmp_path, page)).items) == [(1, *ROW), (2, *ROW)]


def test_an_upright_watermark_behind_the_rows_comes_into_none(tmp_path):
    page = table(1)
    page.orders.insert(0, "0.85 g")
    page.orders[1:1] = [*Page().text(200, 100, "征求意见稿", 40).orders, "0 g"]
    source = read(tmp_path, page)
    assert cells_of(parse(source).items) == [(n, *ROW) for n in range(1, 4)]
    assert ["征求意见稿" in f.message for f in source.findings if f.code == "turned_text"] == [True]


def test_pale_words_of_the_usual_size_stay_in_their_cells(tmp_path):
    page = table(1)
    page.orders.insert(0, "0.6 g")
    source = read(tmp_path, page)
    assert cells_of(parse(source).items) == [(n, *ROW) for n in range(1, 4)]


@pytest.mark.parametrize("turn", ["0 0.7 -0.7 0 595 0", "0 -0.7 0.7 0 0 595"])
def test_a_page_printed_sideways_is_read_as_if_turned(tmp_path, turn):
    pages = [cover(), table(1), table(4)]
    for page in pages:
        page.orders.insert(0, f"{turn} cm")
    duty_list = parse(pdf.read(write(tmp_path / "list.pdf", pages)))
    assert cells_of(duty_list.items) == [(n, *ROW) for n in range(1, 7)]


@pytest.mark.parametrize("words", ["第{}页", "{}"])
def test_page_numbers_in_chinese_or_roman_figures_are_put_aside(tmp_path, words):
    figures = ("二", "三", "四") if "页" in words else ("ii", "iii", "iv")
    pages = [
        table(1 + 3 * n).text(400, 580, words.format(figure)) for n, figure in enumerate(figures)
    ]
    duty_list = parse(read(tmp_path, *pages))
    assert [item.number for item in duty_list.items] == list(range(1, 10))
    assert "unplaced_text" not in [finding.code for finding in duty_list.findings]


def test_a_title_row_repeated_within_the_table_begins_no_row(tmp_path):
    def titled(*rows: tuple[str, ...]) -> Page:
        page = Page().text(360, 40, "配合履职事项清单").across(26, 46, 66).row(60, *HEADER)
        page.down(46, 66 + 20 * len(rows)).rule(30, 26, 30, 46).rule(812, 26, 812, 46)
        for n, row in enumerate(rows):
            page.row(80 + 20 * n, *row).across(86 + 20 * n)
        return page

    first = titled(("1", "民生服务", "特困人员供养", "市民政局", "负责", "负责受理。"))
    second = titled(("", "", "", "", "审批。", ""), ("2", *ROW))
    duty_list = parse(read(tmp_path, first, second))
    assert cells_of(duty_list.items) == [(1, *ROW), (2, *ROW)]


def test_text_that_breaks_off_below_the_foot_of_a_full_page_is_an_error(tmp_path):
    page = Page().across(46, 66, 550).row(60, *HEADER).down(46, 550)
    page.row(80, "1", *ROW[:3], "", "负责受理。")
    for n in range(34):
        page.text(COLUMNS[4] + 4, 80 + 14 * n, "负责审批各项")
    page.text(COLUMNS[4] + 4, 556, "组织有关单位")
    found = [f for f in read(tmp_path, page, table(2)).findings if f.code == "text_cut"]
    assert [(f.severity, f.where) for f in found] == [("error", "第2页")]


def test_compatibility_ideographs_are_the_ones_they_stand_for():
    assert repaired("\uf9df") == "履" and repaired("\u2329") == "〈"


def lines(*texts: str, size: float = 10) -> list[TextLine]:
    """Visual lines as wide as their signs."""
    return [TextLine(text, 0, size * len(text), size) for text in texts]


def test_no_paragraph_begins_inside_quotation_marks_that_may_not_break():
    # Six signs have room for two more, but “台”；” moves down as one.
    found = text_of(lines("组织开展平台", "台”；推广一体化应用软件"), 100)
    assert found == "组织开展平台台”；推广一体化应用软件"


def test_a_heading_that_fills_its_line_is_a_paragraph_of_its_own():
    found = text_of(lines("一、违法用地整治方面", "1.开展检查并上报情况", "2.上报。"), 100)
    assert found == PARAGRAPH.join(["一、违法用地整治方面", "1.开展检查并上报情况", "2.上报。"])


def test_a_number_that_does_not_count_on_begins_no_paragraph():
    found = text_of(lines("1.依照条例第十条第", "（三）项办理。"), 95)
    assert found == "1.依照条例第十条第（三）项办理。"
