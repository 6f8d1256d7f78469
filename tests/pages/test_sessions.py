"""How long a login lasts, and what ends it everywhere."""

import time

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from portal import sessions
from tests import samples


def log_in(client, name: str = "township"):
    return client.post("/login/", {"username": name, "password": samples.PASSWORD})


@pytest.fixture
def clock(monkeypatch):
    """Lets time pass for the limits: clock(seconds)."""
    passed = []
    monkeypatch.setattr(sessions.time, "time", lambda now=time.time: now() + sum(passed))
    return passed.append


def is_in(client) -> bool:
    return client.get("/desk/").status_code == 200


def test_a_login_starts_a_new_session(client, db):
    log_in(client)
    first = client.cookies["sessionid"].value
    client.post("/logout/")
    assert client.cookies["sessionid"].value == ""
    client.cookies["sessionid"] = first
    assert not is_in(client)
    client.cookies["sessionid"] = "a" * 32  # planted by somebody else before the login
    log_in(client)
    assert client.cookies["sessionid"].value not in (first, "a" * 32)


def test_a_session_of_nobody_gets_a_new_key_at_login(client, db):
    session = client.session
    session["anything"] = 1
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    log_in(client)
    assert client.cookies["sessionid"].value != planted


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, db):
    cookie = log_in(client).cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert cookie["max-age"] == settings.SESSION_COOKIE_AGE == 12 * 3600


def test_after_two_hours_without_a_page_one_is_out(client, db, clock):
    log_in(client)
    clock(settings.SESSION_IDLE - 60)
    assert is_in(client)
    clock(settings.SESSION_IDLE - 60)
    assert is_in(client)
    clock(settings.SESSION_IDLE + 60)
    assert not is_in(client)


def test_after_twelve_hours_one_is_out_however_busy(client, db, clock):
    log_in(client)
    for _ in range(11):
        clock(3600)
        assert is_in(client)
    clock(3600 + 60)
    assert not is_in(client)


def test_most_pages_write_nothing_to_the_session(client, db, clock, django_assert_num_queries):
    log_in(client)
    with django_assert_num_queries(2) as asked:
        client.get("/help/")
    assert not [query for query in asked if "UPDATE" in query["sql"]]


def test_a_new_password_logs_out_everywhere(client_of, db):
    clients = [client_of("township"), client_of("township")]
    assert all(is_in(client) for client in clients)
    user = get_user_model().objects.get(username="township")
    user.set_password("another-one-for-tests")
    user.save()
    assert not any(is_in(client) for client in clients)


def test_an_account_that_is_switched_off_is_out_at_once(client_of, db):
    client = client_of("office")
    get_user_model().objects.filter(username="office").update(is_active=False)
    assert not is_in(client)
