"""What a load balancer and an anonymous visitor learn about the portal's health."""

import pytest
from django.db import connection
from django.db.utils import OperationalError

from portal import health


def test_healthz_answers_without_the_database(client):
    # No database mark: pytest-django fails the test on any query.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-cache" in answer["Cache-Control"]
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_readyz_names_every_check(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {"database": True, "migrations": True, "tokenizer": True},
        "search": "words only",  # the tests run without a model
    }


@pytest.mark.django_db
def test_readyz_sees_a_migration_that_is_not_applied(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'lists'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": True, "migrations": False, "tokenizer": True}


@pytest.mark.django_db
def test_readyz_never_tells_why(client, monkeypatch):
    def unreachable(*_):
        raise OperationalError("password of duties@10.0.0.7 is wrong")

    monkeypatch.setattr(connection, "cursor", unreachable)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready",
        "checks": {"database": False, "migrations": False, "tokenizer": True},
        "search": "unknown",
    }


@pytest.mark.django_db
def test_readyz_sees_a_tokenizer_that_cannot_load(client, monkeypatch):
    def broken():
        raise OSError("dict.txt")

    monkeypatch.setattr("lists.search.tokens.load", broken)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["tokenizer"]) == (503, False)


def test_every_check_is_called_by_its_own_name():
    assert [check.__name__ for check in health.CHECKS] == ["database", "migrations", "tokenizer"]
