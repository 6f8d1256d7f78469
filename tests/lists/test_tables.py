"""Files people bring: read whatever they are, refused with a reason, written with nothing lost."""

import csv
import io
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from lists import tables
from lists.tables import TableError

HEAD = ["编号", "工单内容", "备注"]
ROWS = [[1, "路灯不亮", "=1+1"], [2, "邻居养狗不拴绳，\n天天乱叫", None], [3, None, "无"]]


def book(rows=None, title: str = "", change=None) -> bytes:
    """A workbook of these rows; `change` gets its sheet."""
    workbook = Workbook()
    sheet = workbook.active
    for row in [[title]] * bool(title) + [HEAD, *(ROWS if rows is None else rows)]:
        sheet.append(row)
    if change:
        change(sheet)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, change) -> bytes:
    """A workbook with one part changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if info.filename == name else part)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def added(table: tables.Table) -> dict[int, list[str]]:
    """Something to add to the head and to every row."""
    return {table.head.number: ["判定", *"abcde"]} | {
        row.number: ["=1", "<&>\x01", f"@{row.number}", "+", "", "终"] for row in table.rows
    }


def sheet_of(data: bytes):
    return load_workbook(BytesIO(data)).active


def test_a_workbook_is_read_as_texts():
    table = tables.read(book())
    assert table.format == "xlsx"
    assert list(table.head.cells) == HEAD
    assert [row.number for row in table.rows] == [2, 3, 4]
    assert table.rows[1][1] == "邻居养狗不拴绳，\n天天乱叫"
    assert [column.letter for column in table.columns] == ["A", "B", "C"]
    assert table.likely.title == "工单内容"


def test_a_workbook_keeps_its_cells_and_gets_texts_behind_them():
    def change(sheet):
        sheet.column_dimensions["B"].width = 60
        sheet.row_dimensions[3].height = 40
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=4))
        sheet.add_chart(chart, "J3")

    data = book(change=change)
    table = tables.read(data)
    result = table.append(added(table))
    old, new = sheet_of(data), sheet_of(result)
    for row in old.iter_rows():
        for cell in row:
            assert new[cell.coordinate].value == cell.value
    assert new["D1"].value == "判定" and new["I4"].value == "终"
    assert new["D2"].value == "=1" and new["D2"].data_type == "s"  # a text, no formula
    assert new["E2"].value == "<&>" and new["F3"].value == "@3"
    assert new["C2"].data_type == "f"  # theirs stays what it was
    assert new.column_dimensions["B"].width == 60
    before, after = (zipfile.ZipFile(BytesIO(one)) for one in (data, result))
    assert before.namelist() == after.namelist()
    for name in before.namelist():
        assert (before.read(name) == after.read(name)) == (name != SHEET)


def test_a_title_above_the_head_and_merged_cells():
    def change(sheet):
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("B3:B4")

    table = tables.read(book(title="12345工单统计表", change=change))
    assert table.head.number == 2 and table.head[1] == "工单内容"
    assert [row[1] for row in table.rows] == ["路灯不亮", "路灯不亮", ""]
    sheet = sheet_of(table.append(added(table)))
    assert sheet["D1"].value is None and sheet["D2"].value == "判定"
    assert {str(merged) for merged in sheet.merged_cells} == {"A1:C1", "B3:B4"}


def test_cells_without_places_empty_rows_and_prefixes_are_met():
    def change(part):
        text = part.decode().replace("<", "<x:").replace("<x:/", "</x:")
        text = text.replace("<x:worksheet xmlns=", "<x:worksheet xmlns:x=")
        return text.replace("</x:sheetData>", '<x:row r="5" spans="1:3" /></x:sheetData>').encode()

    table = tables.read(with_part(book(), SHEET, change))
    assert [row.number for row in table.rows] == [2, 3, 4]
    sheet = sheet_of(table.append(added(table) | {5: ["in", "an", "empty", "row", "", ""]}))
    assert sheet["D4"].value == "=1" and sheet["G5"].value == "row"
    assert sheet.dimensions == "A1:I5"


def test_styled_blank_cells_to_the_right_are_not_overwritten():
    from openpyxl.styles import Font

    def change(sheet):
        sheet["F3"].font = Font(bold=True)

    table = tables.read(book(change=change))
    sheet = sheet_of(table.append(added(table)))
    assert sheet["D1"].value is None and sheet["G1"].value == "判定" and sheet["G3"].value == "=1"


def csv_of(rows, encoding="utf-8", delimiter=",", end="\r\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_keeps_its_bytes_and_gets_cells_behind_them(encoding, delimiter):
    data = csv_of(
        [HEAD, [1, "路灯，不亮\n两行", "=1+1"], [2, 'a,b;c\t"d"', ""]], encoding, delimiter
    )
    data += b"\r\n"  # a blank line stays one
    table = tables.read(data)
    assert [row[1] for row in table.rows[:2]] == ["路灯，不亮\n两行", 'a,b;c\t"d"']
    assert table.rows[1].number == 4  # the lines of a record are counted
    result = table.append({n: c for n, c in added(table).items() if n != table.rows[-1].number})
    lines = result.split(b"\r\n")
    assert [
        line.partition("判定".encode(encoding.replace("-sig", "")))[0] for line in lines[:1]
    ] == [data.split(b"\r\n")[0] + delimiter.encode()]
    assert result.endswith(b"\r\n\r\n")
    rows = list(csv.reader(io.StringIO(result.decode(encoding), newline=""), delimiter=delimiter))
    old = list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter))
    assert [row[:3] for row in rows] == old
    assert rows[1][3:] == ["'=1", "<&>\x01", "'@2", "'+", "", "终"]


CELL = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_whatever_stands_in_a_csv_comes_back(rows, encoding):
    data = csv_of([HEAD, *rows, ["终", "a", "b"]], encoding)
    table = tables.read(data)
    result = table.append({row.number: ["x"] * 6 for row in (table.head, *table.rows)})
    read = list(csv.reader(io.StringIO(result.decode(encoding), newline="")))
    old = list(csv.reader(io.StringIO(data.decode(encoding), newline="")))
    assert [row[:-6] for row in read if row] == [row for row in old if row]


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_whatever_stands_in_a_workbook_stays(rows):
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as ILLEGAL

    texts = [[ILLEGAL.sub("", cell).replace("\r", "") for cell in row] for row in rows]
    data = book([["a", *row] for row in texts] + [["终", "b", "c"]])
    table = tables.read(data)
    sheet, old = sheet_of(table.append(added(table))), sheet_of(data)
    for row in old.iter_rows():
        for cell in row:
            assert sheet[cell.coordinate].value == cell.value
    assert [sheet.cell(row.number, 9).value for row in table.rows] == ["终"] * len(table.rows)


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(SHEET, b"<row/>" * (11 * 2**20))
    return out.getvalue()


def encrypted() -> bytes:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    return ole + "EncryptedPackage".encode("utf-16-le")


def far(sheet):
    sheet["A9000"] = "远"


def broad(sheet):
    sheet.cell(2, 300, "宽")


MANY = [[n, "文字", ""] for n in range(5001)]
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
REFUSED = {
    "empty": (b"  \n", "文件是空的"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "第 3 行有空字符"),
    "nul": ("编号,内容\n1,路灯\n2,坏\x00灯\n".encode(), "第 3 行有空字符"),
    "utf-16": ("编号,内容\n1,路灯\n".encode("utf-16"), "CSV UTF-8"),
    "broken encoding": (b"a,b\n1,\xe8\xb7\xaf\n2,\xff\xff\xff\n", "第 3 行有无法识别的文字编码"),
    "ragged": ("编号,内容\n1,路灯\n2,路灯,坏了\n".encode(), "第 3 行有 3 格，列名有 2 格"),
    "short": ("编号,内容\n1,路灯\n坏了\n".encode(), "第 3 行有 1 格，列名有 2 格"),
    "open quote": ('编号,内容\n1,"路灯\n2,坏了\n'.encode(), "第 2 行的引号不成对"),
    "only a head": ("编号,内容\n".encode(), "没有数据"),
    "many in csv": (csv_of([HEAD, *MANY]), "超过 5000 行"),
    "many": (book(MANY), "超过 5000 行"),
    "far": (book(change=far), "到第 9000 行"),
    "broad": (book(change=broad), "超过 200 列"),
    "broad csv": (csv_of([["列"] * 300, ["格"] * 300]), "超过 200 列"),
    "encrypted": (encrypted(), "文件加了密码"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "旧的 xls"),
    "bomb": (bomb(), "解压后过大"),
    "no workbook": (with_part(book(), "", bytes)[:200], "已损坏"),
    "cut off": (book()[:-300], "已损坏"),
    "other zip": (b"PK\x03\x04" + bytes(100), "已损坏"),
    "broken sheet": (with_part(book(), SHEET, lambda part: part[:-40]), "工作表已损坏"),
    "entities": (with_part(book(), SHEET, lambda part: DOCTYPE + part), "格式不对"),
    "large": (b"a" * (5 * 2**20 + 1), "超过 5 MB"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_the_reason_and_the_remedy(data, why):
    with pytest.raises(TableError, match=why) as refused:
        tables.read(data)
    assert "请" in str(refused.value)
    assert refused.value.__cause__ is None  # a library's words may quote a cell


def test_a_column_without_texts_or_that_is_not_there_is_refused():
    table = tables.read(csv_of([HEAD, [1, "", "无"]]))
    with pytest.raises(TableError, match="“工单内容”一列没有文字"):
        table.column("B")
    for letter in ("D", "", "工单内容", "ZZZZ"):
        with pytest.raises(TableError, match="请重新选择"):
            table.column(letter)
