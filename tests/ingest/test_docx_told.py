"""What a Word document holds besides its printed text: left out, or counted, and always told."""

import docx
import pytest

from ingest.errors import NoTextLayer
from ingest.pipeline import understand
from ingest.read import read
from tests.ingest.documents import document, finding, understood
from tests.ingest.word import put, run, saved, whole, words, xml

WHOLE = understood(document())


@pytest.fixture
def parsed(tmp_path):
    """Gives a function that saves a document and understands the file."""
    return lambda made: understand(saved(made, tmp_path / "list.docx"))


def test_insertions_are_kept_and_deletions_left_out_and_told(parsed):
    made, tables = whole()
    put(
        tables[0].rows[1].cells[2],
        run("加强党员")
        + f'<w:ins w:id="1" w:author="a">{run("教育")}</w:ins>'
        + '<w:del w:id="2" w:author="a"><w:r><w:delText>培训</w:delText></w:r></w:del>'
        + f'<w:moveFrom w:id="3" w:author="a">{run("监督")}</w:moveFrom>'
        + f'<w:moveTo w:id="4" w:author="a">{run("管理")}</w:moveTo>',
    )
    duty_list = parsed(made)
    assert words(duty_list) == words(WHOLE)
    message = finding(duty_list, "tracked_changes").message
    assert "插入的内容 2 处，略去了删除的内容 2 处" in message
    assert duty_list.blocked == []


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next(parsed):
    made, tables = whole()
    cell = tables[0].rows[1].cells[2]
    put(cell, '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>' + run("加强党员"))
    cell.add_paragraph("教育管理")
    assert parsed(made).items[0].printed[2] == "加强党员教育管理"


def test_hidden_text_is_left_out_and_told(parsed):
    made, tables = whole()
    put(tables[0].rows[1].cells[2], run("加强党员教育管理") + run("旧稿", "<w:vanish/>"))
    duty_list = parsed(made)
    assert duty_list.items[0].name == "加强党员教育管理"
    assert "2 个隐藏文字" in finding(duty_list, "hidden_text").message
    put(tables[0].rows[1].cells[2], run("加强", '<w:vanish w:val="0"/>'))
    assert parsed(made).items[0].name == "加强"


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (run("废止", "<w:strike/>"), "struck_text"),
        ('<w:r><w:footnoteReference w:id="2"/></w:r>', "footnotes"),
        ('<w:r><w:commentReference w:id="2"/></w:r>', "comments"),
        ('<w:r><w:object><o:OLEObject Type="Embed"/></w:object></w:r>', "embedded_objects"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "symbols"),
    ],
)
def test_what_is_not_read_is_told(parsed, inside, code):
    made, tables = whole()
    put(tables[0].rows[1].cells[2], run("加强党员教育管理") + inside)
    duty_list = parsed(made)
    assert finding(duty_list, code).where == "全文"
    assert duty_list.items[0].name.startswith("加强党员教育管理")


BOX = (
    "<w:r><mc:AlternateContent>"
    '<mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
    "<w:p>{0}</w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p>{0}</w:p></w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_boxes_are_read_once(parsed):
    made, _ = whole(cover="\n2025年7月\n")
    put(made, BOX.format(run("四川省凉山彝族自治州西昌市安宁镇履职事项清单")))
    duty_list = parsed(made)
    assert duty_list.township == "安宁镇"
    assert words(duty_list) == words(WHOLE)


def test_a_text_box_in_a_cell_is_no_part_of_the_cell(parsed):
    made, tables = whole()
    put(tables[0].rows[2].cells[2], BOX.format(run("机密")) + run("开展低保初审"))
    duty_list = parsed(made)
    assert words(duty_list) == words(WHOLE)
    assert duty_list.markings == ["机密"]


@pytest.mark.parametrize("words", ["内部", "内部资料 注意保存", "秘密★1年", "安宁镇 内部文件"])
def test_a_mark_in_a_header_counts(parsed, words):
    made, _ = whole()
    made.sections[0].header.paragraphs[0].text = words
    duty_list = parsed(made)
    assert duty_list.markings == [words.replace("安宁镇 ", "")[:2]]
    assert duty_list.township == "安宁镇"


def test_a_mark_in_a_footer_s_table_and_in_a_watermark_count(parsed):
    made, _ = whole()
    made.sections[0].footer.add_table(1, 1, 1000).cell(0, 0).text = "内部"
    put(
        made.sections[0].header,
        '<w:r><w:pict><v:shape><v:textpath string="绝密"/></v:shape></w:pict></w:r>',
    )
    assert sorted(parsed(made).markings) == ["内部", "绝密"]


def test_other_words_of_headers_are_no_text_of_the_list(parsed):
    made, _ = whole()
    made.sections[0].header.paragraphs[0].text = "四川省凉山州德昌县内部管理制度汇编"
    duty_list = parsed(made)
    assert (duty_list.markings, duty_list.findings) == ([], [])


def test_pictures_only_are_refused_as_a_scan(tmp_path):
    made = docx.Document()
    blip = '<a:graphic><pic:pic><a:blip r:embed="x"/></pic:pic></a:graphic>'
    made.add_paragraph()._p.append(xml(f"<w:r><w:drawing>{blip}</w:drawing></w:r>"))
    with pytest.raises(NoTextLayer):
        read(saved(made, tmp_path / "scan.docx"))
