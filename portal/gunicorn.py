"""How gunicorn serves the portal: `gunicorn -c portal/gunicorn.py portal.wsgi:application`."""

import contextlib
import os
import signal
import tempfile
from pathlib import Path

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"  # an idle keep-alive connection holds a thread, not a worker
threads = 4
timeout = 30
# No page may keep the database busy longer (milliseconds).
os.environ.setdefault("PORTAL_STATEMENT_TIMEOUT", "10000")
graceful_timeout = 10
keepalive = 5

# Loaded once, before the workers fork, so that they share its pages (jieba alone takes 80 MB).
preload_app = True

# A pasted complaint in the address is long: 10,000 characters are 90 kB. The page says what it
# cut; gunicorn's own refusal would be a bare English line.
limit_request_line = 0

accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
# A heartbeat file on a busy disk makes healthy workers look dead.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()
chdir = str(Path(__file__).resolve().parent.parent)


def on_starting(server) -> None:
    """Load the dictionary and the thesaurus while there is one process only."""
    from django.db import DatabaseError

    from lists.search import tokens
    from lists.search.thesaurus import THESAURUS

    tokens.load()
    with contextlib.suppress(DatabaseError):  # then the first search reads it
        THESAURUS.read()


def when_ready(server) -> None:
    """Start what pages do not wait for: embedding new texts, and the work of the task queue."""
    from portal.beside import Beside

    server.beside = [Beside("embed", may_end=True), Beside("work")]


def on_exit(server) -> None:
    """End with the server what stands beside it."""
    for process in getattr(server, "beside", []):
        process.stop()


def pre_fork(server, worker) -> None:
    """A database connection cannot be shared by two processes, so none outlives a fork."""
    from django.db import connections

    connections.close_all()


def post_worker_init(worker) -> None:
    """Leave Ctrl-C to the arbiter: it ends the workers, and a second signal can lock one up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
