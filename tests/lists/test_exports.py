"""Exports: the same rows in three formats, nothing taken for a formula, any number in memory."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from lists import exports
from lists.exports import COLUMNS, OWN_DUTY, Coded, Column, ExportRow
from lists.models import Department, Item
from lists.models.items import Kind

FEW = (Column("kind", "清单", 10), Column("number", "序号", 6), Column("text", "文字", 40))
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A"]


def made(count: int, text: str = "做好农村户厕改造。" * 30) -> Iterator[ExportRow]:
    """Rows that nobody keeps."""
    for number in range(count):
        yield ExportRow("配合履职", (Coded("配合履职", "cooperation"), number, f"{text}{number}"))


def read_csv(pieces) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(pieces).decode("utf-8-sig"))))


def read_xlsx(file):
    with file:
        return load_workbook(file)


def below_head(sheet, head: int) -> list[tuple]:
    return list(sheet.iter_rows(min_row=head + 1, values_only=True))


@pytest.mark.django_db
def test_a_row_says_all_that_its_list_says():
    item = Item.published.get(township__name="新地乡", kind="cooperation", number=3)
    (row,) = exports.rows(Item.published.filter(pk=item.pk), "https://lists.example.org")
    values = dict(zip((column.key for column in COLUMNS), row.values, strict=True))
    assert row.sheet == "配合履职" and values["kind"].code == "cooperation"
    assert (values["number"], values["name"]) == (3, item.name)
    assert values["lead_duty"] == item.cooperationitem.lead_duty != ""
    assert values["township_duty"] == item.cooperationitem.township_duty != ""
    assert values["method"] == ""
    assert values["departments"] == [
        part.department.name for part in item.involvements.filter(in_column=True)
    ]
    assert (values["county"], values["township"]) == ("吉木萨尔县", "新地乡")
    assert values["date"].label == item.edition.date_label
    assert values["state"] == Coded("现行", "published")
    assert values["url"] == f"https://lists.example.org{item.get_absolute_url()}"
    assert values["place"]


@pytest.mark.django_db
def test_rows_come_in_the_order_of_the_query_over_many_chunks(monkeypatch):
    monkeypatch.setattr("lists.exports.items.CHUNK", 7)
    items = Item.published.filter(kind="basic").order_by("-number", "township__name")
    found = [(row.values[1], row.values[9]) for row in exports.rows(items)]
    assert found == list(items.values_list("number", "township__name"))
    assert len(found) > 100


@pytest.mark.django_db
def test_queries_grow_with_chunks_not_with_rows(django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        found = list(exports.rows(Item.published.filter(township__name="新地乡").order_by("pk")))
    assert len(found) > 150


@pytest.mark.django_db
def test_a_body_s_own_clauses_stand_behind_the_others():
    body = Department.published.get(name="奇台县农业农村局")
    items = Item.published.filter(departments=body, kind="cooperation").order_by("pk")
    columns = (*COLUMNS, OWN_DUTY)
    for item, row in zip(items, exports.rows(items, bodies={body.pk}), strict=True):
        assert len(row.values) == len(columns)
        own = item.clauses.filter(side="lead", departments=body)
        assert row.values[-1].count("\n") >= own.count() - 1
        assert all(clause.text in row.values[-1] for clause in own)


@pytest.mark.django_db
def test_rows_of_the_three_lists_stand_on_three_sheets():
    items = Item.published.filter(township__name="新地乡").order_by("kind", "number")
    book = read_xlsx(exports.xlsx_file(COLUMNS, exports.rows(items), "题目", "来源"))
    assert book.sheetnames == ["基本履职", "配合履职", "上级收回"]
    for sheet in book:
        kind = sheet.title
        rows = below_head(sheet, 3)
        assert {row[0] for row in rows} == {kind}
        assert [row[1] for row in rows] == list(range(1, len(rows) + 1))
    one = read_xlsx(exports.xlsx_file(COLUMNS, exports.rows(items, sheet="查找结果")))
    assert one.sheetnames == ["查找结果"] and one.active.max_row == items.count() + 1


def test_a_workbook_has_its_source_above_a_head_that_stays_and_filters():
    sheet = read_xlsx(exports.xlsx_file(FEW, made(5), "新地乡配合履职事项", "来源：某处")).active
    assert sheet["A1"].value == "新地乡配合履职事项" and sheet["A2"].value == "来源：某处"
    assert [cell.value for cell in sheet[3]] == ["清单", "序号", "文字"]
    assert sheet.freeze_panes == "A4" and sheet.auto_filter.ref == "A3:C8"
    assert sheet["C4"].alignment.wrap_text and sheet["C3"].font.bold
    assert sheet.column_dimensions["C"].width == 40
    assert sheet.print_title_rows == "$3:$3"


def test_a_workbook_without_rows_has_a_head():
    book = read_xlsx(exports.xlsx_file(FEW, made(0)))
    assert [[cell.value for cell in row] for row in book.active.iter_rows()] == [
        ["清单", "序号", "文字"]
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_taken_for_a_formula(text):
    row = [ExportRow("表", (Coded(text, "x"), 1, [text, "乙"]))]
    (_, cells) = read_csv(exports.csv(FEW, row))
    assert cells == [f"'{text}", "1", f"'{text}、乙"]
    sheet = read_xlsx(exports.xlsx_file(FEW, row)).active
    assert {cell.data_type for cell in sheet[2]} == {"s", "n"}
    assert sheet["A2"].data_type == sheet["C2"].data_type == "s"


def test_a_csv_opens_in_excel_and_keeps_lines_and_quotes():
    text = '第一行\n“第二”行,"引"'
    pieces = b"".join(exports.csv(FEW, [ExportRow("表", (Coded("甲", "a"), 1, text))]))
    assert pieces.startswith(b"\xef\xbb\xbf")
    assert read_csv([pieces]) == [["清单", "序号", "文字"], ["甲", "1", text]]


def test_json_lines_hold_what_programs_read():
    row = ExportRow("表", (Coded("配合履职", "cooperation"), 1, ["甲", "乙"]))
    lines = b"".join(exports.jsonl(FEW, [row, row])).decode().splitlines()
    expected = {"kind": "cooperation", "number": 1, "text": ["甲", "乙"]}
    assert [json.loads(line) for line in lines] == [expected] * 2


def test_a_text_no_workbook_takes_is_cut_and_cleaned():
    row = ExportRow("表/一", (Coded("甲", "a"), 1, "\x01" + "长" * 40_000))
    sheet = read_xlsx(exports.xlsx_file(FEW, [row])).active
    assert sheet.title == "表一"
    assert len(sheet["C2"].value) == 32_767 and sheet["C2"].value.endswith("略去）")


@pytest.mark.parametrize("write", [exports.csv, exports.jsonl, exports.xlsx_file])
def test_memory_does_not_grow_with_the_rows(write):
    peaks = []
    for count in (300, 3000):
        tracemalloc.start()
        size = sum(len(piece) for piece in write(FEW, made(count)))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert size > count
    for few, many in pairwise(peaks):
        assert many < few + 200_000  # ten times the rows are 2.5 million bytes more


@pytest.mark.django_db
def test_a_sheet_goes_without_the_columns_its_list_never_has():
    items = Item.published.filter(township__name="新地乡").order_by("kind", "number")
    book = read_xlsx(exports.xlsx_file(COLUMNS, exports.rows(items, "https://lists.example.org")))
    heads = {sheet.title: [cell.value for cell in sheet[1]] for sheet in book}
    own = {"上级部门", "上级部门职责", "配合职责", "承接部门及工作方式"}
    assert own.isdisjoint(heads["基本履职"])
    assert own - set(heads["配合履职"]) == {"承接部门及工作方式"}
    assert own & set(heads["上级收回"]) == {"上级部门", "承接部门及工作方式"}
    for sheet in book:
        first, item = sheet[2], items.filter(kind=items_kind(sheet.title)).first()
        cells = dict(zip(heads[sheet.title], (cell.value for cell in first), strict=True))
        assert (cells["事项名称"], cells["乡镇（街道）"]) == (item.name, "新地乡")
        assert first[-1].hyperlink.target == cells["网址"]
        assert cells["网址"] == f"https://lists.example.org{item.get_absolute_url()}"
    together = read_xlsx(exports.xlsx_file(COLUMNS, exports.rows(items, sheet="查找结果"))).active
    assert own < {cell.value for cell in together[1]}


def items_kind(label: str) -> str:
    """The code of a list by its name."""
    return next(kind for kind, name in Kind.choices if name == label)


def test_a_workbook_names_its_title_and_who_made_it():
    book = read_xlsx(exports.xlsx_file(FEW, made(1), "新地乡配合履职事项", "来源：某处"))
    assert book.properties.title == "新地乡配合履职事项"
    assert book.properties.creator == "乡镇履职事项清单查询公开平台"


def test_later_addresses_of_a_long_sheet_are_plain_texts(monkeypatch):
    monkeypatch.setattr("lists.exports.book.MOST_LINKS", 2)
    rows = [ExportRow("表", (f"https://lists.example.org/{n}",)) for n in range(4)]
    sheet = read_xlsx(exports.xlsx_file([Column("url", "网址", 40)], rows)).active
    assert [bool(row[0].hyperlink) for row in sheet.iter_rows(min_row=2)] == [True] * 2 + [
        False
    ] * 2
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [row.values[0] for row in rows]
