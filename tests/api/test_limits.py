"""A caller has an allowance for each minute, counted in the database for all processes."""

import pytest

from lists.api import limits
from lists.models import ApiToken, ApiUse


@pytest.fixture
def minute(monkeypatch):
    """A clock that stands at the thirtieth second of a minute; gives how to move it."""
    now = [1_800_000_000 + 30]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    monkeypatch.setattr(limits, "PER_MINUTE", 10)

    def later(seconds: int) -> None:
        now[0] += seconds

    return later


def test_who_asks_too_often_is_told_when_to_come_back(ask, client, minute):
    for _ in range(10):
        ask("counties")
    answer = client.get("/api/v1/counties")
    assert answer.status_code == 429 and answer["Retry-After"] == "30"
    assert answer.json()["code"] == "too_many_requests" and "30 秒" in answer.json()["remedy"]
    minute(30)
    ask("counties")


def test_another_address_has_its_own_allowance(client, db, minute):
    for _ in range(11):
        last = client.get("/api/v1/counties")
    assert last.status_code == 429
    assert client.get("/api/v1/counties", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_search_and_a_verdict_cost_more(ask, minute):
    ask("items?q=低保")
    ask("check?township=xindixiang&q=低保")
    assert ApiUse.objects.get().cost == 4 + 5
    ask("counties")
    assert ask("counties", 429)["code"] == "too_many_requests"


def test_a_page_far_behind_the_first_costs_more(ask, client, minute):
    client.get("/api/v1/items?page=401&page_size=100")
    assert ApiUse.objects.get().cost == 1 + 4
    ask("items?page=9x", 422)
    assert ApiUse.objects.get().cost == 1 + 4 + 1


def test_an_unchanged_answer_counts_too(client, ask, minute):
    tag = client.get("/api/v1/counties")["ETag"]
    for _ in range(9):
        assert client.get("/api/v1/counties", headers={"If-None-Match": tag}).status_code == 304
    ask("counties", 429)


def test_no_address_is_kept_and_old_counts_go(ask, minute):
    ask("counties")
    assert "127.0.0.1" not in ApiUse.objects.get().caller
    minute(60 * (limits.KEPT_MINUTES + 1))
    ask("counties")
    assert ApiUse.objects.count() == 1


def test_a_token_has_an_allowance_of_its_own(ask, client, user_of, minute):
    token = ApiToken(name="平台", user=user_of("office"))
    secret = token.renew()
    token.save()
    for _ in range(10):
        ask("counties")
    ask("counties", 429)
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/counties", headers=headers).status_code == 200
