"""Small files that open to far more than any list: refused in seconds, with little memory."""

import struct

import pytest

from ingest.read import read
from tests.ingest.packages import rewritten, with_part
from tests.ingest.refused import refusal

MB = 1024 * 1024
WORD_MAIN = "word/document.xml"


@pytest.mark.parametrize("kind", ["word", "excel"])
def test_a_bomb_is_refused_unopened(kind, request):
    path = request.getfixturevalue(kind)
    rewritten(path, lambda name, content: content, **{"word/media/a.bin": bytes(65 * MB)})
    assert path.stat().st_size < MB
    refused = refusal(path)
    assert refused.code == "too_large_when_opened"
    assert "已停止读取" in refused.problem


@pytest.mark.parametrize("content", [b"<w:p/>" * 1_000_001, b"<w:p>" + b" " * 33 * MB + b"</w:p>"])
def test_a_part_of_very_many_tags_or_signs_is_refused_before_it_is_opened(word, content):
    body = b"<w:body>"
    with_part(word, WORD_MAIN, lambda part: part.replace(body, body + content, 1))
    refused = refusal(word)
    assert (refused.code, "document.xml" in refused.problem) == ("too_large_when_opened", True)


@pytest.mark.parametrize(
    "content",
    [
        b"<w:p/>" * 50_000,
        b"<w:tbl>" + b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * 50_000 + b"</w:tbl>",
        b"<w:p>" + (b"<w:r><w:t>" + "字".encode() * 1_000_001 + b"</w:t></w:r>") * 4 + b"</w:p>",
    ],
)
def test_more_rows_or_signs_than_any_list_are_refused(word, content):
    body = b"<w:body>"
    with_part(word, WORD_MAIN, lambda part: part.replace(body, body + content, 1))
    assert refusal(word).code == "too_large_when_opened"


def test_very_many_parts_are_refused(word):
    rewritten(word, lambda name, content: content, **{f"word/{n}.xml": b"" for n in range(3100)})
    assert refusal(word).code == "too_large_when_opened"


def test_a_part_larger_than_its_directory_says_is_damaged(word):
    """The directory states 64 bytes for what opens to 60 MB."""
    rewritten(word, lambda name, content: content, **{"word/styles.xml": b" " * 60 * MB})
    content = bytearray(word.read_bytes())
    at = content.rfind(b"word/styles.xml") - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = struct.pack("<I", 64)
    word.write_bytes(content)
    assert refusal(word).code == "damaged"


def test_tables_nested_very_deep_end_in_a_refusal(word):
    """Deeper than the XML reader goes; a stack of calls must not end the server."""
    deep = b"<w:tbl><w:tr><w:tc>" * 3000 + b"</w:tc></w:tr></w:tbl>" * 3000
    path = with_part(
        word, WORD_MAIN, lambda content: content.replace(b"<w:body>", b"<w:body>" + deep, 1)
    )
    assert refusal(path).code == "damaged"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        (b"<sheetData>", b'<cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>'),
        (b'r="C2"', b'r="XFD1048576"'),
    ],
)
def test_a_sheet_that_claims_to_be_endless_is_read_as_far_as_it_has_text(excel, old, new):
    with_part(excel, "xl/worksheets/sheet1.xml", lambda content: content.replace(old, new, 1))
    assert len(read(excel).rows) < 40


def test_very_many_merged_areas_are_refused(excel):
    areas = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 25_000))
    merges = b"</sheetData><mergeCells>" + areas + b"</mergeCells>"
    with_part(excel, "xl/worksheets/sheet1.xml", lambda c: c.replace(b"</sheetData>", merges, 1))
    assert refusal(excel).code == "too_large_when_opened"


def test_a_sheet_of_very_many_rows_is_refused(excel):
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>' % (n, n)
        for n in range(100, 25_000)
    )
    with_part(
        excel,
        "xl/worksheets/sheet1.xml",
        lambda c: c.replace(b"</sheetData>", rows + b"</sheetData>", 1),
    )
    assert refusal(excel).code == "too_large_when_opened"
