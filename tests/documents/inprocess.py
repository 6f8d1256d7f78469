"""Reads documents in this process: what the guarded child does, without the start of one each.

The child's own limits have their tests; here hundreds of documents are read a minute.
"""

import io
import json
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from ingest import pipeline
from ingest.read import child, worker
from ingest.shapes import DutyList, Source

# It warns of every font of every page that a browser made; a child's warnings nobody sees.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


class Overstayed(BaseException):
    """A document took longer than any may; no reader's `except Exception` may swallow it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End what runs inside with Overstayed when it takes longer."""

    def over(signum, frame):
        raise Overstayed(f"not done within {seconds} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Pipe(io.BytesIO):
    """What the child writes its lines to; here its last word is read from it."""

    def last_word(self) -> dict:
        """The message that ends the child's report."""
        return json.loads(self.getvalue().splitlines()[-1])


def read_here(module: str, path: Path, on_progress=None) -> Source:
    """Read as the child does, over its lines of JSON; a crash of a reader is a damaged file."""
    pipe = Pipe()
    with (
        patch.object(worker, "own_pipe", return_value=pipe),
        # They bind a process for its whole life.
        patch.object(worker, "die_with_parent"),
        patch.object(worker, "limit"),
    ):
        worker.main(module, str(path))
    message = pipe.last_word()
    if "refused" in message:
        raise child.refusal_of(message["refused"], path)
    if "crash" in message:
        crashed = child.damaged(path)
        crashed.add_note(message["crash"])
        raise crashed
    return child.source_of(message)


@contextmanager
def in_process() -> Iterator[None]:
    """Let the readers of documents run in this process."""
    with patch.object(child, "read", read_here):
        yield


def understand(path: Path) -> DutyList:
    """Read, parse and check a document in this process. Raises Refused."""
    with in_process():
        return pipeline.understand(path)
