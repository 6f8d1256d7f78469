"""`manage.py parse` and `manage.py ingest`, as a person or a program calls them."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.ingest.database import database
from tests.ingest.documents import BASIC_ROWS, COVER, TOWNSHIPS, document, raw
from tests.ingest.golden import parsed

ROOT = Path(__file__).resolve().parents[2]
# No database answers there: `parse` must not ask for one.
NO_DATABASE = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "SECRET_KEY": "x"}


def parse(path: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "parse", path],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **NO_DATABASE},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def file_of(tmp_path):
    """Gives a function that writes a file and gives its path."""

    def write(content: str | bytes, name: str = "list.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_parse_prints_json_without_a_database():
    done = parse(TOWNSHIPS / "tuokayi.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == parsed("tuokayi")


def test_parse_gives_the_keys_other_programs_rely_on():
    result = parsed("daquan")
    assert set(result) == {"document", "items", "findings"}
    assert set(result["document"]) == {
        *("province", "prefecture", "county", "township", "township_kind"),
        *("date", "markings", "declared"),
    }
    for item in result["items"]:
        assert set(item) >= {
            *("kind", "number", "category", "name", "departments", "departments_as_printed"),
            *("discontinued", "lead_duty", "township_duty", "method", "clauses"),
        }
        for clause in item["clauses"]:
            assert set(clause) == {"side", "heading", "number", "text", "departments"}
    for finding in result["findings"]:
        assert set(finding) == {"code", "severity", "where", "message"}


def test_parse_tells_errors_as_findings(file_of):
    done = parse(file_of(document(basic=[BASIC_ROWS[0], BASIC_ROWS[0]])))
    assert done.returncode == 0
    assert [f["code"] for f in json.loads(done.stdout)["findings"]] == [
        "duplicate_no",
        "name_repeated",
    ]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "list.txt", "文件是空的"),
        (b" \n\n", "list.txt", "只有空白"),
        ("今天开会。", "list.txt", "不是乡镇履职事项清单"),
        (b"%PDF-1.7", "list.txt", "内容却是PDF"),
        (document(), "list.csv", "不支持"),
        (document(), "list.pdf", "内容却是纯文本"),
        (document().encode()[:-3] + b"\xff\n", "list.txt", "第24行"),
        (None, "none.txt", "找不到这个文件"),
    ],
)
def test_parse_refuses_with_one_line(file_of, tmp_path, content, name, words):
    path = tmp_path / name if content is None else file_of(content, name)
    done = parse(path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert name in done.stderr
    assert words in done.stderr
    assert "请" in done.stderr
    assert "Traceback" not in done.stderr


def ingest(*paths, **options) -> tuple[list[dict], bool]:
    """The reports of a call, and whether it failed."""
    out = io.StringIO()
    try:
        call_command("ingest", *map(str, paths), json=True, stdout=out, **options)
    except CommandError as error:
        assert error.returncode == 1
        return json.loads(out.getvalue()), True
    return json.loads(out.getvalue()), False


REFUSED = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "other.txt": ("今天开会。".encode(), "not_a_list"),
    "pdf.txt": (b"%PDF-1.7", "type"),
    "list.doc": (b"\xd0\xcf\x11\xe0", "old_format"),
    "list.docx": (b"PK\x03\x04", "damaged"),
    "large.txt": (b"x" * (5 * 1024 * 1024), "too_large"),
    "broken.txt": (
        raw("daquan").encode()[:9000] + b"\xff" + raw("daquan").encode()[9000:],
        "encoding",
    ),
    "twice.txt": (document(basic=[BASIC_ROWS[0]] * 2).encode(), "errors"),
    "column.txt": (document(basic=[BASIC_ROWS[0], "2\t党的建设"]).encode(), "errors"),
    "place.txt": (document(cover="履职事项清单\n").encode(), "errors"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_ingest_refuses_and_leaves_the_database_as_it_was(file_of, name):
    content, code = REFUSED[name]
    before = database()
    [report], failed = ingest(file_of(content, name), publish=True)
    assert failed
    assert (report["result"], report["code"]) == ("refused", code)
    assert name in report["message"]
    assert "请" in report["message"]
    assert database() == before


@pytest.mark.django_db
def test_other_files_of_the_call_are_still_taken(file_of, tmp_path):
    bad = file_of(b"", "bad.txt")
    good = file_of(document(), "good.txt")
    reports, failed = ingest(bad, good, tmp_path / "none.txt", tmp_path)
    assert failed
    assert [report["result"] for report in reports] == ["refused", "draft", "refused", "refused"]


@pytest.mark.django_db
def test_ingest_again_says_that_nothing_changed(file_of):
    before = database()
    reports, failed = ingest(*sorted(TOWNSHIPS.glob("*.txt")))
    assert not failed
    assert {report["result"] for report in reports} == {"unchanged"}
    assert all("没有任何改动" in report["message"] for report in reports)
    assert database() == before


@pytest.mark.django_db
def test_publish_publishes_what_may_be(file_of):
    open_list = file_of(document(), "open.txt")
    secret = file_of(document(cover="内部\n" + COVER.replace("安宁镇", "礼州镇")), "secret.txt")
    reports, failed = ingest(open_list, secret, publish=True)
    assert not failed
    assert [report["state"] for report in reports] == ["published", "draft"]
    assert "保密审查" in reports[1]["message"]


@pytest.mark.django_db
def test_the_report_for_a_person_names_every_refusal_and_finding(file_of):
    out, err = io.StringIO(), io.StringIO()
    files = [file_of(b"", "bad.txt"), file_of(document(basic=["1\t奇事\t甲"]), "good.txt")]
    with pytest.raises(CommandError, match="2 个文件中有 1 个未被接收"):
        call_command("ingest", *map(str, files), stdout=out, stderr=err)
    assert "[未接收] bad.txt：文件是空的" in err.getvalue()
    assert "[已存为草稿]" in out.getvalue()
    assert "（category_unknown）" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE lists_item;--", "\x00"]
)
def test_hostile_text_is_stored_as_it_stands(file_of, text):
    from lists.models import Item

    [report], failed = ingest(file_of(document(basic=[f"1\t党的建设\t名称{text}"])))
    assert not failed
    item = Item.internal.get(edition__township__name="安宁镇", kind="basic")
    assert item.name.replace(" ", "") == f"名称{text}".replace(" ", "").replace("\x00", "")
