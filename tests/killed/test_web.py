"""The web process, all of gunicorn, or the database is killed: in uploads and publications."""

import os
import signal

import pytest

from tests.embedded.processes import postmaster
from tests.killed.gates import TASK, closed
from tests.killed.portal import Aside, children, gone
from tests.killed.state import require_done, require_whole

STUCK = (
    "import django; django.setup()\n"
    "from django.core.management import call_command\n"
    "from ingest.management.commands import work\n"
    "work.LONGEST = 1\n"
    "call_command('work', once=True)\n"
)


def document_of(portal, file) -> int:
    """The number of the document of a file that has been taken."""
    return portal.ask(f"SELECT id FROM lists_document WHERE sha256 = '{file.sha256}'")


def state_of(portal, file) -> str:
    """The state of the edition of a file."""
    return portal.ask(f"SELECT state FROM lists_edition WHERE source_sha256 = '{file.sha256}'")


def submitted(portal, file) -> int:
    """Send a file in and submit its edition; gives the number of its document."""
    assert portal.upload(file.name, file.content) == 200
    require_done(portal)
    document = document_of(portal, file)
    assert portal.act(document, "submit") == 200
    assert state_of(portal, file) == "submitted"
    return document


@pytest.fixture
def replacing(portal, listed):
    """Gives a list in force and a submitted one of the same township that would replace it."""

    def made(township: str):
        first, second = listed(township), listed(township, rows=21)
        assert portal.act(submitted(portal, first), "publish", reason="first") == 200
        require_done(portal)
        submitted(portal, second)
        return first, second

    return made


def test_an_upload_whose_web_process_is_killed_never_was(portal, listed):
    file = listed("己巳乡")
    before = portal.ask("SELECT count(*) FROM lists_auditrecord")
    with closed(portal.url, "upload") as somebody:
        sent = Aside(portal.upload, file.name, file.content)
        somebody()
        portal.kill(portal.web)
        assert sent.answer() is None
    require_done(portal)
    assert document_of(portal, file) is None
    assert portal.ask("SELECT count(*) FROM lists_auditrecord") == before
    assert portal.upload(file.name, file.content) == 200
    require_done(portal)
    assert state_of(portal, file) == "draft"


@pytest.mark.parametrize("gate", ["superseding", "publishing", "telling", "committing"])
def test_a_publication_whose_web_process_is_killed_never_was(portal, replacing, gate):
    names = {"superseding": "庚午乡", "publishing": "辛未乡", "telling": "壬申乡"}
    names["committing"] = "乙亥乡"
    first, second = replacing(names[gate])
    document = document_of(portal, second)
    with closed(portal.url, gate) as somebody:
        sent = Aside(portal.act, document, "publish", reason="adjustment")
        backend = somebody()
        portal.kill(portal.web)
        assert sent.answer() is None
        portal.ask(f"SELECT pg_terminate_backend({backend})")
        require_whole(portal)
        assert state_of(portal, first) == "published"
    assert state_of(portal, second) == "submitted"
    assert portal.act(document, "publish", reason="adjustment") == 200
    assert (state_of(portal, first), state_of(portal, second)) == ("superseded", "published")
    require_done(portal)


def test_all_goes_with_a_killed_gunicorn_and_the_next_one_ends_what_it_began(portal, printed):
    with closed(portal.url, "reading") as somebody:
        assert portal.upload(printed.name, printed.content) == 200
        backend = somebody()
        web, worker = portal.web, portal.worker
        readers = children(worker, "ingest.read.worker")
        assert readers
        portal.kill(portal.process.pid)
        assert gone(web, worker, *readers)
        portal.ask(f"SELECT pg_terminate_backend({backend})")
        # A worker that is stuck for too long ends itself, so that another one may try.
        assert portal.run(STUCK) == -signal.SIGALRM
        require_whole(portal)
    portal.start()
    require_done(portal)
    assert state_of(portal, printed) == "draft"


def test_a_draft_is_saved_though_the_database_was_killed(portal, database, listed):
    file = listed("癸酉乡")
    with closed(portal.url, "saving") as somebody:
        assert portal.upload(file.name, file.content) == 200
        somebody()
        worker = portal.worker
        os.kill(postmaster(database.data), signal.SIGKILL)
        assert portal.comes("SELECT true")
    require_done(portal)
    assert state_of(portal, file) == "draft"
    assert portal.worker == worker


def test_a_publication_whose_database_is_killed_never_was(portal, database, replacing):
    first, second = replacing("甲戌乡")
    document = document_of(portal, second)
    with closed(portal.url, "publishing") as somebody:
        sent = Aside(portal.act, document, "publish", reason="adjustment")
        somebody()
        os.kill(postmaster(database.data), signal.SIGKILL)
        assert sent.answer() == 500
        assert portal.comes("SELECT true")
    assert (state_of(portal, first), state_of(portal, second)) == ("published", "submitted")
    with closed(portal.url, "counting") as somebody:
        assert portal.act(document, "publish", reason="adjustment") == 200
        somebody()
        os.kill(postmaster(database.data), signal.SIGKILL)
        assert portal.comes("SELECT true")
    # What was published stays so, and the search is counted anew all the same.
    assert (state_of(portal, first), state_of(portal, second)) == ("superseded", "published")
    # A count that the database left has failed, until the worker lets it wait again.
    newest = f"SELECT status = 'SUCCESSFUL' FROM {TASK} WHERE task_path LIKE '%refresh_search'"
    assert portal.comes(f"{newest} ORDER BY enqueued_at DESC LIMIT 1")
    require_done(portal)
