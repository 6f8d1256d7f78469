"""Word documents: paragraphs and tables give what their text gives, however cells are merged."""

import pytest

from ingest.pipeline import understand
from tests.ingest.documents import BASIC, BASIC_ROWS, document, finding, understood
from tests.ingest.packages import rewritten
from tests.ingest.word import TABLES, TITLES, add_table, new, put, run, saved, whole, words, xml
from tests.ingest.words import bare

WHOLE = understood(document())


@pytest.fixture
def parsed(tmp_path):
    """Gives a function that saves a document and understands the file."""
    return lambda made: understand(saved(made, tmp_path / "list.docx"))


def test_a_document_gives_what_its_text_gives(parsed):
    duty_list = parsed(whole()[0])
    assert words(duty_list) == words(WHOLE)
    assert duty_list.findings == []
    assert (duty_list.county, duty_list.township, duty_list.date) == ("西昌市", "安宁镇", "2025-07")


def test_places_name_table_and_row(parsed):
    duty_list = parsed(whole()[0])
    assert str(duty_list.of_kind("cooperation")[1].place) == "第2个表格第3行"
    made, _ = whole()
    made.add_paragraph("由县委编办解释。")
    assert finding(parsed(made), "unplaced_text").where.startswith("正文第")


def test_a_contents_page_with_tabs_is_no_title(parsed):
    cover = "四川省凉山彝族自治州西昌市安宁镇履职事项清单\n2025年7月\n目录\n" + "".join(
        f"{n}.{title}\t{n}\n" for n, title in enumerate(TITLES, start=1)
    )
    duty_list = parsed(whole(cover)[0])
    assert words(duty_list) == words(WHOLE)
    assert duty_list.findings == []


def test_text_between_and_behind_tables_joins_no_cell(parsed):
    made = new()
    add_table(made, [BASIC, BASIC_ROWS[0]], TITLES[0])
    made.add_paragraph("续表")
    add_table(made, [BASIC, BASIC_ROWS[1]])
    made.add_paragraph("第一段说明")
    made.add_paragraph("第二段说明")
    duty_list = parsed(made)
    assert [i.name for i in duty_list.items] == [i.name for i in WHOLE.of_kind("basic")]
    told = [f.message for f in duty_list.findings if f.code == "unplaced_text"]
    assert [words in message for words, message in zip(("续表", "第一", "第二"), told, strict=True)]


def test_tab_separated_text_in_a_document(parsed):
    made = new(document())
    assert words(parsed(made)) == words(WHOLE)


def test_paragraphs_and_line_breaks_of_a_cell_stay_apart(parsed):
    made, tables = whole()
    cell = tables[1].rows[1].cells[4]
    put(cell, run("负责审批；") + "<w:r><w:br/></w:r>" + run("负责监督；"))
    cell.add_paragraph("负责检查。")
    item = parsed(made).of_kind("cooperation")[0]
    assert [c.text for c in item.clauses if c.side == "lead"] == [
        "负责审批；",
        "负责监督；",
        "负责检查。",
    ]


def test_departments_one_a_paragraph_are_several(parsed):
    made = new()
    row = "1\t民生服务\t救助\t市民政局\v市财政局\t1.负责；\t1.配合。"
    add_table(made, [TABLES[1][0], row], TITLES[1])
    assert parsed(made).items[0].departments == ["西昌市民政局", "西昌市财政局"]


# Merged cells.


def test_a_merged_category_fills_its_rows_and_an_empty_one_is_told(parsed):
    made = new()
    rows = [f"{n}\t{'民生服务' if n == 1 else ''}\t事项{n}" for n in range(1, 5)]
    table = add_table(made, [BASIC, *rows], TITLES[0])
    table.cell(1, 1).merge(table.cell(3, 1))
    duty_list = parsed(made)
    assert [i.category for i in duty_list.items] == ["民生服务"] * 4
    assert finding(duty_list, "category_empty").where == "第1个表格第5行"


def test_a_title_row_over_all_columns_and_a_mark_in_it(parsed):
    made = new()
    table = add_table(made, ["\t\t", BASIC, *BASIC_ROWS])
    cell = table.cell(0, 0).merge(table.cell(0, 2))
    cell.text = "内部\n基本履职事项清单"
    duty_list = parsed(made)
    assert [i.name for i in duty_list.items] == [i.name for i in WHOLE.of_kind("basic")]
    assert duty_list.markings == ["内部"]


