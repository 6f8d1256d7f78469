"""Reading text files: encodings, line ends, control characters, and what is refused."""

import hashlib

import pytest

from ingest.errors import EmptyFile, TooLarge, UnreadableText
from ingest.read.txt import CELL_LIMIT, SIZE_LIMIT, read, rows_of
from tests.ingest.documents import document

TEXT = document()


@pytest.fixture
def written(tmp_path):
    """Gives a function that writes bytes into a file and gives its path."""

    def write(content: bytes, name: str = "list.txt"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def cells(source) -> list[tuple[str, ...]]:
    return [row.cells for row in source.rows]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode("utf-8-sig"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r\n").encode("utf-16-le"),
    ],
    ids=[
        *("utf8", "bom", "gb18030", "gbk", "utf16", "le", "be", "le+bom", "be+bom"),
        *("bom+crlf", "cr", "le+crlf"),
    ],
)
def test_same_rows_and_lines_from_every_encoding_and_line_end(written, content):
    source = read(written(content))
    assert cells(source) == [tuple(line.split("\t")) for line in TEXT.split("\n")]
    assert [row.place.line for row in source.rows] == list(range(1, len(source.rows) + 1))
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.findings == []


def test_mixed_line_ends_count_as_an_editor_counts_them():
    lines = [(row.text, row.place.line) for row in rows_of("a\r\nb\rc\nd")]
    assert lines == [("a", 1), ("b", 2), ("c", 3), ("d", 4)]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x1c"])
def test_other_separators_break_no_line(sign):
    assert len(rows_of(f"前{sign}后")) == 1


def test_nul_and_control_characters_go_and_are_told(written):
    source = read(written(TEXT.replace("低保", "低\x00保\x07").encode() + b"\x00\x00"))
    assert cells(source)[:-1] == [tuple(line.split("\t")) for line in TEXT.split("\n")][:-1]
    assert source.rows[-1].text == ""
    [finding] = source.findings
    line = next(n for n, text in enumerate(TEXT.split("\n"), 1) if "低保" in text)
    assert (finding.code, finding.severity) == ("control_characters", "note")
    assert finding.where == f"第{line}行"
    assert "4 个" in finding.message


def test_tab_and_line_end_are_no_control_characters(written):
    assert read(written(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())).findings == []


@pytest.mark.parametrize(
    "content",
    [b"\n", b" \t\r\n \n", "\u3000\n\u00a0".encode(), b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 50],
    ids=["newline", "blanks", "wide blanks", "only a mark", "only a utf-16 mark", "only nul"],
)
def test_a_file_of_white_space_is_empty(written, content):
    with pytest.raises(EmptyFile) as refusal:
        read(written(content))
    assert refusal.value.code == "empty"
    assert "重新导出" in str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_broken_bytes_in_the_middle_name_their_line(written, encoding, line_end):
    lines = TEXT.split("\n")
    at = lines.index("2\t民生服务\t开展低保初审")
    before = line_end.join(lines[:at]) + line_end + "2\t民生"
    after = line_end.join(["服务\t开展低保初审", *lines[at + 1 :]])
    content = before.encode(encoding) + b"\xff\xff" + after.encode(encoding.removesuffix("-sig"))
    with pytest.raises(UnreadableText) as refusal:
        read(written(content))
    assert refusal.value.code == "encoding"
    assert refusal.value.where == f"第{at + 1}行"
    assert "另存为 UTF-8" in str(refusal.value)


def test_a_character_cut_at_the_end_names_the_last_line(written):
    with pytest.raises(UnreadableText) as refusal:
        read(written((TEXT + "末").encode()[:-1]))
    assert refusal.value.where == f"第{TEXT.count(chr(10)) + 1}行"


def test_utf16_cut_inside_a_character_is_refused(written):
    with pytest.raises(UnreadableText):
        read(written(TEXT.encode("utf-16")[:-1]))


def test_bytes_of_no_encoding_are_refused(written):
    with pytest.raises(UnreadableText):
        read(written(bytes(range(1, 256)) * 9))


def test_text_without_a_telling_word_is_read_as_utf8(written):
    assert read(written("今天天气好".encode())).rows[0].text == "今天天气好"


def test_a_file_over_the_limit_is_refused_before_it_is_read(written, monkeypatch):
    path = written(b"x" * (SIZE_LIMIT + 1))
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda self: pytest.fail("was read"))
    with pytest.raises(TooLarge) as refusal:
        read(path)
    assert refusal.value.code == "too_large"
    assert "一个文件只放一个乡镇的清单" in str(refusal.value)


@pytest.mark.parametrize("sign", ["\n", "\t", "\r"])
def test_more_cells_than_any_list_are_refused(written, sign):
    with pytest.raises(TooLarge):
        read(written(("序号" + sign * (CELL_LIMIT + 1)).encode()))
    assert read(written(("序号" + sign * CELL_LIMIT).encode())).rows
