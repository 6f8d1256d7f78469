"""The child process that reads documents: its limits, its end, and what its death becomes."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest import read as reading
from ingest.errors import Damaged, Encrypted, TooLargeWhenOpened
from ingest.pipeline import understand
from ingest.read import child, worker
from ingest.shapes import Place, Region, Row
from tests.ingest.word import saved, whole

ROOT = Path(__file__).resolve().parents[2]
# Readers that misbehave, each a module of its own; the child imports them from `path`'s folder.
READERS = {
    "good": """
        on_progress(1, 2)
        on_progress(2, 2)
        row = Row(("甲\\u2029乙", ""), Place(3, 2, "附件"), (Region(2, 0.25, 0.5),), True)
        return Source(path.name, "ab", [row], [Finding("x", "note", "第1页", "说明")])
    """,
    "prints": """
        print("rows", flush=True)
        os.write(1, bytes([123, 125, 10]))
        return Source(path.name, "", [Row(("甲",), Place())])
    """,
    "refuses": "raise Encrypted(path.name, '有密码。', '请去掉密码。', where='第2页')",
    "fails": "raise KeyError('no such thing')",
    "fills": "return [bytes(16 * 1024 * 1024) for _ in range(1000)]",
    "exits": "os._exit(3)",
    "killed": "os.kill(os.getpid(), 9)",
    "babbles": "os.write(3, b'no json'); os._exit(0)",
    "sleeps": "on_progress(1, 9); time.sleep(60)",
    "spins": "while True: pass",
    "writes": "open(path.parent / 'written', 'wb').write(b'x' * 100)",
    "secrets": "return Source(path.name, '', [Row((' '.join(os.environ),), Place())])",
    "many": "return Source(path.name, '', [Row(('x',) * 100, Place())] * 2000)",
    "long": "return Source(path.name, '', [Row(('x' * 9_000_000,), Place())])",
    "empty": "return Source(path.name, '', [Row((' ', ''), Place())])",
    "modules": "return Source(path.name, '', [Row((' '.join(sys.modules),), Place())])",
}
HEAD = """
import os, sys, time
from ingest.errors import Encrypted
from ingest.shapes import Finding, Place, Region, Row, Source
def read(path, on_progress=None):
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Gives a function that reads a file by one of the readers above in a child process."""
    command = child.command

    def with_readers(module: str, path: Path) -> dict:
        started = command(module, path)
        started["env"]["PYTHONPATH"] += os.pathsep + str(tmp_path)
        return started

    monkeypatch.setattr(child, "command", with_readers)

    def read(name: str, on_progress=None):
        lines = READERS[name].strip().split("\n")
        body = "\n".join("    " + line.strip() for line in lines)
        (tmp_path / f"reader_{name}.py").write_text(HEAD + body, "utf-8")
        path = tmp_path / "list.docx"
        path.write_bytes(b"x")
        return child.read(f"reader_{name}", path, on_progress)

    return read


def test_rows_findings_and_progress_come_back_whole(run):
    pages = []
    source = run("good", lambda done, total: pages.append((done, total)))
    assert source.rows == [
        Row(("甲\u2029乙", ""), Place(3, 2, "附件"), (Region(2, 0.25, 0.5),), True)
    ]
    assert (source.name, source.sha256, pages) == ("list.docx", "ab", [(1, 2), (2, 2)])
    assert [(f.code, f.severity, f.where, f.message) for f in source.findings] == [
        ("x", "note", "第1页", "说明")
    ]


def test_a_library_that_prints_disturbs_nothing(run):
    assert run("prints").rows == [Row(("甲",), Place())]


def test_a_refusal_comes_back_as_itself(run):
    with pytest.raises(Encrypted) as caught:
        run("refuses")
    assert str(caught.value) == "list.docx（第2页）：有密码。请去掉密码。"


@pytest.mark.parametrize(
    ("reader", "refusal"),
    [
        ("fails", Damaged),
        ("exits", Damaged),
        ("killed", Damaged),
        ("babbles", Damaged),
        ("fills", TooLargeWhenOpened),
        ("many", TooLargeWhenOpened),
        ("long", TooLargeWhenOpened),
    ],
)
def test_the_end_of_a_child_becomes_a_refusal_with_a_remedy(run, reader, refusal):
    with pytest.raises(refusal) as caught:
        run(reader)
    assert str(caught.value).startswith("list.docx：")
    assert "请" in caught.value.remedy


def test_a_fault_of_ours_is_logged_with_its_place_and_no_words_of_the_document(run, caplog):
    with pytest.raises(Damaged):
        run("fails")
    assert caplog.messages[0].endswith("KeyError")
    assert "reader_fails.py" in caplog.text
    assert "no such thing" not in caplog.messages[0].rpartition("\n")[2]


@pytest.mark.parametrize("reader", ["sleeps", "spins"])
def test_a_child_that_overstays_is_killed(run, monkeypatch, reader):
    monkeypatch.setattr(child, "WALL_SECONDS", 1)
    monkeypatch.setattr(child, "MOST_SECONDS", 1)
    monkeypatch.setattr(child.Run, "__init__", short(child.Run.__init__))
    began = time.monotonic()
    with pytest.raises(TooLargeWhenOpened, match="没有读完"):
        run(reader)
    assert time.monotonic() - began < 20


def short(make):
    """A run that may last one second only."""

    def init(self, path, process):
        make(self, path, process, seconds=1)

    return init


def test_a_long_document_has_more_time_but_not_for_ever(tmp_path):
    class Quiet:
        stdout = None

    def seconds_for(pages: int) -> float:
        reader, writer = os.pipe()
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(json.dumps({"progress": [1, pages]}).encode() + b"\n")
        Quiet.stdout = os.fdopen(reader, "rb")
        waiting = child.Run(tmp_path / "a.pdf", Quiet)
        assert waiting.listen(None) is None
        Quiet.stdout.close()
        return waiting.seconds

    assert seconds_for(3) == child.WALL_SECONDS
    assert seconds_for(200) == 400
    assert seconds_for(10**9) == child.MOST_SECONDS


def test_a_child_may_not_write_files(run, tmp_path):
    with pytest.raises(Damaged):
        run("writes")
    written = tmp_path / "written"
    assert not written.exists() or written.stat().st_size == 0


def test_a_child_knows_no_secret_and_no_django(run, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "postgres://")
    names = run("secrets").rows[0].cells[0].split()
    assert not {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"} & set(names)
    modules = run("modules").rows[0].cells[0].split()
    assert "ingest.shapes" in modules
    assert not {"django", "psycopg2", "jieba"} & set(modules)


def test_a_document_without_words_is_empty(run):
    from ingest.errors import EmptyFile

    with pytest.raises(EmptyFile):
        run("empty")


def test_real_readers_start_without_django_and_pass_progress_on(tmp_path, monkeypatch):
    seen = []
    real = child.read
    monkeypatch.setattr(
        reading.child, "read", lambda module, path, hook: seen.append(hook) or real(module, path)
    )

    def hook(done: int, total: int) -> None: ...

    path = saved(whole()[0], tmp_path / "list.docx")
    assert len(understand(path, hook).items) == 5
    assert seen == [hook]


def test_the_limits_hold_for_the_worker_itself(tmp_path):
    """What a child may use is what the constants say, read from the kernel."""
    code = (
        "import resource, sys; from ingest.read import worker; worker.limit();"
        "print(*(resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[0]"
        " for name in ('AS', 'CPU', 'CORE', 'FSIZE')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(worker.MEMORY), str(worker.CPU_SECONDS), "0", "0"]
