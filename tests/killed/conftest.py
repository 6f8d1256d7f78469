"""A database and a portal that only these tests use, and the lists they send in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from tests.documents import lists, looks, web
from tests.embedded.processes import Client
from tests.ingest.documents import COVER, document
from tests.killed import gates, state
from tests.killed.portal import FILL, Portal

ROWS = [f"{n}\t民生服务\t开展第{n}类低保初审" for n in range(1, 31)]
SEEDS = count(7)


@dataclass(frozen=True)
class File:
    """A list to send in."""

    name: str
    content: bytes
    sha256: str


@pytest.fixture(scope="package")
def database(tmp_path_factory) -> Iterator[Client]:
    """A PostgreSQL of our own that may be killed."""
    client = Client(tmp_path_factory.mktemp("killed") / "data")
    assert client.url
    yield client
    client.leave()


@pytest.fixture(scope="package")
def filled(database, tmp_path_factory) -> Portal:
    """A portal that is not served yet, with gates in its database."""
    portal = Portal(database.url, tmp_path_factory.mktemp("portal"))
    assert portal.run(FILL) == 0
    portal.ask(state.KNOWN)
    gates.build(portal.url)
    return portal


@pytest.fixture(scope="package")
def portal(filled) -> Iterator[Portal]:
    """The portal, served; the administrator has come in."""
    try:
        filled.start()
        filled.log_in()
        yield filled
    finally:
        filled.stop()


@pytest.fixture
def listed(portal) -> Callable[..., File]:
    """Gives lists as text, of a township by name, with so many rows in the first list."""

    def made(township: str, rows: int = 20) -> File:
        cover = COVER.replace("安宁镇", township)
        content = document(cover=cover, basic=ROWS[:rows]).encode()
        return File(f"{township}.txt", content, state.know(portal, content, rows + 3))

    return made


@pytest.fixture
def printed(portal, tmp_path) -> File:
    """A PDF whose rows do not fit into a pipe at once: its reader waits for the worker."""
    made = lists.make(next(SEEDS), (2, 24, 2))
    with web.browser() as printer:
        path = web.write_web(made, looks.Look(), tmp_path / "long.pdf", printer)
    content = path.read_bytes()
    return File(path.name, content, state.know(portal, content, len(made.items)))
