"""Workbooks: sheets, merged cells, numbers, dates and formulas; what is hidden is told."""

import pytest

from ingest.errors import NotADutyList
from ingest.pipeline import understand
from tests.ingest.documents import BASIC, BASIC_ROWS, codes, document, finding, understood
from tests.ingest.sheets import cover, filled, workbook
from tests.ingest.word import TABLES, TITLES, words

WHOLE = understood(document())
NO_TITLES = (None, None, None)


@pytest.fixture
def parsed(tmp_path):
    """Gives a function that writes a workbook and understands the file."""
    return lambda **how: understand(workbook(tmp_path / "list.xlsx", **how))


def test_a_workbook_gives_what_its_text_gives(parsed):
    duty_list = parsed(change=cover)
    assert words(duty_list) == words(WHOLE)
    assert duty_list.findings == []
    assert (duty_list.township, duty_list.date) == ("安宁镇", "2025-07")


@pytest.mark.parametrize("names", [("Sheet1", "Sheet2", "Sheet3"), ("基本", "配合", "收回")])
@pytest.mark.parametrize("titles", [NO_TITLES, TITLES])
def test_sheets_of_any_name_with_titles_or_without(parsed, names, titles):
    duty_list = parsed(names=names, titles=titles, change=cover)
    assert words(duty_list) == words(WHOLE)
    assert duty_list.findings == []


def test_a_sheet_s_name_is_its_title_where_it_has_none(parsed):
    names = tuple(f"安宁镇{title}" for title in TITLES)
    duty_list = parsed(names=(names[0], names[2], names[1]), titles=NO_TITLES, change=cover)
    assert words(duty_list) == words(WHOLE)
    assert codes(duty_list) == ["title_mismatch", "title_mismatch"]


def test_places_name_sheet_and_row(parsed):
    item = parsed(change=cover).of_kind("cooperation")[1]
    assert str(item.place) == "工作表“配合履职事项清单”第4行"


def test_all_lists_on_one_sheet(tmp_path):
    def one(book) -> None:
        cover(book)
        first = book[TITLES[0]]
        for name, lines in zip(TITLES[1:], TABLES[1:], strict=True):
            first.append([])
            first.append([name])
            for line in lines:
                first.append(line.split("\t"))
            book.remove(book[name])

    duty_list = understand(workbook(tmp_path / "list.xlsx", change=one))
    assert words(duty_list) == words(WHOLE)
    assert duty_list.findings == []


def test_merged_and_empty_categories(parsed):
    def change(book) -> None:
        cover(book)
        sheet = book[TITLES[0]]
        sheet["B3"], sheet["B4"] = "民生服务", None
        sheet.merge_cells("B3:B4")
        sheet.append([3, None, "无类别"])

    duty_list = parsed(change=change)
    assert [i.category for i in duty_list.of_kind("basic")] == ["民生服务"] * 3
    assert finding(duty_list, "category_empty").where == "工作表“基本履职事项清单”第5行"


def test_empty_columns_are_no_columns(parsed):
    def change(book) -> None:
        cover(book)
        book[TITLES[0]].insert_cols(1)
        book[TITLES[1]].insert_cols(3, 2)
        book[TITLES[1]].merged_cells.ranges.clear()

    assert words(parsed(change=change)) == words(WHOLE)


def test_bands_give_the_category(parsed):
    def change(book) -> None:
        cover(book)
        sheet = book[TITLES[0]]
        sheet.delete_rows(1, 9)
        sheet.merged_cells.ranges.clear()
        for row in (
            ["序号", "事项名称"],
            ["一、党的建设（1项）"],
            [1, "甲"],
            ["二、民生服务"],
            [2, "乙"],
        ):
            sheet.append(row)
        sheet.merge_cells("A2:B2")

    found = parsed(change=change).of_kind("basic")
    assert [(i.category, i.name) for i in found] == [("党的建设", "甲"), ("民生服务", "乙")]


def test_hidden_sheets_rows_and_columns_are_told(parsed):
    def change(book) -> None:
        cover(book)
        filled(book.create_sheet("旧稿"), [BASIC, *BASIC_ROWS]).sheet_state = "hidden"
        book[TITLES[0]].row_dimensions[4].hidden = True
        book[TITLES[1]].column_dimensions["F"].hidden = True

    duty_list = parsed(change=change)
    assert words(duty_list) == words(WHOLE)
    assert finding(duty_list, "hidden_sheet").where == "工作表“旧稿”"
    assert "第 4 行是隐藏的" in finding(duty_list, "hidden_rows").message
    assert finding(duty_list, "hidden_columns").where == "工作表“配合履职事项清单”"
    assert {f.severity for f in duty_list.findings} == {"warning"}


@pytest.mark.parametrize("name", ["目录", "目 录", "首页"])
def test_a_contents_sheet_holds_no_items(parsed, name):
    def change(book) -> None:
        cover(book)
        sheet = book.create_sheet(name, 1)
        for row in (["目录"], *([n, title, n * 3] for n, title in enumerate(TITLES, start=1))):
            sheet.append(row)

    duty_list = parsed(change=change)
    assert words(duty_list) == words(WHOLE)
    assert duty_list.findings == []


def test_a_contents_workbook_is_no_list(tmp_path):
    def change(book) -> None:
        for title in TITLES:
            book.remove(book[title])
        sheet = book.create_sheet("目录")
        for row in (["目录"], ["序号", "附件", "页码"], [1, f"附件1：{TITLES[0]}", 1]):
            sheet.append(row)

    with pytest.raises(NotADutyList):
        understand(workbook(tmp_path / "目录.xlsx", change=change))


def test_a_sheet_of_notes_behind_the_lists_is_told_and_joins_nothing(parsed):
    def change(book) -> None:
        cover(book)
        notes = book.create_sheet("填表说明")
        notes.append(["本清单由县委编办解释。"])
        notes.append(["联系人", "编办"])

    duty_list = parsed(change=change)
    assert words(duty_list) == words(WHOLE)
    assert codes(duty_list) == ["unplaced_text", "unplaced_text"]


def test_a_list_that_goes_on_on_a_second_sheet(parsed):
    def change(book) -> None:
        cover(book)
        more = book.create_sheet("基本2", 2)
        more.append([3, "民生服务", "开展临时救助"])

    assert [i.number for i in parsed(change=change).of_kind("basic")] == [1, 2, 3]


@pytest.mark.parametrize("where", ["oddHeader", "oddFooter"])
def test_a_mark_in_the_printed_header_counts(parsed, where):
    def change(book) -> None:
        cover(book)
        getattr(book[TITLES[0]], where).center.text = "内部资料"

    assert parsed(change=change).markings == ["内部"]


def test_a_mark_in_a_cell_counts(parsed):
    def change(book) -> None:
        cover(book)
        book["封面"]["A1"] = "秘密★1年"

    assert parsed(change=change).markings == ["秘密"]
