"""The child's side: reads one document within limits and writes the rows as JSON lines."""

import contextlib
import importlib
import json
import os
import signal
import sys
import threading
import traceback
from pathlib import Path

from ingest.errors import EmptyFile, Refused
from ingest.read.limits import bounded, too_large
from ingest.shapes import Row, Source

MEMORY = 1536 * 1024 * 1024
CPU_SECONDS = 600


def main(module: str, file: str) -> None:
    """Read `file` by `module.read` and say on the first standard output what came of it."""
    pipe = own_pipe()
    die_with_parent()
    limit()
    path = Path(file)

    def say(message: dict) -> None:
        pipe.write(json.dumps(message).encode() + b"\n")
        pipe.flush()

    try:
        reader = importlib.import_module(module)
        source = reader.read(path, lambda done, total: say({"progress": [done, total]}))
        bounded(source.rows, path)
        require_words(source)
        say(as_json(source))
    except Refused as refusal:
        say(refused(refusal))
    except MemoryError:
        say(refused(too_large(path)))
    except Exception as error:
        # Where it failed and not its words: they may quote a document that is not public.
        frames = traceback.format_tb(error.__traceback__)[-3:]
        say({"crash": "".join([*frames, type(error).__name__])[-2000:]})


def own_pipe():
    """The pipe to the parent, out of reach of a library that prints."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def die_with_parent() -> None:
    """End when the parent ends: by the kernel on Linux, elsewhere when standard input closes."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG

    def wait() -> None:
        with contextlib.suppress(OSError):
            os.read(0, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def limit() -> None:
    """Bound memory and processor time, forbid core dumps and writing files; where it is known."""
    try:
        import resource
    except ImportError:  # Windows: the time limit of the parent remains
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def require_words(source: Source) -> None:
    """Refuse what opens to nothing."""
    if not any(cell.strip() for row in source.rows for cell in row.cells):
        raise EmptyFile(source.name, "文件里没有文字。", "请确认选对了文件，重新导出后再试。")


def refused(refusal: Refused) -> dict:
    """A refusal as plain strings."""
    return {
        "refused": {key: getattr(refusal, key) for key in ("code", "problem", "remedy", "where")}
    }


def as_json(source: Source) -> dict:
    """The source as plain lists, strings and numbers."""
    return {
        "name": source.name,
        "sha256": source.sha256,
        "rows": [row_json(row) for row in source.rows],
        "findings": [[f.code, f.severity, f.where, f.message] for f in source.findings],
    }


def row_json(row: Row) -> dict:
    """One row: cells, its place as [line, page, part], regions."""
    return {
        "cells": row.cells,
        "at": [row.place.line, row.place.page, row.place.part],
        "regions": [[region.page, region.top, region.bottom] for region in row.regions],
        "outside": row.outside,
    }


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
