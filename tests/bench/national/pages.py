"""How long pages over the whole country take, and how often they ask the database.

The page of one township, which does not grow with the country, is what the others are compared
with: ratios hold on another machine, milliseconds do not.
"""

import logging
import re
import time
from dataclasses import dataclass
from itertools import islice
from statistics import median

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lists.models import ApiUse
from tests.bench.national import addresses, upkeep
from tests.bench.national.clock import Since
from tests.bench.national.made import reference
from tests.bench.national.measure import sizes
from tests.bench.table import cell, say, table

ROUNDS = 5
# A page slower than this (ms) is asked once more and no oftener.
SLOW = 3000
# A statement that takes longer (ms) is given up: the page answers with an error.
GIVEN_UP = 20_000
# A page asks the database so often at most, one that searches so often.
MOST_QUERIES, MOST_OF_SEARCH = 12, 22
SEARCHES = ("search", "check", "api search")
# Of a long answer so many pieces are read: a file of the whole country takes minutes.
PIECES = 16
HEAD = ("page", "SQL", "ms", "ratio", "kB", "")
WIDE = 300_000  # bytes


@dataclass(frozen=True)
class Measured:
    """What a page took: its queries, milliseconds, bytes; `status` of its answer."""

    queries: int
    took: float
    size: int
    status: int


def measure(named: str) -> None:
    """Print what pages take, those whose name holds a word, then what publication takes."""
    for name in ("django.request", "lists"):  # what fails stands in the table
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name, number in sizes().items():
        say(f"{number:12,}  {name}")
    since = Since()
    give_up_after(GIVEN_UP)
    who = {"the public": (client(), addresses.public())}
    who["an administrator"] = (administrator(), addresses.administrators())
    for title, (browser, pages) in who.items():
        chosen = {name: address for name, address in pages.items() if named in name}
        plain = median_of(browser, reference())
        rows = []
        for name, address in chosen.items():
            rows.append(line(name, median_of(browser, address), plain))
            since.tell("  ".join(map(cell, rows[-1])))
        table(f"Pages over the country for {title} (median of {ROUNDS})", HEAD, rows)
        since.tell("measured")
    give_up_after(0)
    if named in "upkeep":
        upkeep.measure()


def give_up_after(milliseconds: int) -> None:
    """Let every connection from now on end a statement after some time; 0: never."""
    options = connection.settings_dict["OPTIONS"]
    found = re.sub(
        r"statement_timeout=\d+", f"statement_timeout={milliseconds}", options["options"]
    )
    options["options"] = found
    connection.close()


def client() -> Client:
    """A browser of somebody who is not logged in."""
    return Client(raise_request_exception=False, SERVER_NAME="localhost")


def administrator() -> Client:
    """That of somebody who may see everything."""
    users, found = get_user_model().objects, client()
    found.force_login(users.filter(username="bench").first() or users.create_superuser("bench"))
    return found


def median_of(client: Client, address: str) -> Measured:
    """What a page takes; the first time warms up."""
    first = once(client, address)
    if first.status >= 500:
        return first
    again = [once(client, address) for _ in range(ROUNDS if first.took < SLOW else 1)]
    last = again[-1]
    return Measured(last.queries, median(one.took for one in again), last.size, last.status)


def once(client: Client, address: str) -> Measured:
    """Ask for a page; of what is sent piece by piece the first pieces are read."""
    ApiUse.objects.all().delete()  # nobody is refused here for asking often
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        if answer.streaming:
            size = sum(map(len, islice(answer.streaming_content, PIECES)))
            answer.close()
        else:
            size = len(answer.content)
    took = (time.perf_counter() - began) * 1000
    return Measured(len(asked), took, size, answer.status_code)


def line(name: str, found: Measured, reference: Measured) -> tuple:
    """One line of the table with what is to be said of it."""
    most = MOST_OF_SEARCH if name.startswith(SEARCHES) else MOST_QUERIES
    remarks = [
        f"status {found.status}" if found.status != 200 else "",
        "many queries" if found.queries > most and "file" not in name else "",
        "wide" if found.size > WIDE and "file" not in name and "sitemap" not in name else "",
    ]
    ratio = found.took / reference.took
    said = ", ".join(filter(None, remarks))
    return name, found.queries, found.took, ratio, found.size / 1000, said
