"""The embedded PostgreSQL as its users meet it: real processes, real kills, real folders."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest

from portal import embedded
from portal.embedded import identity
from portal.embedded.errors import FolderRefused, NoIdentity
from portal.embedded.folder import Folder

ROOT = Path(__file__).resolve().parent.parent
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


@pytest.fixture
def fresh():
    """A data folder that nobody has used, where any user may pass."""
    with tempfile.TemporaryDirectory(prefix="duty-lists-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A data folder that the tests of this file share, with blanks and Chinese in its name."""
    return tmp_path_factory.mktemp("embedded") / "my data 履职 清单"


@pytest.fixture
def client(data):
    client = Client(data)
    assert client.url
    yield client
    client.leave()


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


def test_a_wrong_password_is_refused(client):
    password = Folder(client.data).password()
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(client.url.replace(password, "guess"))


def test_data_and_address_stay_after_a_restart(data):
    first = Client(data)
    ask(first.url, "CREATE TABLE kept AS SELECT 42 AS n")
    first.leave()
    assert within(10, lambda: not listens(first.url))
    second = Client(data)
    assert second.url == first.url
    assert ask(second.url, "SELECT n FROM kept") == 42
    second.leave()


def test_a_client_within_the_linger_finds_the_same_server(client):
    before = postmaster(client.data)
    client.leave()
    again = Client(client.data)
    assert again.url == client.url
    assert postmaster(client.data) == before
    again.leave()


def test_a_killed_postgres_comes_back_with_its_data_at_the_same_address(client):
    ask(client.url, "CREATE TABLE survived AS SELECT 1 AS n")
    killed = postmaster(client.data)
    os.kill(killed, signal.SIGKILL)
    assert within(15, lambda: ask(client.url, "SELECT n FROM survived") == 1)
    assert postmaster(client.data) != killed


def test_a_killed_supervisor_leaves_no_server_behind_and_the_next_client_has_one(client):
    killed = postmaster(client.data)
    os.kill(Folder(client.data).state["supervisor"], signal.SIGKILL)
    following = Client(client.data)
    assert ask(following.url, "SELECT 1") == 1
    assert postmaster(client.data) != killed
    following.leave()


def test_a_stale_pid_file_that_names_another_program_is_dropped(data):
    holder = Client(data)
    address = holder.url
    holder.leave()
    assert within(10, lambda: not listens(address))
    stale = home(data) / "cluster" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n1\n5432\n\n127.0.0.1\n")
    late = Client(data)
    assert ask(late.url, "SELECT 1") == 1
    late.leave()


def test_three_clients_at_once_on_a_fresh_folder_share_one_server(fresh):
    (fresh / "postgres" / "cluster.new").mkdir(parents=True)
    (fresh / "postgres" / "cluster.new" / "half-made").touch()
    clients = [Client(fresh) for _ in range(3)]
    assert len({c.url for c in clients}) == 1
    log = (home(fresh) / "log").read_text()
    assert log.count("The files belonging to this database system") == 1
    clients[0].leave(kill=True)
    time.sleep(2)
    assert ask(clients[1].url, "SELECT 1") == 1
    # The last one does not get to say goodbye either.
    clients[1].leave()
    clients[2].leave(kill=True)
    assert within(10, lambda: not listens(clients[0].url))


def test_a_deleted_folder_ends_its_server(fresh):
    client = Client(fresh)
    assert client.url
    subprocess.run(["rm", "-rf", fresh, home(fresh)], check=True)
    assert within(10, lambda: not listens(client.url))
    client.leave()


def test_an_ordinary_user_runs_it(fresh):
    who = identity.choose()
    fresh.mkdir()
    os.chown(fresh, who.owner, who.group)
    client = Client(fresh, preexec_fn=who.enter)
    assert ask(client.url, "SELECT 1") == 1
    assert (fresh / "postgres").stat().st_uid == who.owner
    client.leave()


def test_it_runs_where_user_namespaces_are_forbidden(data, tmp_path):
    # Root's own temporary folders let nobody else pass, so the cluster moves out of them.
    client = Client(tmp_path / "data", PORTAL_NO_NAMESPACES="1")
    assert ask(client.url, "SELECT 1") == 1
    place = home(client.data)
    assert place.stat().st_uid != 0
    assert place.stat().st_mode & 0o777 == 0o700
    assert tmp_path.stat().st_mode & 0o077 == 0
    client.leave()
    assert within(10, lambda: not listens(client.url))
    subprocess.run(["rm", "-rf", place], check=True)


def test_without_any_identity_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(identity, "_accounts", list)
    monkeypatch.setattr(identity, "_named", lambda uid: False)
    with pytest.raises(NoIdentity, match="Run the portal as an ordinary user.*DATABASE_URL"):
        identity.choose()


def test_another_users_folder_is_refused_with_a_remedy(data, monkeypatch):
    Folder.at(data)
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with pytest.raises(FolderRefused, match="belongs to user .* another folder with DATA="):
        Folder.at(data)


def test_a_folder_that_cannot_be_made_is_refused_with_a_remedy(tmp_path):
    (tmp_path / "file").touch()
    process = launch(tmp_path / "file" / "data", "true")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "cannot be used" in err and "Choose another" in err and "Traceback" not in err


def test_a_cluster_of_another_postgresql_is_refused_with_a_remedy(fresh):
    cluster = fresh / "postgres" / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("9\n")
    _, err = (process := launch(fresh, "true")).communicate(timeout=60)
    assert process.returncode == 1
    assert "was made by PostgreSQL 9" in err and "Choose another folder" in err


def test_a_server_that_cannot_start_says_why(fresh):
    Client(fresh).leave()
    within(10, lambda: not (home(fresh) / "cluster" / "postmaster.pid").exists())
    (home(fresh) / "cluster" / "postgresql.conf").write_text("no_such_setting = 1\n")
    _, err = (process := launch(fresh, "true")).communicate(timeout=60)
    assert process.returncode == 1
    assert "no_such_setting" in err and "DATABASE_URL" in err


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
