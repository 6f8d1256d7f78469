"""The portal served as in production: gunicorn with collected static files, on a given database."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
# Below the ports that outgoing connections take, so that none is taken between look and use.
PORTS = range(8200, 8300)
PATIENCE = 30  # seconds


def free_port() -> int:
    """A port nobody listens on; another run at the same time begins to look elsewhere."""
    first = os.getpid() % len(PORTS)
    for port in (*PORTS[first:], *PORTS[:first]):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"No port of {PORTS.start}-{PORTS.stop - 1} is free.")


def database_url(name: str) -> str:
    """The address of another database on the server of DATABASE_URL."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def environment(database: str, static: Path) -> dict[str, str]:
    """What a process needs to serve a database without https."""
    return os.environ | {
        "DATABASE_URL": database_url(database),
        "STATIC_ROOT": str(static),
        "SECRET_KEY": "for-tests-only",
        "PORTAL_HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
    }


@contextmanager
def served(database: str, static: Path) -> Iterator[str]:
    """Serve a database; gives the address of the portal, without a slash at its end."""
    serving = environment(database, static)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=serving, check=True)
    port = free_port()  # taken at once: others look for one, too
    serving["PORT"] = str(port)
    command = [sys.executable, "-m", "gunicorn", "-c", "portal/gunicorn.py"]
    process = subprocess.Popen([*command, "portal.wsgi:application"], cwd=ROOT, env=serving)
    try:
        address = f"http://127.0.0.1:{port}"
        await_answer(process, f"{address}/readyz")
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE)


def await_answer(process: subprocess.Popen, address: str) -> None:
    """Wait until an address answers; raises RuntimeError when its process ends before."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"gunicorn gave no answer at {address}; its own words are above.")
