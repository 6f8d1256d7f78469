"""A portal of its own, served as in production, whose processes a test may kill."""

import http.cookiejar
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from tests.embedded.processes import ask, within
from tests.killed.gates import PATIENCE
from tests.served import ROOT, environment, free_port

NAME, PASSWORD = "chief", "for-tests-only"
# Fills an empty database: the tables, and an administrator.
FILL = (
    "import django; django.setup()\n"
    "from django.contrib.auth import get_user_model\n"
    "from django.core.management import call_command\n"
    "call_command('migrate', verbosity=0)\n"
    f"get_user_model().objects.create_superuser({NAME!r}, password={PASSWORD!r})\n"
)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def children(pid: int, word: str) -> list[int]:
    """The children of a process that have a word in their command line."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if parent == pid and word.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:  # ended in between
            continue
    return found


def gone(*pids: int) -> bool:
    """Whether processes end within our patience."""
    return within(PATIENCE, lambda: not any(map(is_alive, pids)))


@dataclass
class Portal:
    """gunicorn with one web process, its worker beside it, on a database and a store."""

    url: str
    folder: Path
    process: subprocess.Popen | None = None
    address: str = ""
    seen: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def __post_init__(self) -> None:
        self.environment = environment("", self.folder / "static") | {
            "DATABASE_URL": self.url,
            "DOCUMENTS": str(self.folder / "documents"),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "WEB_CONCURRENCY": "1",
            "PORTAL_STATEMENT_TIMEOUT": "0",  # a request may wait at a gate
        }

    def run(self, code: str) -> int:
        """Run Python in the portal's surroundings; gives its exit code."""
        return subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=self.environment
        ).returncode

    def start(self) -> None:
        """Serve, and wait until it answers."""
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "portal/gunicorn.py", "portal.wsgi"],
            cwd=ROOT,
            env=self.environment | {"PORT": str(port)},
        )
        assert within(PATIENCE, self.serves)

    def serves(self) -> bool:
        """Whether it answers; fails where it ended instead of ever doing so."""
        assert self.process.poll() is None
        try:
            return self.open("/readyz") == 200
        except OSError:
            return False

    def stop(self) -> None:
        """End it as an administrator does."""
        self.process.terminate()
        self.process.wait(PATIENCE)

    @property
    def worker(self) -> int:
        """The process that does the work beside the server, once there is one."""
        command = "manage.py\0work"
        assert within(PATIENCE, lambda: children(self.process.pid, command))
        return children(self.process.pid, command)[0]

    @property
    def web(self) -> int:
        """The process that answers requests."""
        assert within(PATIENCE, lambda: children(self.process.pid, "gunicorn"))
        return children(self.process.pid, "gunicorn")[0]

    def kill(self, pid: int) -> None:
        """kill -9, and wait for the end."""
        os.kill(pid, signal.SIGKILL)
        if pid == self.process.pid:
            self.process.wait()
        assert gone(pid)

    def ask(self, sql: str):
        """The first value that the database answers; None without one."""
        return ask(self.url, f"SELECT ({sql})" if sql.startswith("SELECT") else sql)

    def comes(self, sql: str) -> bool:
        """Whether the database answers a question with yes within our patience."""
        return within(PATIENCE, lambda: self.ask(sql))

    def open(self, path: str, data: bytes | None = None, **headers: str) -> int:
        """The status of the answer to a request."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.seen))
        request = urllib.request.Request(self.address + path, data, headers)
        try:
            return opener.open(request, timeout=PATIENCE).status
        except urllib.error.HTTPError as answer:
            return answer.code

    def token(self) -> str:
        """What a form sends against forgery."""
        return next(cookie.value for cookie in self.seen if cookie.name == "csrftoken")

    def post(self, path: str, **said: str) -> int:
        """Send a form."""
        form = urllib.parse.urlencode(said | {"csrfmiddlewaretoken": self.token()})
        return self.open(path, form.encode())

    def log_in(self) -> None:
        """Come in as the administrator."""
        assert self.open("/login/") == 200
        assert self.post("/login/", username=NAME, password=PASSWORD) == 200
        assert self.open("/desk/intake/") == 200

    def upload(self, name: str, content: bytes) -> int:
        """Send a file; gives the status of the answer."""
        mark = uuid.uuid4().hex
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        ).encode()
        body += content + f"\r\n--{mark}--\r\n".encode()
        kind = f"multipart/form-data; boundary={mark}"
        return self.open(
            "/desk/intake/", body, **{"Content-Type": kind, "X-CSRFToken": self.token()}
        )

    def act(self, document: int, act: str, **said: str) -> int:
        """Move the edition of a document on."""
        return self.post(f"/desk/review/{document}/move/{act}/", **said)


class Aside:
    """A request sent by a thread: its answer is awaited later, or never comes."""

    def __init__(self, send, *arguments, **more) -> None:
        self.status: int | None = None

        def run() -> None:
            try:
                self.status = send(*arguments, **more)
            except OSError:  # the server died
                self.status = None

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()

    def answer(self) -> int | None:
        """The status; None where the server died instead of answering."""
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        return self.status
