"""Broken, hostile and wrong files: each is refused by name, with a remedy, before it does harm."""

import zipfile

import pytest

from ingest.errors import Refused
from ingest.pipeline import understand
from ingest.read import SIZE_LIMIT
from tests.ingest.documents import document
from tests.ingest.packages import rewritten, with_part
from tests.ingest.refused import refusal
from tests.ingest.word import saved

MB = 1024 * 1024
WORD_MAIN = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def stream(name: str) -> bytes:
    """An OLE file with a stream of this name in its directory."""
    return OLE + name.encode("utf-16-le") + bytes(200)


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("a.docx", stream("EncryptedPackage"), "encrypted", "去掉密码"),
        ("a.xlsx", stream("EncryptedPackage"), "encrypted", "去掉密码"),
        ("a.docx", stream("WordDocument\x00"), "old_format", "另存为 .docx"),
        ("a.doc", stream("WordDocument\x00"), "old_format", "另存为 .docx"),
        ("a.xls", stream("Workbook\x00"), "old_format", "另存为 .xlsx"),
        ("a.wps", stream("WordDocument\x00"), "old_format", "另存为 .docx"),
        ("a.doc", stream("EncryptedPackage"), "encrypted", "去掉密码"),
        ("a.doc", OLE, "old_format", "另存为"),
        ("a.doc", b"{\\rtf1\\ansi", "type", "RTF"),
        ("a.pdf", document().encode(), "type", "纯文本"),
        ("a.pdf", document().encode("gb18030"), "type", "纯文本"),
        ("a.docx", document().encode("utf-16"), "type", "纯文本"),
        ("a.docx", b"<html><table><tr><td>1", "type", "网页"),
        ("a.xlsx", b"%PDF-1.7\n", "type", "PDF"),
        ("a.docx", b"\xff\xd8\xff\xe0JFIF", "type", "图片"),
        ("a.pdf", OLE, "type", "旧版 Office"),
        ("a.xlsx", bytes(range(256)) * 9, "damaged", "可能已损坏"),
        ("a.docx", bytes(4000), "damaged", "可能已损坏"),
        ("a.docx", b"PK\x03\x04" + bytes(900), "damaged", "不完整或已损坏"),
        ("a.docx", b"", "empty", "没有任何内容"),
        ("a.xlsx", b"", "empty", "没有任何内容"),
        ("a.pdf", b"", "empty", "没有任何内容"),
    ],
)
def test_what_a_file_really_is_decides(tmp_path, name, content, code, says):
    path = tmp_path / name
    path.write_bytes(content)
    refused = refusal(path)
    assert refused.code == code
    assert says in str(refused)


def test_word_and_excel_under_each_other_s_name(word, excel, tmp_path):
    for path, name, says in (
        (word, "a.xlsx", "Word 文件（.docx）"),
        (excel, "a.docx", "Excel 文件（.xlsx）"),
    ):
        refused = refusal(path.rename(tmp_path / name))
        assert (refused.code, says in refused.problem) == ("type", True)


def test_a_zip_of_something_else(tmp_path):
    path = tmp_path / "list.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("清单.txt", document())
    assert (refusal(path).code, "请先解压" in refusal(path).remedy) == ("type", True)


def test_a_file_over_the_limit_is_not_opened(tmp_path):
    path = tmp_path / "list.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(SIZE_LIMIT + 1)
    assert refusal(path).code == "too_large"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95, 0.999])
def test_a_file_cut_off_is_damaged(word, excel, share):
    for path in (word, excel):
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        assert refusal(path).code == "damaged"


def test_two_parts_of_one_name_are_damaged(word):
    with zipfile.ZipFile(word, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr(WORD_MAIN, "<x/>")
    assert "重名" in refusal(word).problem


def test_a_zip_with_a_password_is_encrypted(word):
    content = bytearray(word.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    word.write_bytes(content)
    assert refusal(word).code == "encrypted"


SECRET = "root-secret-words"
ENTITIES = {
    "file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file://{path}">]>',
    "inside": '<!DOCTYPE a [<!ENTITY x "root-secret-words">]>',
    "laughs": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;">]>',
    "parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "file://{path}"> %x;]>',
}


@pytest.mark.parametrize("kind", ENTITIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_resolved(word, excel, tmp_path, kind, encoding):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    declared = ENTITIES[kind].format(path=secret)

    def poisoned(content: bytes) -> bytes:
        text = content.decode().split("?>", 1)[-1]
        text = text.replace("加强党员教育管理", "加强&x;管理" if kind != "parameter" else "加强")
        return f"<?xml version='1.0' encoding='{encoding}'?>{declared}{text}".encode(encoding)

    for path, part in ((word, WORD_MAIN), (excel, "xl/worksheets/sheet1.xml")):
        refused = refusal(with_part(path, part, poisoned))
        assert (refused.code, "DOCTYPE" in refused.problem) == ("damaged", True)
        assert SECRET not in str(refused)


@pytest.mark.parametrize("part", [WORD_MAIN, "word/styles.xml", "_rels/.rels"])
def test_broken_xml_is_damaged(word, part):
    assert (
        refusal(with_part(word, part, lambda content: content[: len(content) // 2])).code
        == "damaged"
    )


def test_a_document_without_a_body_or_a_main_part_is_damaged(word, excel):
    gone = rewritten(excel, lambda name, content: None if name == "_rels/.rels" else content)
    assert refusal(gone).code == "damaged"
    empty = with_part(word, WORD_MAIN, lambda content: b"<a/>")
    assert refusal(empty).code == "damaged"


def test_a_blank_document_is_empty(tmp_path):
    import docx

    assert refusal(saved(docx.Document(), tmp_path / "blank.docx")).code == "empty"


def test_a_readable_document_of_another_kind(tmp_path):
    import docx

    made = docx.Document()
    made.add_paragraph("今天开会。")
    with pytest.raises(Refused) as caught:
        understand(saved(made, tmp_path / "other.docx"))
    assert caught.value.code == "not_a_list"
