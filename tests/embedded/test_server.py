"""One server for a folder, whoever comes, goes or is killed; its data and address stay."""

import os
import signal
import subprocess
import time

import psycopg2
import pytest

from portal.embedded import identity
from portal.embedded.folder import Folder
from tests.embedded.processes import Client, ask, home, listens, postmaster, within


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
