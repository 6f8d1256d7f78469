"""Changing one's own password: by everyone, out everywhere else, tried as seldom as a login."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model, hashers
from django.test import Client

from lists import lockout
from lists.models import AuditRecord
from tests import samples
from tests.pages.html import Page

ADDRESS, LOCKED = "/desk/password/", 429
NEW = "Xk-27-moon-river"


@pytest.fixture(autouse=True)
def quick_hashes(db, settings):
    """Passwords hashed in no time: these tests try many."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    get_user_model().objects.update(password=hashers.make_password(samples.PASSWORD))


def log_in(name: str, password: str = samples.PASSWORD) -> Client:
    client = Client()
    client.post("/login/", {"username": name, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get(ADDRESS).status_code == 200


def change(client: Client, old: str = samples.PASSWORD, new: str = NEW, again: str = ""):
    said = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(ADDRESS, said)


@pytest.mark.parametrize("name", samples.PEOPLE)
def test_everyone_changes_the_own_password_and_is_out_everywhere_else(name):
    here, elsewhere = log_in(name), log_in(name)
    page = Page(here.get("/", follow=True))
    assert [to for to, text, _ in page.links if text == "修改密码"] == [ADDRESS]
    answer = change(here)
    assert answer.status_code == 302 and answer.url == "/desk/"
    assert "在其他地方的登录都已退出" in here.get("/desk/", follow=True).content.decode()
    assert is_in(here) and not is_in(elsewhere)
    assert not is_in(log_in(name)) and is_in(log_in(name, NEW))


def test_it_is_recorded_without_the_password():
    change(log_in("office"))
    record = AuditRecord.objects.first()
    assert (record.act, record.user_name, record.subject) == ("change_password", "office", "office")
    assert record.county.name == samples.DRAFT_COUNTY
    told = str(AuditRecord.objects.values())
    assert NEW not in told and samples.PASSWORD not in told and "md5" not in told


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"old": "wrong"}, "原密码不对"),
        ({"again": "Xk-27-moon-rivers"}, "两次输入的新密码不一样"),
        ({"new": samples.PASSWORD}, "新密码与原密码相同"),
        ({"new": "Xk-27-moo"}, "10"),
        ({"new": "8305117762"}, "数字"),
        ({"new": "password123"}, "常见"),
        ({"new": "township-1"}, "用户名"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_changes(given, said):
    client = log_in("township")
    answer = change(client, **given)
    assert answer.status_code == 422 and said in Page(answer).text
    assert "value=" not in "".join(
        line for line in answer.content.decode().splitlines() if 'type="password"' in line
    )
    assert is_in(client) and is_in(log_in("township"))
    assert AuditRecord.objects.filter(act="change_password").count() == 0


def test_wrong_old_passwords_count_as_failed_logins():
    client = log_in("township")
    for _ in range(lockout.OWN - 1):
        assert change(client, old="wrong").status_code == 422
    answer = change(client, old="wrong")
    assert answer.status_code == LOCKED and "暂时不能修改密码" in Page(answer).text
    # The right one does not help now, neither here nor at the login of this browser.
    assert change(client).status_code == LOCKED
    client.post("/logout/")
    again = client.post("/login/", {"username": "township", "password": samples.PASSWORD})
    assert again.status_code == LOCKED
    record = AuditRecord.objects.filter(act="lock_out").get()
    assert (record.user_name, record.subject) == ("township", "township")
    # A browser of the account elsewhere is not shut out by it.
    assert is_in(log_in("township"))


def test_the_right_password_forgets_the_wrong_ones_before_it():
    client = log_in("township")
    for new, old in ((NEW, samples.PASSWORD), ("Another-9-stone", NEW)):
        for _ in range(lockout.OWN - 1):
            assert change(client, old="wrong").status_code == 422
        assert change(client, old=old, new=new).status_code == 302


def test_what_was_typed_is_not_kept_with_the_failure():
    change(log_in("township"), old="My-wrong-one", new="My-new-one-77")
    kept = str(AccessAttempt.objects.values())
    assert AccessAttempt.objects.exists()
    assert "My-wrong-one" not in kept and "My-new-one-77" not in kept and "township" not in kept


def test_the_admin_leads_to_the_same_page(client_of):
    assert client_of("administrator").get("/admin/password_change/").url == ADDRESS


def test_who_is_not_in_is_sent_to_log_in(client):
    assert client.get(ADDRESS).url == f"/login/?next={ADDRESS}"
    assert change(client).url == f"/login/?next={ADDRESS}"
