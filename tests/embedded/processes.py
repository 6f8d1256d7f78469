"""Processes that use an embedded server, and what can be seen of the server from outside."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg2

from portal.embedded.folder import Folder

ROOT = Path(__file__).resolve().parents[2]
# Prints the address, then stays until its standard input closes.
CLIENT = (
    "import sys, pathlib; from portal import embedded;"
    "print(embedded.provide(pathlib.Path(sys.argv[1])), flush=True); sys.stdin.read()"
)


def environment(**extra: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DATA")} | extra


class Client:
    """A process of its own that uses the server of a folder."""

    def __init__(self, data: Path, preexec_fn=None, **env: str) -> None:
        self.data = data
        self.process = subprocess.Popen(
            [sys.executable, "-c", CLIENT, data],
            cwd=ROOT,
            env=environment(**env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=preexec_fn,
        )

    @property
    def url(self) -> str:
        if not hasattr(self, "_url"):
            self._url = self.process.stdout.readline().strip()
            assert self._url, self.process.stderr.read()
        return self._url

    def leave(self, kill: bool = False) -> None:
        if kill:
            self.process.kill()
        self.process.communicate()


def ask(url: str, sql: str):
    """The first row's first value; None for a statement without rows."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        value = cursor.fetchone()[0] if cursor.description else None
    connection.close()
    return value


def within(seconds: float, check) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if check():
                return True
        except psycopg2.OperationalError:
            pass
        time.sleep(0.05)
    return False


def listens(url: str) -> bool:
    port = int(url.rsplit(":", 1)[1].split("/")[0])
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def home(data: Path) -> Path:
    return Path(Folder(data).read("location") or data / "postgres")


def postmaster(data: Path) -> int:
    return int((home(data) / "cluster" / "postmaster.pid").read_text().split()[0])


def launch(data: Path, *command: str, **env: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "portal.embedded", "--data", data, "--", *command],
        cwd=ROOT,
        env=environment(**env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
