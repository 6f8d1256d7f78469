"""Two at one moment: an upload and a refusal of one file, two workers, a change and its count."""

import os
import signal
import subprocess
import sys

from tests.killed import state
from tests.killed.gates import TASK, closed
from tests.killed.portal import Aside
from tests.killed.state import require_done, require_whole
from tests.killed.test_web import document_of, state_of, submitted
from tests.served import ROOT

AGAIN = (
    "import django; django.setup()\n"
    "from django.core.management import call_command\n"
    "from ingest.tasks import take_in\n"
    "take_in.enqueue()\n"
    "call_command('work', once=True)\n"
)
# Holds the lock that a fork must wait for; a thread forks meanwhile.
FORK = """
import os, threading
from portal import beside

def fork():
    pid = os.fork()
    if not pid:
        os._exit(0)
    os.waitpid(pid, 0)

thread = threading.Thread(target=fork)
with beside.STARTING:
    thread.start()
    thread.join(0.5)
    assert thread.is_alive()
thread.join(30)
assert not thread.is_alive()
"""


def test_a_file_sent_in_again_while_it_is_refused_is_read_again(portal):
    content = "今天开会。".encode()
    with closed(portal.url, "discarding") as somebody:
        assert portal.upload("refused.txt", content) == 200
        somebody()
        again = Aside(portal.upload, "refused-again.txt", content)
        waiting = "SELECT count(*) = 2 FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
        assert portal.comes(waiting)
    assert again.answer() == 200
    require_done(portal)
    codes = "SELECT string_agg(code, ' ') FROM lists_intake WHERE file_name LIKE 'refused%'"
    assert portal.ask(codes) == "not_a_list not_a_list"
    assert portal.ask("SELECT count(*) FROM lists_document WHERE rows IS NULL") == 0
    kept = {file.stem for file in (portal.folder / "documents").glob("??/*")}
    known = portal.ask("SELECT string_agg(sha256, ' ') FROM lists_document") or ""
    assert kept == set(known.split())


def test_one_file_sent_in_by_two_at_once_makes_one_edition(portal, listed):
    file = listed("丙子乡")
    sent = [Aside(portal.upload, name, file.content) for name in ("one.txt", "two.txt")]
    assert [each.answer() for each in sent] == [200, 200]
    require_done(portal)
    states = (
        "SELECT string_agg(state, ' ' ORDER BY state) FROM lists_intake"
        " WHERE file_name IN ('one.txt', 'two.txt')"
    )
    assert portal.ask(states) == "taken unchanged"


def test_a_wrong_name_does_not_spoil_the_right_one(portal, listed):
    file = listed("丁丑乡")
    worker = portal.worker
    os.kill(worker, signal.SIGSTOP)
    try:
        assert portal.upload("wrong.docx", file.content) == 200
        assert portal.upload("right.txt", file.content) == 200
    finally:
        os.kill(worker, signal.SIGCONT)
    require_done(portal)
    came = "SELECT state FROM lists_intake WHERE file_name = '{}'"
    assert portal.ask(came.format("wrong.docx")) == "refused"
    assert portal.ask(came.format("right.txt")) == "taken"


def test_a_second_worker_leaves_alone_what_the_first_is_at(portal, listed):
    file = listed("戊寅乡")
    with closed(portal.url, "saving") as somebody:
        assert portal.upload(file.name, file.content) == 200
        somebody()
        assert portal.run(AGAIN) == 0
        attempts = f"SELECT attempts FROM lists_intake WHERE file_name = '{file.name}'"
        assert portal.ask(attempts) == 1
        require_whole(portal)
    require_done(portal)
    assert state_of(portal, file) == "draft"
    assert portal.ask(attempts) == 1


def test_a_count_that_waits_is_not_done_before_what_it_shall_count(portal, listed):
    file = listed("己卯乡")
    document = submitted(portal, file)
    worker = portal.worker
    os.kill(worker, signal.SIGSTOP)
    try:
        portal.ask(state.task("READY", 0))  # asked for by an earlier change
        with closed(portal.url, "committing") as somebody:
            sent = Aside(portal.act, document, "publish", reason="first")
            somebody()
            free = f"SELECT 1 FROM {TASK} WHERE status = 'READY' FOR UPDATE SKIP LOCKED"
            assert portal.ask(free) is None
        assert sent.answer() == 200
    finally:
        os.kill(worker, signal.SIGCONT)
    require_done(portal)
    assert document_of(portal, file) == document
    assert state_of(portal, file) == "published"


def test_the_server_does_not_fork_while_a_process_beside_it_is_started():
    assert subprocess.run([sys.executable, "-c", FORK], cwd=ROOT).returncode == 0
