"""PDF files that are refused, and what is told of those that are read."""

import pytest
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ingest.errors import Damaged, Encrypted, NotADutyList, NoTextLayer, TooLargeWhenOpened
from ingest.parse import parse
from ingest.read import pdf
from ingest.read.pdf.opening import refusing
from tests.ingest.pdf_maker import HEADER, Page, cover, write

ROW = ("民生服务", "特困人员供养", "市民政局", "负责审批。", "负责受理。")


def table(first: int, rows: int = 3) -> Page:
    """A page of a cooperation list whose numbers begin at `first`."""
    page = Page().across(46, 66).row(60, *HEADER).down(46, 66 + 20 * rows)
    for n in range(rows):
        page.row(80 + 20 * n, str(first + n), *ROW).across(86 + 20 * n)
    return page


def read(tmp_path, *pages: Page):
    """The source of a PDF with a cover and these pages."""
    return pdf.read(write(tmp_path / "list.pdf", [cover(), *pages]))


def test_a_scan_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(NoTextLayer, match="OCR"):
        pdf.read(write(tmp_path / "scan.pdf", [Page().picture(), Page().picture()]))


def test_a_scanned_page_in_the_middle_is_an_error_that_names_it(tmp_path):
    scanned = Page().picture().text(400, 580, "3")
    source = read(tmp_path, table(1), scanned, table(4))
    found = [f for f in source.findings if f.code == "page_without_text"]
    assert [(f.severity, f.where) for f in found] == [("error", "第3页")]


def test_a_file_cut_off_is_refused_and_not_repaired(tmp_path):
    whole = write(tmp_path / "list.pdf", [cover(), table(1)])
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size * 6 // 10])
    with pytest.raises(Damaged, match="重新"):
        pdf.read(whole)


def test_a_page_whose_content_breaks_off_is_refused(tmp_path):
    path = write(tmp_path / "list.pdf", [cover(), table(1)])
    content = path.read_bytes()
    at = content.rindex(b"endstream") - 9
    path.write_bytes(content[:at] + b"\x00" * 8 + content[at + 8 :])
    with pytest.raises(Damaged, match="第2页"):
        pdf.read(path)


def test_a_small_file_that_opens_to_a_flood_is_refused_at_once(tmp_path):
    flood = b"0 0 m 1 1 l S\n" * 3_000_000
    path = write(tmp_path / "bomb.pdf", [], contents=[flood])
    assert path.stat().st_size < 200_000
    with pytest.raises(TooLargeWhenOpened, match="第1页"):
        pdf.read(path)


def test_a_password_is_asked_for_by_name(tmp_path):
    # pdfplumber wraps the reason; the message of both is empty.
    with pytest.raises(Encrypted, match="密码"), refusing(tmp_path / "list.pdf"):
        raise PdfminerException(PDFPasswordIncorrect())


def test_another_document_is_no_duty_list(tmp_path):
    page = Page().text(60, 60, "关于开展卫生检查的通知").text(60, 90, "各村民委员会：请认真准备。")
    path = write(tmp_path / "letter.pdf", [page])
    with pytest.raises(NotADutyList):
        parse(pdf.read(path))


def test_watermarks_are_told_and_come_into_no_row(tmp_path):
    page = table(1).text(200, 400, "征求意见稿", 60, turned=True)
    source = read(tmp_path, page)
    assert not any("征求" in row.text for row in source.rows)
    assert ["征求意见稿" in f.message for f in source.findings if f.code == "turned_text"] == [True]


def test_a_secrecy_mark_in_a_watermark_still_binds(tmp_path):
    page = table(1).text(200, 400, "内部资料", 60, turned=True)
    assert parse(read(tmp_path, page)).markings == ["内部"]


def test_page_numbers_are_no_text_of_the_list_but_a_lone_number_in_the_table_is(tmp_path):
    pages = [table(1 + 3 * n).text(400, 580, f"— {n + 1} —") for n in range(4)]
    source = read(tmp_path, *pages)
    assert not any("—" in row.text for row in source.rows)
    assert [f.severity for f in source.findings if f.code == "page_furniture"] == ["note"]
    assert [item.number for item in parse(source).items] == list(range(1, 13))


def test_text_that_belongs_to_no_table_is_told(tmp_path):
    page = table(1).text(60, 300, "注：本清单由市委编办负责解释")
    codes = [f.code for f in parse(read(tmp_path, page)).findings]
    assert "unplaced_text" in codes


def test_text_drawn_twice_is_read_once(tmp_path):
    page = table(1)
    page.orders += [order.replace(" Tm", " Tm 0.3 0 Td") for order in page.orders]
    assert [item.name for item in parse(read(tmp_path, page)).items] == ["特困人员供养"] * 3
