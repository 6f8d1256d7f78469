"""The worker is killed: while a child reads, while rows are saved, before its task is over."""

import pytest

from tests.killed import state
from tests.killed.gates import TASK, closed
from tests.killed.portal import children, gone, is_alive
from tests.killed.state import require_done, require_whole

TOWNSHIPS = {"saving": "甲子乡", "recording": "乙丑乡", "ending": "丙寅乡"}


def one(portal, sha256: str, column: str):
    """A column of the one upload of a file."""
    return portal.ask(
        f"SELECT i.{column} FROM lists_intake i LEFT JOIN lists_edition e ON e.id = i.edition_id"
        " LEFT JOIN lists_document d ON d.id = i.document_id"
        f" WHERE '{sha256}' IN (d.sha256, e.source_sha256)"
    )


def editions(portal, sha256: str) -> int:
    """How many editions a file made."""
    return portal.ask(f"SELECT count(*) FROM lists_edition WHERE source_sha256 = '{sha256}'")


def test_while_a_child_reads_the_child_goes_too_and_the_file_is_read_again(portal, printed):
    with closed(portal.url, "reading") as somebody:
        assert portal.upload(printed.name, printed.content) == 200
        somebody()
        killed = portal.worker
        [reader] = children(killed, "ingest.read.worker")
        assert is_alive(reader)
        portal.kill(killed)
        assert gone(reader)
        assert one(portal, printed.sha256, "state") == "reading"
        require_whole(portal)
    require_done(portal)
    assert portal.worker != killed
    assert one(portal, printed.sha256, "state") == "taken"
    assert one(portal, printed.sha256, "attempts") == 2
    assert one(portal, printed.sha256, "done") == one(portal, printed.sha256, "total") > 1


@pytest.mark.parametrize(("gate", "saved"), [("saving", 0), ("recording", 0), ("ending", 1)])
def test_all_rows_are_there_or_none(portal, listed, gate, saved):
    file = listed(TOWNSHIPS[gate])
    with closed(portal.url, gate) as somebody:
        assert portal.upload(file.name, file.content) == 200
        backend = somebody()
        portal.kill(portal.worker)
        portal.ask(f"SELECT pg_terminate_backend({backend})")
        assert editions(portal, file.sha256) == saved
        require_whole(portal)
        # What was read is kept: the next worker need not read it again.
        assert portal.ask(
            f"SELECT rows IS NOT NULL FROM lists_document WHERE sha256 = '{file.sha256}'"
        )
    require_done(portal)
    assert editions(portal, file.sha256) == 1
    assert one(portal, file.sha256, "state") == "taken"
    assert one(portal, file.sha256, "attempts") == 2 - saved


def test_a_file_that_ends_the_worker_each_time_is_given_up(portal, listed):
    file, healthy = listed("丁卯乡"), listed("戊辰乡", rows=1)
    with closed(portal.url, "saving") as somebody:
        assert portal.upload(file.name, file.content) == 200
        for _ in range(3):
            backend = somebody()
            portal.kill(portal.worker)
            portal.ask(f"SELECT pg_terminate_backend({backend})")
        assert portal.comes(
            f"SELECT state = 'failed' FROM lists_intake WHERE file_name = '{file.name}'"
        )
        # The queue goes on behind it.
        assert portal.upload(healthy.name, healthy.content) == 200
        require_done(portal)
    assert one(portal, file.sha256, "code") == "interrupted"
    assert "3 次中断" in one(portal, file.sha256, "message")
    assert editions(portal, file.sha256) == 0
    assert one(portal, healthy.sha256, "state") == "taken"
    # The gate stands open now, and a person tries once more.
    assert portal.post(f"/desk/intake/{one(portal, file.sha256, 'id')}/again/") == 200
    require_done(portal)
    assert one(portal, file.sha256, "state") == "taken"


def test_no_task_is_begun_for_ever(portal):
    portal.ask(state.task("RUNNING", 10))
    require_done(portal)
    assert (
        portal.ask(f"SELECT status FROM {TASK} WHERE jsonb_array_length(worker_ids) = 10")
        == "FAILED"
    )
