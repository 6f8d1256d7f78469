"""Cells of workbooks: numbers, dates, formulas, line breaks; what is not read is told."""

from datetime import date

import pytest
from openpyxl.comments import Comment

from ingest.pipeline import understand
from ingest.read import read
from tests.ingest.documents import document, finding, understood
from tests.ingest.packages import rewritten, with_part
from tests.ingest.sheets import cover, workbook
from tests.ingest.word import TITLES, words

WHOLE = understood(document())


@pytest.fixture
def parsed(tmp_path):
    """Gives a function that writes a workbook and understands the file."""
    return lambda **how: understand(workbook(tmp_path / "list.xlsx", **how))


def test_numbers_as_text_and_line_breaks_in_cells(parsed):
    def change(book) -> None:
        cover(book)
        book[TITLES[0]]["A3"] = "1"
        book[TITLES[1]]["E3"] = "1.负责特困人员救助供\n养的审批；\r\n2.负责日常监督。"

    duty_list = parsed(change=change)
    assert [i.number for i in duty_list.of_kind("basic")] == [1, 2]
    clauses = duty_list.of_kind("cooperation")[0].clauses
    assert [c.number for c in clauses if c.side == "lead"] == ["1", "2"]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("市民政局\n市财政局", ["市民政局", "市财政局"]),
        ("市人力资源和\n社会保障局", ["市人力资源和社会保障局"]),
        ("市民政局、\n市财政局", ["市民政局", "市财政局"]),
    ],
)
def test_departments_one_a_line(parsed, value, names):
    def change(book) -> None:
        cover(book)
        book[TITLES[1]]["D3"] = value

    assert parsed(change=change).of_kind("cooperation")[0].departments_as_printed == names


def test_a_formula_gives_its_stored_value_and_is_told_without_one(tmp_path):
    def change(book) -> None:
        cover(book)
        book[TITLES[0]]["A4"] = "=A3+1"

    path = workbook(tmp_path / "list.xlsx", change=change)
    assert finding(understand(path), "formula_without_value").message.startswith("A4共 1 格")
    stored = {b"<v></v>", b"<v/>", b"<v />"}
    with_part(
        path,
        "xl/worksheets/sheet2.xml",
        lambda content: next(
            content.replace(empty, b"<v>2</v>") for empty in stored if empty in content
        ),
    )
    duty_list = understand(path)
    assert words(duty_list) == words(WHOLE)
    assert duty_list.findings == []


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (3.0, "General", "3"),
        (2.5, "General", "2.5"),
        (True, "General", "是"),
        (date(2025, 7, 9), "yyyy-mm-dd", "2025年7月9日"),
        (date(2025, 7, 1), '[$-804]yyyy"年"m"月";@', "2025年7月"),
        (date(2025, 7, 9), "m/d/yy", "2025年7月9日"),
        ("_x0000_甲。_x000D_\n乙", "General", "甲。\u2029乙"),
    ],
)
def test_values_are_read_as_people_see_them(tmp_path, value, number_format, shown):
    def change(book) -> None:
        cell = book[TITLES[0]]["C4"]
        cell.value, cell.number_format = value, number_format

    rows = read(workbook(tmp_path / "list.xlsx", change=change)).rows
    assert shown in [cell for row in rows for cell in row.cells]


def test_errors_of_formulas_are_told(parsed):
    def change(book) -> None:
        cover(book)
        book[TITLES[0]]["C4"] = "#REF!"

    assert finding(parsed(change=change), "formula_error").message.startswith("C4")


def test_comments_are_no_text(parsed):
    def change(book) -> None:
        cover(book)
        book[TITLES[0]]["C4"].comment = Comment("旧稿", "a")

    assert words(parsed(change=change)) == words(WHOLE)


def test_rich_text_is_read_without_the_readings_above_it(tmp_path):
    path = workbook(tmp_path / "list.xlsx", change=cover)
    rich = (
        "<r><t>加强党员</t></r><r><t>教育管理</t></r><rPh sb='0' eb='1'><t>jia</t></rPh>".encode()
    )
    rewritten(path, lambda name, content: content.replace("<t>加强党员教育管理</t>".encode(), rich))
    assert words(understand(path)) == words(WHOLE)


def test_a_text_box_on_a_sheet_is_told(tmp_path):
    path = workbook(tmp_path / "list.xlsx", change=cover)
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="../drawings/drawing1.xml" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/drawing"/></Relationships>'
    )
    box = '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>附注</a:t></d>'
    rewritten(
        path,
        lambda name, content: content,
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": relation.encode(),
            "xl/drawings/drawing1.xml": box.encode(),
        },
    )
    assert finding(understand(path), "text_boxes").where == "工作表“封面”"
