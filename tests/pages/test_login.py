"""Coming in and going out, and never being sent to somebody else's site."""

import pytest
from django.test import Client

from tests import samples

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "https:///evil.example",
    " //evil.example",
    "\t//evil.example",
]


def log_in(client: Client, name: str = "township", **more):
    return client.post("/login/", {"username": name, "password": samples.PASSWORD} | more)


@pytest.mark.parametrize("name", samples.PEOPLE)
def test_everyone_comes_in_and_goes_out(client, db, name):
    assert log_in(client, name).url == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert "退出" in client.get("/").content.decode()
    assert client.post("/logout/").url == "/"
    assert client.get("/desk/").url == "/login/?next=/desk/"


def test_a_wrong_password_is_said_and_nothing_more(client, db):
    for name in ("township", "nobody"):
        answer = client.post("/login/", {"username": name, "password": "wrong"})
        assert answer.status_code == 200
        assert "用户名或密码不对" in answer.content.decode()
    assert "sessionid" not in client.cookies


def test_logging_out_takes_a_post(client_of):
    client = client_of("office")
    assert client.get("/logout/").status_code == 405
    assert client.get("/desk/").status_code == 200


def test_after_login_one_comes_back_to_the_page_asked_for(client, db):
    assert log_in(client, next="/help/").url == "/help/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_login_sends_nobody_elsewhere(client, db, address):
    assert "evil" not in client.get("/login/", {"next": address}).headers.get("Location", "")
    assert log_in(client, next=address).url == "/desk/"
    # Who is in already is sent on at once.
    assert client.get("/login/", {"next": address}).url == "/desk/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_display_form_sends_nobody_elsewhere(client, db, address):
    assert client.post("/display/", {"size": "large", "next": address}).url == "/"


def test_the_display_is_remembered_and_comes_back_to_its_page(client, db):
    page = "/search/?q=%E4%BD%8E%E4%BF%9D&page=2"
    answer = client.post("/display/", {"size": "larger", "next": page})
    assert answer.url == page
    client.post("/display/", {"contrast": "high", "next": page})
    assert client.cookies["display"].value == "larger-high"
    html = client.get("/").content.decode()
    assert 'data-size="larger"' in html and 'data-contrast="high"' in html


@pytest.mark.parametrize("cookie", ["", "x", "larger-", "-high", "<script>-high", "a-b-c"])
def test_a_strange_display_cookie_is_no_trouble(client, db, cookie):
    client.cookies["display"] = cookie
    assert client.get("/").status_code == 200
    assert "<script>-" not in client.get("/").content.decode()


def test_a_form_without_its_token_is_answered_kindly(db):
    for address in ("/display/", "/login/", "/logout/"):
        answer = Client(enforce_csrf_checks=True).post(address, {"size": "large"})
        assert answer.status_code == 403
        assert "表单已过期" in answer.content.decode()
