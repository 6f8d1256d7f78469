"""How long the server works on each page, what it asks of the database, what the page weighs."""

import logging
import re
from pathlib import Path
from statistics import median

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import addresses
from tests.bench.table import milliseconds, table

STATIC = re.compile(rf'(?:src|href)="/?{re.escape(settings.STATIC_URL.lstrip("/"))}([^"?]+)')
HEAVY = 150_000  # bytes
LONG = ("township-whole",)  # meant to be long
HEAD = ("page", "ms", "× help", "SQL", "HTML kB", "+CSS+JS kB", "")


def measure(rounds: int) -> None:
    """Print a table for the public and one for the administrator."""
    logging.getLogger("django.request").setLevel(logging.ERROR)  # one page is meant to be missing
    looked_at = {
        "the public": (Client(), addresses.public()),
        "an administrator": (administrator(), addresses.public() | addresses.administrators()),
    }
    for who, (client, pages) in looked_at.items():
        help_page = time_of(client, pages["help"], rounds)
        rows = [
            line(name, client, address, rounds, help_page)
            for name, address in pages.items()
            if client.get(address).status_code != 302
        ]
        table(f"Pages for {who} (median of {rounds}, in process)", HEAD, rows)


def administrator() -> Client:
    """Somebody who may see everything, logged in."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("bench"))
    return client


def time_of(client: Client, address: str, rounds: int) -> float:
    """The median of the server's time for a page, in ms; the first time warms up."""
    client.get(address)
    return median(milliseconds(lambda: client.get(address)) for _ in range(rounds))


def line(name: str, client: Client, address: str, rounds: int, help_page: float) -> tuple:
    """One line of the table."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = len(asked)
    html = len(answer.content)
    whole = html + sum(map(size, sorted(set(STATIC.findall(answer.content.decode())))))
    taken = time_of(client, address, rounds)
    remark = "heavy" if whole > HEAVY and name not in LONG else ""
    return (name, taken, taken / help_page, queries, html / 1000, whole / 1000, remark)


def size(name: str) -> int:
    """The bytes of a static file; 0 for pictures, which wait for nobody."""
    found = finders.find(name) if name.endswith((".css", ".js")) else None
    return Path(found).stat().st_size if found else 0
