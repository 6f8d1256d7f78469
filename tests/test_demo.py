"""`make demo` as somebody meets it who has just cloned the repository."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import psycopg2

from portal.embedded.folder import Folder

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_demo(data: Path, port: int) -> subprocess.Popen:
    ours = ("DATABASE_URL", "SECRET_KEY", "STATIC_ROOT", "PORTAL_HTTPS", "DJANGO_SETTINGS_MODULE")
    return subprocess.Popen(
        ["make", "demo", f"DATA={data}", f"PORT={port}"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in ours},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def read_until_it_serves(demo: subprocess.Popen) -> str:
    lines = []
    for line in demo.stdout:
        lines.append(line)
        if "Ctrl-C" in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def processes_of(data: Path) -> list[bytes]:
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            found.append(process.read_bytes())
    return [command for command in found if os.fsencode(data) in command]


def rows(data: Path) -> dict[str, int]:
    """How many rows each table holds: a second run must leave them as they are."""
    folder = Folder(data)
    where = {"host": "127.0.0.1", "port": folder.state["port"], "password": folder.password()}
    connection = psycopg2.connect(user="duties", dbname="duties", **where)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        counts = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    connection.close()
    return counts


def stop(demo: subprocess.Popen) -> None:
    """Ctrl-C: the terminal sends it to everything in the foreground."""
    os.killpg(demo.pid, signal.SIGINT)
    rest = demo.communicate(timeout=60)[0]
    assert rest.strip().splitlines()[0] == "已停止 / Stopped.", rest


def test_make_demo_serves_stops_and_starts_again(tmp_path):
    data, port = tmp_path / "演示 demo", free_port()
    first = make_demo(data, port)
    try:
        shown = read_until_it_serves(first)
        assert f"http://127.0.0.1:{port}/" in shown
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert json.load(answer)["status"] == "ready"
        assert (data / "secret_key").stat().st_mode & 0o777 == 0o600
        assert any(rows(data).values())
        key, counts = (data / "secret_key").read_text(), rows(data)

        out = (busy := make_demo(data, port)).communicate(timeout=60)[0]
        assert busy.returncode != 0
        assert f"Port {port} cannot be used" in out and "make demo PORT=" in out
        assert "Traceback" not in out
    finally:
        stop(first)
    assert processes_of(data) == []

    second = make_demo(data, port)
    try:
        read_until_it_serves(second)
        assert (data / "secret_key").read_text() == key
        assert rows(data) == counts
    finally:
        # A service manager ends `make` with a signal of its own, to that one process.
        second.terminate()
        second.communicate(timeout=60)
    assert processes_of(data) == []
