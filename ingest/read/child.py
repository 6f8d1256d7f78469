"""Reads a document in a child process: bounded in memory and time, dead when its parent is."""

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ingest import errors
from ingest.errors import Damaged, Refused, TooLargeWhenOpened
from ingest.read.limits import too_large
from ingest.shapes import Finding, Place, Region, Row, Source

Progress = Callable[[int, int], None]

ROOT = Path(__file__).resolve().parents[2]
WALL_SECONDS = 120
# A long document may take longer, but not for ever.
SECONDS_A_PAGE, MOST_SECONDS = 2, 600
# What comes back over the pipe; the rows of the longest known list take 1 MB.
LONGEST_LINE = 64 * 1024 * 1024
REFUSALS = {kind.code: kind for kind in Refused.__subclasses__()}
LOG = logging.getLogger(__name__)


def read(module: str, path: Path, on_progress: Progress | None = None) -> Source:
    """Read a file by `read` of a module in a child process; raises the Refused it meets.

    A child that crashes, fills its memory or overstays becomes Damaged or TooLargeWhenOpened.
    `on_progress(done, total)` is called as pages are read.
    """
    run = Run(path, subprocess.Popen(**command(module, path)))
    watch = threading.Thread(target=run.watch, daemon=True)
    watch.start()
    try:
        message = run.listen(on_progress)
    finally:
        run.end()
        watch.join()
    if message is None:
        raise run.failure()
    if "refused" in message:
        raise refusal_of(message["refused"], path)
    if "crash" in message:
        LOG.error("reading a document failed in %s: %s", module, message["crash"])
        raise damaged(path)
    return source_of(message)


def command(module: str, path: Path) -> dict:
    """How the child is started: no secrets in its environment, our code first on its path."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return {
        "args": [sys.executable, "-m", "ingest.read.worker", module, str(Path(path).absolute())],
        "cwd": ROOT,
        "env": environment,
        # Held open and never written to: at its end the child knows that its parent is gone.
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.DEVNULL,
    }


@dataclass
class Run:
    """A running child, and until when it may run."""

    path: Path
    process: subprocess.Popen
    started: float = field(default_factory=time.monotonic)
    seconds: float = WALL_SECONDS
    overstayed: bool = False
    overlong: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Kill the child when its time is over."""
        while not self.ended.wait(max(self.started + self.seconds - time.monotonic(), 0.01)):
            if time.monotonic() >= self.started + self.seconds:
                self.overstayed = True
                self.process.kill()
                return

    def listen(self, on_progress: Progress | None) -> dict | None:
        """Take the child's lines: progress as it comes, then its last word; None without one."""
        while line := self.process.stdout.readline(LONGEST_LINE):
            try:
                message = json.loads(line)
            except ValueError:  # cut off by a crash, or longer than any list
                self.overlong = len(line) >= LONGEST_LINE
                return None
            if "progress" not in message:
                return message
            done, total = (int(number) for number in message["progress"])
            self.seconds = min(max(WALL_SECONDS, total * SECONDS_A_PAGE), MOST_SECONDS)
            if on_progress:
                on_progress(done, total)
        return None

    def end(self) -> None:
        """Stop what still runs and release the pipes."""
        self.ended.set()
        if self.process.poll() is None:
            # It has said its last word, or is not listened to any more.
            self.process.kill()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def failure(self) -> Refused:
        """What the silence of a child means: too long, too large, or a crash."""
        if self.overstayed:
            return TooLargeWhenOpened(
                self.path.name,
                f"读了 {self.seconds:.0f} 秒还没有读完，已停止。",
                "请删去无关的图片、绘图和空白内容后另存再试，或分成几个文件核对。",
            )
        if self.overlong:
            return too_large(self.path)
        LOG.error("the child reading a document ended with %s", self.process.returncode)
        return damaged(self.path)


def damaged(path: Path) -> Damaged:
    """The refusal of a file that no reader can cope with."""
    return Damaged(
        path.name,
        "读取时出错，文件可能已损坏，或内部结构不合规范。",
        "请用 Office、WPS 或 PDF 阅读器打开核对，另存为新文件后重新导入。",
    )


def refusal_of(told: dict, path: Path) -> Refused:
    """Make the refusal that the child told of."""
    kind = REFUSALS.get(told.get("code"), errors.Damaged)
    problem, remedy, where = (str(told.get(key, "")) for key in ("problem", "remedy", "where"))
    return kind(path.name, problem, remedy, where)


def source_of(message: dict) -> Source:
    """Build a source from plain JSON; nothing in it is run or trusted to be of a type."""
    return Source(
        name=str(message["name"]),
        sha256=str(message["sha256"]),
        rows=[row_of(told) for told in message["rows"]],
        findings=[Finding(*(str(words) for words in told)) for told in message["findings"]],
    )


def row_of(told: dict) -> Row:
    """Build one row."""
    line, page = (None if number is None else int(number) for number in told["at"][:2])
    regions = tuple(Region(int(page), float(a), float(b)) for page, a, b in told["regions"])
    cells = tuple(str(cell) for cell in told["cells"])
    return Row(cells, Place(line, page, str(told["at"][2])), regions, bool(told["outside"]))
