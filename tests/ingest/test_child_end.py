"""A child process that reads a document ends with the process that started it."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.ingest.test_child import HEAD, READERS, ROOT

PARENT = """
import sys
from pathlib import Path
from ingest.read import child
child.subprocess.Popen = lambda popen=child.subprocess.Popen, **how: told(popen(**how))
def told(process):
    print(process.pid, flush=True)
    return process
started = child.command
child.command = lambda module, path: started(module, path) | {"env": {
    **started(module, path)["env"], "PYTHONPATH": sys.argv[2]}}
child.read("reader_sleeps", Path(sys.argv[1]), lambda done, total: print("reading", flush=True))
"""


def test_a_child_dies_with_its_parent(tmp_path):
    (tmp_path / "reader_sleeps.py").write_text(HEAD + "    " + READERS["sleeps"], "utf-8")
    file = tmp_path / "list.docx"
    file.write_bytes(b"x")
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, file, f"{ROOT}{os.pathsep}{tmp_path}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = int(parent.stdout.readline())
    assert parent.stdout.readline() == "reading\n"
    assert is_running(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(pid)


def is_running(pid: int) -> bool:
    """Whether a process lives; one that waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