def test_borders_that_slip_make_no_columns(parsed):
    """A row drawn by hand: its cells begin at other grid columns than those of the header."""
    made = new()
    table = add_table(made, [BASIC, *BASIC_ROWS])
    for at, spans in enumerate([(1, 2, 2), (2, 1, 2), (1, 3, 1)]):
        for cell, span in zip(table.rows[at]._tr.tc_lst, spans, strict=True):
            cell.grid_span = span
    duty_list = parsed(made)
    assert [i.name for i in duty_list.items] == [i.name for i in WHOLE.of_kind("basic")]


def test_a_header_of_two_lines(parsed):
    made = new()
    upper = "序号\t事项类别\t事项名称\t上级部门\t\t乡镇配合职责"
    lower = "\t\t\t对应上级部门\t上级部门职责\t"
    table = add_table(made, [upper, lower, *TABLES[1][1:]], TITLES[1])
    table.cell(0, 3).merge(table.cell(0, 4))
    for column in (0, 1, 2, 5):
        table.cell(0, column).merge(table.cell(1, column))
    duty_list = parsed(made)
    assert words(duty_list) == [row for row in words(WHOLE) if row[0] == "cooperation"]
    assert duty_list.blocked == []


def test_rows_under_one_merged_number_are_one_item(parsed):
    made = new()
    rows = ["1\t民生服务\t救助\t市民政局\t1.审批；\t1.受理；", "\t\t\t市财政局\t2.拨款。\t"]
    table = add_table(made, [TABLES[1][0], *rows], TITLES[1])
    for column in (0, 1, 2, 5):
        table.cell(1, column).merge(table.cell(2, column))
    duty_list = parsed(made)
    [item] = duty_list.items
    assert item.departments == ["西昌市民政局", "西昌市财政局"]
    assert (item.name, bare(item.lead_duty), bare(item.township_duty)) == (
        "救助",
        "1.审批；2.拨款。",
        "1.受理；",
    )
    assert finding(duty_list, "rows_joined").where == "第1个表格第3行"


def test_a_row_with_more_cells_than_the_header_is_told(parsed):
    made = new()
    table = add_table(made, [BASIC, *BASIC_ROWS])
    table.rows[1]._tr.append(xml("<w:tc><w:p><w:r><w:t>多余</w:t></w:r></w:p></w:tc>"))
    assert finding(parsed(made), "columns").where == "第1个表格第2行"


def test_bands_give_the_category(parsed):
    made = new()
    table = add_table(made, ["序号\t事项名称", "\t", "1\t甲", "\t", "2\t乙"], TITLES[0])
    for row, text in ((1, "一、党的建设（1项）"), (3, "二、民生服务（2项）")):
        table.cell(row, 0).merge(table.cell(row, 1)).text = text
    duty_list = parsed(made)
    assert [(i.category, i.name) for i in duty_list.items] == [
        ("党的建设", "甲"),
        ("民生服务", "乙"),
    ]
    assert finding(duty_list, "declared_mismatch").where == "第1个表格第4行"


def test_a_nested_table_is_told_and_its_words_kept(parsed):
    made, tables = whole()
    inner = tables[1].rows[1].cells[4].add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "补充职责", "负责监管。"
    duty_list = parsed(made)
    assert "负责监管" in duty_list.of_kind("cooperation")[0].lead_duty
    assert finding(duty_list, "nested_table").severity == "warning"


def test_a_frame_around_the_whole_list_is_no_table(parsed):
    made = new()
    cell = made.add_table(1, 1).cell(0, 0)
    for lines, title in zip(TABLES, TITLES, strict=True):
        cell.add_paragraph(title)
        rows = [line.split("\t") for line in lines]
        inner = cell.add_table(len(rows), len(rows[0]))
        for at, texts in enumerate(rows):
            for column, text in enumerate(texts):
                inner.cell(at, column).text = text
    assert words(parsed(made)) == words(WHOLE)


def test_fields_links_and_content_controls_are_read(parsed):
    made, tables = whole()
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    )
    put(
        tables[0].rows[1].cells[2],
        f"<w:hyperlink>{run('加强')}</w:hyperlink><w:sdt><w:sdtContent>{run('党员')}"
        f"</w:sdtContent></w:sdt>{field}<w:fldSimple w:instr='x'>{run('教育管理')}</w:fldSimple>",
    )
    assert words(parsed(made)) == words(WHOLE)


def test_the_strict_form_of_the_format_is_read(tmp_path, parsed):
    """Word can save in the namespaces of ISO 29500 Strict."""
    path = saved(whole()[0], tmp_path / "list.docx")
    strict = rewritten(path, lambda name, content: content.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    ))  # fmt: skip
    assert words(understand(strict)) == words(WHOLE)
