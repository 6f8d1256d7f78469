"""Data folders of an embedded server, and a client of it."""

import tempfile
from pathlib import Path

import pytest

from tests.embedded.processes import Client


@pytest.fixture
def fresh():
    """A data folder that nobody has used, where any user may pass."""
    with tempfile.TemporaryDirectory(prefix="duty-lists-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A data folder that the tests of this file share, with blanks and Chinese in its name."""
    return tmp_path_factory.mktemp("embedded") / "my data 履职 清单"


@pytest.fixture
def client(data):
    client = Client(data)
    assert client.url
    yield client
    client.leave()
