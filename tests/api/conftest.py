"""What the tests of the interface share: asking it, and an allowance that no test uses up."""

import pytest

from lists.api import limits


@pytest.fixture(autouse=True)
def generous(monkeypatch):
    """No test but those of the limit meets it."""
    monkeypatch.setattr(limits, "PER_MINUTE", 1_000_000)


@pytest.fixture
def ask(client, db):
    """Gives the JSON of an operation; the answer must have this status."""

    def answer(address: str, status: int = 200, **headers: str):
        response = client.get(f"/api/v1/{address}", headers=headers)
        assert response.status_code == status, (address, response.content.decode()[:500])
        assert response["Content-Type"].startswith("application/json")
        return response.json()

    return answer
