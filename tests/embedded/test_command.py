"""A command run with a server of its own: its environment, its signals, its end."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from portal import embedded
from tests.embedded.processes import home, launch, listens, within


def test_a_command_gets_a_chinese_database_whatever_the_environment(data):
    report = (
        "import json, os, sys, psycopg2\n"
        "connection = psycopg2.connect(os.environ['DATABASE_URL'])\n"
        "cursor = connection.cursor()\n"
        "cursor.execute('CREATE EXTENSION pg_trgm')\n"
        "cursor.execute(\"SELECT current_setting('server_encoding'), datcollate, datctype,"
        " current_setting('listen_addresses'), current_setting('unix_socket_directories'),"
        " current_setting('fsync'), cardinality(show_trgm('河长制')) > 0"
        ' FROM pg_database WHERE datname = current_database()")\n'
        "print(json.dumps(cursor.fetchone())); sys.exit(7)"
    )
    # PGDATABASE and PGUSER would be taken by any other program of PostgreSQL.
    strange = {"LANG": "zh_CN.GB18030", "LC_ALL": "C", "PGDATABASE": "x", "PGUSER": "x"}
    process = launch(data, sys.executable, "-c", report, **strange)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 7, err
    assert json.loads(out) == ["UTF8", "C.UTF-8", "C.UTF-8", "127.0.0.1", "", "on", True]
    assert (data / "password").stat().st_mode & 0o777 == 0o600
    # The command has ended and nobody else is there: so has the server.
    assert not (home(data) / "cluster" / "postmaster.pid").exists()


def test_a_background_job_left_behind_does_not_keep_the_server(data):
    process = launch(data, "sh", "-c", "sleep 60 >/dev/null 2>&1 & echo $! $DATABASE_URL")
    pid, url = process.communicate(timeout=60)[0].split()
    assert not listens(url)
    os.kill(int(pid), signal.SIGTERM)


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGTERM, 5), (signal.SIGINT, 6), (signal.SIGHUP, 5)]
)
def test_signals_reach_the_command(client, sent, code):
    script = "trap 'exit 5' TERM; trap 'exit 6' INT; echo ready; while :; do sleep 0.05; done"
    process = launch(client.data, "sh", "-c", script)
    assert process.stdout.readline() == "ready\n"
    process.send_signal(sent)
    process.communicate(timeout=30)
    assert process.returncode == code


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_killed_launcher_takes_its_command_along(client):
    process = launch(client.data, "sh", "-c", "echo $$; exec sleep 60")
    child = int(process.stdout.readline())
    process.kill()
    process.communicate(timeout=30)
    assert within(5, lambda: not Path(f"/proc/{child}").exists())


def test_a_database_of_our_own_is_left_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.org/duties")
    assert embedded.provide(tmp_path / "data") == "postgresql://db.example.org/duties"
    assert not (tmp_path / "data").exists()
