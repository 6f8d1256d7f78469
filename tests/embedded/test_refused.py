"""A folder or a server that cannot be used is refused with a remedy."""

import os

import pytest

from portal.embedded import identity
from portal.embedded.errors import FolderRefused, NoIdentity
from portal.embedded.folder import Folder
from tests.embedded.processes import Client, home, launch, within


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
