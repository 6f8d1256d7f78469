"""An embedded PostgreSQL for trials, small offices and tests: there while somebody uses it.

`provide()` lends it to this process; `python -m portal.embedded -- CMD …` lends it to a command.
One supervising process per data folder keeps it running; everyone else only holds a lock.
"""

import fcntl
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from portal.embedded.errors import REMEDY, EmbeddedError, StartFailed
from portal.embedded.folder import Folder

__all__ = ["EmbeddedError", "provide", "release"]

BASE_DIR = Path(__file__).resolve().parent.parent.parent
PATIENCE = 120.0  # seconds; longer than the supervisor's own, so that its message is seen

_lent: list[tuple[Folder, int]] = []


def provide(data: Path | None = None) -> str:
    """The address of a running database, also set as DATABASE_URL; EmbeddedError when none is had.

    A DATABASE_URL that is set already is returned as it is. The embedded server runs for as long
    as this process lives, in `data`, else in the folder DATA names, else in .data.
    """
    if url := os.environ.get("DATABASE_URL"):
        return url
    folder = Folder.at(Path(data or os.environ.get("DATA") or BASE_DIR / ".data"))
    clients = folder.join()
    try:
        port = _await_port(folder)
    except BaseException:
        os.close(clients)
        raise
    _lent.append((folder, clients))
    url = f"postgresql://duties:{folder.read('password')}@127.0.0.1:{port}/duties"
    os.environ["DATABASE_URL"] = url
    return url


def release() -> None:
    """Give back what provide() lent, and wait for the server's end unless others still use it."""
    while _lent:
        folder, clients = _lent.pop()
        os.environ.pop("DATABASE_URL", None)
        os.close(clients)
        _await_end(folder)


def _await_port(folder: Folder) -> int:
    """The port of the ready server, started when no supervisor is at work."""
    deadline = time.monotonic() + PATIENCE
    started = False
    while time.monotonic() < deadline:
        lock = folder.open("server.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            port = folder.state.get("port")
            if port and _listens(port):
                return port
            time.sleep(0.05)
            continue
        else:
            if started:
                reason = folder.state.get("error") or folder.read("supervisor.log")[-2000:]
                raise StartFailed(f"The embedded PostgreSQL did not start: {reason}")
            started = True
            _start_supervisor(folder, lock)
        finally:
            os.close(lock)
    raise StartFailed(
        f"The embedded PostgreSQL in {folder.path} is not ready after {PATIENCE:.0f} s; "
        f"its log may say why. {REMEDY}"
    )


def _start_supervisor(folder: Folder, lock: int) -> None:
    """Start the supervisor away from our terminal; it inherits the lock we hold."""
    folder.forget("state.json")
    with os.fdopen(folder.open("supervisor.log"), "wb") as log:
        subprocess.run(
            [sys.executable, "-m", "portal.embedded.supervisor", folder.path, str(lock)],
            cwd=BASE_DIR,
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock],
            start_new_session=True,
            check=False,
        )


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _await_end(folder: Folder) -> None:
    """Wait until the supervisor has gone, or has shown that others keep it."""
    lock = folder.open("server.lock")
    still_used = time.monotonic() + 2  # the supervisor lingers for one
    deadline = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < (still_used if folder.state else deadline):
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                time.sleep(0.1)
    finally:
        os.close(lock)
