"""Finding the tables: headers, titles, broken rows; and nothing is dropped silently."""

import pytest

from tests.ingest.documents import (
    BASIC,
    BASIC_ROWS,
    COOPERATION,
    COOPERATION_ROWS,
    REVOKED,
    REVOKED_ROWS,
    codes,
    document,
    finding,
    line_of,
    raw,
    understood,
)
from tests.ingest.words import bare, raw_rows

WHOLE = understood(document())


def same_as_whole(duty_list) -> bool:
    """Whether the items are those of the whole document, word for word."""

    def words(items):
        return [
            (i.kind, i.number, i.category, i.name, i.departments)
            + tuple(bare(cell or "") for cell in (i.lead_duty, i.township_duty, i.method_cell))
            for i in items
        ]

    return words(duty_list.items) == words(WHOLE.items)


def test_a_whole_document_has_no_findings():
    assert WHOLE.findings == []
    assert [(i.kind, i.number) for i in WHOLE.items] == [
        ("basic", 1),
        ("basic", 2),
        ("cooperation", 1),
        ("cooperation", 2),
        ("revoked", 1),
    ]


@pytest.mark.parametrize("name", ["事项名称", "履职事项", "履职事项名称", "<p>事项名称</p>"])
@pytest.mark.parametrize(
    "duty", ["乡镇配合职责", "镇配合职责", "街道配合职责", "托喀依乡配合职责", "协同职责"]
)
@pytest.mark.parametrize("number", ["序号", "序 号", "序　号"])
def test_renamed_headers(name, duty, number):
    headers = tuple(
        line.replace("事项名称", name).replace("乡镇配合职责", duty).replace("序号", number)
        for line in (BASIC, COOPERATION, REVOKED)
    )
    duty_list = understood(document(headers=headers))
    assert same_as_whole(duty_list)
    assert duty_list.findings == []


@pytest.mark.parametrize("order", [(2, 0, 1), (2, 1, 0), (1, 0, 2)])
def test_tables_in_another_order(order):
    tables = ["\n".join(["", *part]) for part in (
        ("基本履职事项清单", BASIC, *BASIC_ROWS),
        ("配合履职事项清单", COOPERATION, *COOPERATION_ROWS),
        ("上级部门收回事项清单", REVOKED, *REVOKED_ROWS),
    )]  # fmt: skip
    text = document().split("\n基本履职")[0] + "\n".join(tables[at] for at in order)
    duty_list = understood(text)
    assert duty_list.findings == []
    for kind in ("basic", "cooperation", "revoked"):
        assert [i.name for i in duty_list.of_kind(kind)] == [i.name for i in WHOLE.of_kind(kind)]


@pytest.mark.parametrize(
    "between",
    [
        f"\n\n{BASIC}\n",
        f"\n{BASIC}\n",
        f"\n基本履职事项清单\n\n{BASIC}\n",
        f"\n— 3 —\n\n{BASIC}\n",
        "\n— 3 —\n",
        "\n3/46\n\n",
        "\n\n17\n\n",
        "\n四川省凉山彝族自治州西昌市安宁镇\n",
        "\n\n\n",
        "\n \t \n",
    ],
)
def test_page_breaks_between_rows(between):
    text = document().replace("\n".join(BASIC_ROWS), BASIC_ROWS[0] + between + "\n" + BASIC_ROWS[1])
    duty_list = understood(text)
    assert same_as_whole(duty_list)
    assert {finding.code for finding in duty_list.findings} <= {"page_furniture"}


@pytest.mark.parametrize("line", ["2/3", "第3页", "— 5 —", "四川省凉山彝族自治州西昌市安宁镇"])
def test_nothing_inside_a_broken_row_is_taken_for_a_page_number(line):
    broken = f"1\t民生服务\t救助\t市民政局\t应有\n{line}\n以上成员参加。\t1.配合。"
    item = understood(document(cooperation=[broken])).of_kind("cooperation")[0]
    assert bare(line) in bare(item.lead_duty)


def test_passed_page_numbers_are_told():
    text = document().replace(BASIC_ROWS[0] + "\n", f"{BASIC_ROWS[0]}\n\n— 3 —\n\n")
    assert "page_furniture" in {finding.code for finding in understood(text).findings}


