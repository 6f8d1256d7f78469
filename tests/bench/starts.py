"""How long one waits for the first page: of gunicorn, and of everything from nothing."""

import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.bench.database import NAME, fresh_environment
from tests.bench.table import table
from tests.served import PATIENCE, ROOT, environment, free_port


def measure() -> None:
    """Print the seconds from start to the first page answered."""
    rows = [("gunicorn, database filled", gunicorn()), *demo()]
    table("From start to the first page", ("what starts", "seconds"), rows)


def seconds_to_answer(command: list[str], serving: dict[str, str]) -> float:
    """Start a server, wait for its search page, end it."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=serving, stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{serving['PORT']}/search/?q=a").close()
            except OSError:
                time.sleep(0.02)
            else:
                return time.perf_counter() - began
        raise RuntimeError("The server ended before it answered; its own words are above.")
    finally:
        process.terminate()
        process.wait(PATIENCE)


def gunicorn() -> float:
    """The seconds of gunicorn with its workers on the bench's database."""
    with tempfile.TemporaryDirectory() as static:
        serving = environment(NAME, Path(static)) | {"PORT": str(free_port())}
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        subprocess.run(collect, cwd=ROOT, env=serving, check=True)
        command = [sys.executable, "-m", "gunicorn", "-c", "portal/gunicorn.py"]
        return seconds_to_answer([*command, "portal.wsgi:application"], serving)


def demo() -> list[tuple[str, float]]:
    """The seconds of `make demo`: with no database folder, and with the one it left."""
    command = [sys.executable, "-m", "portal.demo"]
    with tempfile.TemporaryDirectory() as folder:
        serving = fresh_environment(Path(folder) / "data", free_port())
        return [
            ("demo, from nothing", seconds_to_answer(command, serving)),
            ("demo, again", seconds_to_answer(command, serving)),
        ]
