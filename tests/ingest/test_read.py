"""Choosing a reader: what a name promises and the first bytes deny."""

from pathlib import Path

import pytest

from ingest.errors import EmptyFile, NotFound, Refused, WrongType
from ingest.read import read
from tests.ingest.documents import document

BINARIES = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "zip": b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml",
    "OLE": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504,
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00",
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
}


@pytest.mark.parametrize("kind", BINARIES)
def test_a_binary_called_txt_is_refused_by_its_first_bytes(tmp_path, kind):
    path = tmp_path / "list.txt"
    path.write_bytes(BINARIES[kind])
    with pytest.raises(WrongType) as refusal:
        read(path)
    assert refusal.value.code == "type"
    assert "请改正扩展名" in str(refusal.value)


@pytest.mark.parametrize("name", ["list.pdf", "list.csv", "list", "list.txt.bak"])
def test_a_text_of_another_name_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_text(document(), "utf-8")
    with pytest.raises(WrongType) as refusal:
        read(path)
    assert refusal.value.code == "type"


def test_the_ending_may_be_upper_case(tmp_path):
    path = tmp_path / "LIST.TXT"
    path.write_text(document(), "utf-8")
    assert read(path).rows


def test_an_empty_file(tmp_path):
    path = tmp_path / "list.txt"
    path.touch()
    with pytest.raises(EmptyFile):
        read(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(NotFound) as refusal:
        read(tmp_path / "none.txt")
    assert str(refusal.value) == "none.txt：找不到这个文件。请检查路径和文件名。"


def test_a_folder_is_called_a_folder(tmp_path):
    (tmp_path / "lists.txt").mkdir()
    with pytest.raises(NotFound, match="文件夹"):
        read(tmp_path / "lists.txt")


def test_a_file_that_may_not_be_opened(tmp_path, monkeypatch):
    path = tmp_path / "list.txt"
    path.write_text(document(), "utf-8")

    def denied(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(NotFound, match="请检查权限"):
        read(path)


def test_a_refusal_is_one_line_with_file_place_problem_and_remedy():
    refusal = Refused("a\nb.txt", "有问题。", "请改正。", where="第3行")
    assert str(refusal) == "a b.txt（第3行）：有问题。请改正。"