@pytest.mark.parametrize(
    "titles", [("", "", ""), ("# 基本履职事项清单", "配合履职事项", "收回事项")]
)
def test_titles_may_be_missing_or_shorter(titles):
    duty_list = understood(document(titles=titles))
    assert same_as_whole(duty_list)
    assert duty_list.findings == []


def test_a_wrong_title_is_told_and_the_columns_decide():
    text = document(titles=("基本履职事项清单", "上级部门收回事项清单", "配合履职事项清单"))
    duty_list = understood(text)
    assert same_as_whole(duty_list)
    assert codes(duty_list) == ["title_mismatch", "title_mismatch"]
    assert duty_list.findings[0].where == f"第{line_of(text, COOPERATION)}行"
    assert duty_list.blocked == []


def test_a_title_without_a_table_is_told():
    text = document() + "\n基本履职事项清单\n"
    assert finding(understood(text), "unplaced_text").where == f"第{text.count(chr(10))}行"


# Rows broken inside a cell.

CUTS = [
    (row, at)
    for row in (BASIC_ROWS[0], COOPERATION_ROWS[0], COOPERATION_ROWS[1], REVOKED_ROWS[0])
    for at in range(1, len(row))
]


@pytest.mark.parametrize(("row", "at"), CUTS)
def test_a_row_broken_anywhere_is_joined(row, at):
    text = document().replace(row, f"{row[:at]}\n{row[at:]}")
    duty_list = understood(text)
    assert same_as_whole(duty_list), duty_list.findings
    assert duty_list.blocked == []


@pytest.mark.parametrize(("row", "at"), [(row, at) for row, at in CUTS if row != REVOKED_ROWS[0]])
def test_a_row_broken_with_a_blank_line_between_is_joined(row, at):
    """Unless the last cell of the last row is cut: what follows a table may be a note."""
    text = document().replace(row, f"{row[:at]}\n\n{row[at:]}")
    duty_list = understood(text)
    in_last_cell = row == COOPERATION_ROWS[1] and "\t" not in row[at:]
    if in_last_cell:
        assert finding(duty_list, "unplaced_text").message.count(row[at:])
    else:
        assert same_as_whole(duty_list), duty_list.findings


def test_a_row_broken_in_many_places_is_joined():
    for row in (BASIC_ROWS[0], COOPERATION_ROWS[0]):
        number, rest = row.split("\t", 1)
        text = document().replace(row, number + "\t" + "\n".join(rest))
        assert same_as_whole(understood(text))


@pytest.mark.parametrize("name", ["daquan", "jiagasitai"])
def test_a_real_row_broken_twice_is_that_of_the_seed(name):
    """As in a document seen: coop item 21 broken by two newlines inside a cell."""
    lines = raw(name).split("\n")
    row = next(r for r in raw_rows(name) if r.kind == "cooperation" and r.cells[0] == "21")
    line = lines[row.line - 1]
    at = line.index("\t", line.index("局\t")) + 20
    lines[row.line - 1] = f"{line[:at]}\n{line[at : at + 9]}\n{line[at + 9 :]}"
    duty_list = understood("\n".join(lines))
    item = duty_list.of_kind("cooperation")[20]
    assert (bare(item.lead_duty), bare(item.township_duty)) == row.cells[4:]
    assert item.place.line == row.line
    assert codes(duty_list).count("line_break") == 2
    assert len(duty_list.items) == len(raw_rows(name))


def test_a_line_joined_is_told_with_its_place():
    text = document().replace("特困人员供养", "特困人\n员供养")
    found = finding(understood(text), "line_break")
    assert (found.severity, found.where) == ("note", f"第{line_of(text, '员供养')}行")


def test_a_line_behind_a_blank_one_is_joined_and_a_person_asked():
    text = document().replace("加强党员教育管理", "加强党员教育\n\n管理")
    duty_list = understood(text)
    assert same_as_whole(duty_list)
    assert finding(duty_list, "line_break").severity == "warning"


# What belongs to no row.


