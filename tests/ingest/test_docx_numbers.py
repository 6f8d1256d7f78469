"""Automatic numbers of Word: 序号 that no cell holds, and numbers of clauses."""

import pytest

from ingest.pipeline import understand
from ingest.read import read
from tests.ingest.documents import BASIC, BASIC_ROWS, document, finding, understood
from tests.ingest.word import TABLES, add_table, new, put, run, saved, whole, words, xml

WHOLE = understood(document())


@pytest.fixture
def parsed(tmp_path):
    """Gives a function that saves a document and understands the file."""
    return lambda made: understand(saved(made, tmp_path / "list.docx"))


LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    '<w:lvlText w:val="{words}"/></w:lvl>'
)


def numbered(made, start: int = 1, form: str = "decimal", words: str = "%1") -> None:
    """Define the lists 90, and 91 of the same definition that begins anew."""
    root = made.part.numbering_part.element
    level = LEVELS.format(start=start, form=form, words=words)
    definition = xml(f'<w:abstractNum w:abstractNumId="90">{level}</w:abstractNum>')
    root.insert(0, definition)
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    for number, override in ((90, ""), (91, again), (92, "")):
        root.append(
            xml(f'<w:num w:numId="{number}"><w:abstractNumId w:val="90"/>{override}</w:num>')
        )


def number(cell, of: int = 90) -> None:
    """Give the first paragraph of a cell an automatic number."""
    properties = cell.paragraphs[0]._p.get_or_add_pPr()
    properties.append(xml(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{of}"/></w:numPr>'))


def without_numbers(lines: list[str]) -> list[str]:
    """The header, and the rows without their 序号."""
    return [lines[0], *("\t" + line.split("\t", 1)[1] for line in lines[1:])]


def test_automatic_numbers_are_counted_and_begin_anew(parsed):
    made = new()
    numbered(made)
    for of, lines in zip((90, 91), TABLES[:2], strict=True):
        table = add_table(made, without_numbers(lines), None)
        for row in table.rows[1:]:
            number(row.cells[0], of)
    assert words(parsed(made)) == words(WHOLE)[:4]


def test_lists_of_one_definition_count_on(parsed):
    made = new()
    numbered(made)
    for of, row in ((90, BASIC_ROWS[0]), (92, BASIC_ROWS[1])):
        number(add_table(made, without_numbers([BASIC, row])).rows[1].cells[0], of)
    assert [i.number for i in parsed(made).items] == [1, 2]


def test_a_deleted_row_is_not_counted(parsed):
    made = new()
    numbered(made)
    table = add_table(made, without_numbers([BASIC, BASIC_ROWS[0], "9\t废\t废", BASIC_ROWS[1]]))
    for row in table.rows[1:]:
        number(row.cells[0])
    table.rows[2]._tr.get_or_add_trPr().append(xml('<w:del w:id="1" w:author="a"/>'))
    duty_list = parsed(made)
    assert [(i.number, i.name) for i in duty_list.items] == [
        (1, "加强党员教育管理"),
        (2, "开展低保初审"),
    ]
    assert "略去了删除的内容 1 处" in finding(duty_list, "tracked_changes").message


@pytest.mark.parametrize(
    ("form", "shown", "printed"),
    [
        ("decimal", "%1.", "3.负责检查。"),
        ("decimal", "%1", "3 负责检查。"),
        ("chineseCounting", "（%1）", "（三）负责检查。"),
        ("decimalEnclosedCircleChinese", "%1", "③负责检查。"),
        ("upperRoman", "%1、", "III、负责检查。"),
        ("bullet", "●", "负责检查。"),
    ],
)
def test_automatic_numbers_of_clauses_are_printed(tmp_path, form, shown, printed):
    made, tables = whole()
    numbered(made, 3, form, shown)
    cell = tables[1].rows[1].cells[4]
    put(cell, run("负责检查。"))
    number(cell)
    assert printed in [
        row.cells[4] for row in read(saved(made, tmp_path / "a.docx")).rows if len(row.cells) == 6
    ]