@pytest.mark.parametrize(
    "words", ["注：带*的为重点事项。", "（二）经济发展类", "二、经济发展", "备注：略"]
)
def test_a_note_or_heading_between_rows_joins_no_cell(words):
    text = document().replace(BASIC_ROWS[1], f"\n{words}\n\n{BASIC_ROWS[1]}")
    duty_list = understood(text)
    assert same_as_whole(duty_list)
    assert words in finding(duty_list, "unplaced_text").message


def test_text_behind_the_last_table_is_told():
    text = document() + "\n\n本清单由县委编办负责解释。\n"
    duty_list = understood(text)
    assert same_as_whole(duty_list)
    assert finding(duty_list, "unplaced_text").where == f"第{line_of(text, '本清单由')}行"


def test_a_number_alone_where_the_next_row_should_stand_is_told():
    text = document(basic=[*BASIC_ROWS, "", "3", ""])
    assert finding(understood(text), "lone_number").where == f"第{line_of(text, '3')}行"


def test_rows_before_the_first_header_are_told():
    text = document(headers=("", COOPERATION, REVOKED))
    duty_list = understood(text)
    found = finding(duty_list, "header")
    assert (found.severity, found.where) == ("error", f"第{line_of(text, BASIC_ROWS[0])}行")
    assert len(duty_list.items) == 3


def test_a_tabular_contents_page_is_no_table_without_header():
    cover = document().split("\n基本")[0] + "目录\n1\t基本履职事项清单\t1\n2\t配合履职事项清单\t9\n"
    assert same_as_whole(understood(document(cover=cover)))
    assert "header" not in codes(understood(document(cover=cover)))


def test_a_title_with_rows_but_no_header_blocks():
    text = document(headers=(BASIC, "", REVOKED))
    duty_list = understood(text)
    found = finding(duty_list, "header")
    assert (found.severity, found.where) == ("error", f"第{line_of(text, COOPERATION_ROWS[0])}行")
    assert "配合履职事项清单" in found.message
    assert "其下 2 行" in found.message
    assert [i.kind for i in duty_list.items] == ["basic", "basic", "revoked"]


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        (COOPERATION.replace("\t事项类别", ""), "事项类别"),
        (COOPERATION.replace("\t上级部门职责", ""), "上级部门职责"),
        (COOPERATION.replace("序号\t", ""), "序号"),
    ],
)
def test_a_header_that_lacks_a_column_blocks_and_names_it(header, missing):
    text = document(headers=(BASIC, header, REVOKED))
    duty_list = understood(text)
    found = finding(duty_list, "header")
    assert (found.severity, found.where) == ("error", f"第{line_of(text, header)}行")
    assert f"“{missing}”" in found.message
    assert [i.kind for i in duty_list.items] == ["basic", "basic", "revoked"]


@pytest.mark.parametrize("column", ["备注", "办理依据", "设定依据", "说明"])
@pytest.mark.parametrize("trailing", [True, False])
def test_a_harmless_column_is_kept_in_the_printed_row(column, trailing):
    rows = [BASIC_ROWS[0] + "\t见附件", BASIC_ROWS[1] + ("\t" if trailing else "")]
    duty_list = understood(
        document(basic=rows, headers=(f"{BASIC}\t{column}", COOPERATION, REVOKED))
    )
    assert same_as_whole(duty_list)
    assert duty_list.items[0].printed[3] == "见附件"
    assert finding(duty_list, "extra_column").severity == "note"
    assert duty_list.blocked == []


def test_an_unknown_column_blocks_and_is_named_with_its_line():
    rows = [row + "\t略" for row in COOPERATION_ROWS]
    text = document(cooperation=rows, headers=(BASIC, COOPERATION + "\t经费来源", REVOKED))
    duty_list = understood(text)
    found = finding(duty_list, "unknown_column")
    assert (found.severity, found.where) == ("error", f"第{line_of(text, COOPERATION)}行")
    assert "“经费来源”" in found.message
    assert same_as_whole(duty_list)


def test_a_secrecy_mark_between_rows_is_no_text_of_a_cell():
    text = document().replace(BASIC_ROWS[1], "内部\n" + BASIC_ROWS[1])
    duty_list = understood(text)
    assert same_as_whole(duty_list)
    assert duty_list.markings == ["内部"]
