"""Guessing passwords: who is locked out, for how long, and that nobody can lock out a colleague."""

import datetime

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model, hashers
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from lists import lockout
from lists.models import AuditRecord
from tests import samples

LOCKED = 429
MINUTES = 15


@pytest.fixture(autouse=True)
def quick_hashes(db, settings):
    """Passwords hashed in no time: these tests fail on purpose a hundred times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    get_user_model().objects.update(password=hashers.make_password(samples.PASSWORD))


def try_in(client: Client, name: str = "township", password: str = "wrong", **meta):
    return client.post("/login/", {"username": name, "password": password}, **meta)


def from_address(number: int) -> dict[str, str]:
    return {"REMOTE_ADDR": f"198.51.100.{number}"}


def use_up(name: str = "township", **meta) -> None:
    """Fail so often from one address that the next attempt is refused."""
    statuses = [try_in(Client(), name, **meta).status_code for _ in range(lockout.OWN)]
    assert statuses == [200] * (lockout.OWN - 1) + [LOCKED]


def is_in(answer) -> bool:
    return answer.status_code == 302 and answer.url == "/desk/"


def minutes_pass(minutes: int) -> None:
    """Let what was counted lie back so long."""
    for attempt in AccessAttempt.objects.all():
        earlier = attempt.attempt_time - datetime.timedelta(minutes=minutes)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=earlier)


def test_after_five_failures_even_the_right_password_is_refused_for_fifteen_minutes(client, db):
    use_up()
    answer = try_in(client, password=samples.PASSWORD)
    html = answer.content.decode()
    assert answer.status_code == LOCKED and "sessionid" not in answer.cookies
    assert "暂时不能登录" in html and "约 15 分钟后" in html and "系统管理员" in html
    until = timezone.localtime() + datetime.timedelta(minutes=MINUTES)
    assert any(f"{until - datetime.timedelta(minutes=m):%H:%M}" in html for m in (0, 1))
    assert 14 * 60 <= int(answer["Retry-After"]) <= 15 * 60
    minutes_pass(MINUTES + 1)
    assert is_in(try_in(client, password=samples.PASSWORD))


def test_trying_during_a_lock_does_not_lengthen_it(client, db):
    use_up()
    minutes_pass(10)
    assert try_in(client).status_code == LOCKED
    minutes_pass(6)
    assert is_in(try_in(client, password=samples.PASSWORD))


def test_a_login_forgets_the_failures_before_it(client, db):
    for _ in range(2):
        for _ in range(lockout.OWN - 1):
            assert try_in(Client()).status_code == 200
        assert is_in(try_in(Client(), password=samples.PASSWORD))


def test_a_lock_holds_for_one_name_at_one_address(client, db):
    use_up(**from_address(7))
    assert try_in(client, **from_address(7)).status_code == LOCKED
    assert is_in(try_in(Client(), "office", samples.PASSWORD, **from_address(7)))
    assert is_in(try_in(Client(), "township", samples.PASSWORD, **from_address(8)))


def test_one_address_cannot_try_many_names(client, db):
    for number in range(lockout.FROM_ADDRESS - 1):
        assert try_in(Client(), f"name-{number}", **from_address(1)).status_code == 200
    assert try_in(Client(), "one-more", **from_address(1)).status_code == LOCKED
    assert try_in(client, "township", samples.PASSWORD, **from_address(1)).status_code == LOCKED
    assert is_in(try_in(client, "township", samples.PASSWORD, **from_address(2)))


def test_an_own_account_does_not_let_its_owner_try_others_without_end(db):
    for number in range(lockout.FROM_ADDRESS - 1):
        assert try_in(Client(), f"name-{number}").status_code == 200
    assert is_in(try_in(Client(), "office", samples.PASSWORD))
    assert try_in(Client(), "one-more").status_code == LOCKED


def test_one_name_cannot_be_tried_from_many_addresses(client, db):
    for number in range(lockout.OF_NAME - 1):
        assert try_in(Client(), **from_address(number)).status_code == 200
    assert try_in(Client(), **from_address(100)).status_code == LOCKED
    assert try_in(client, password=samples.PASSWORD, **from_address(101)).status_code == LOCKED


def test_strangers_cannot_lock_out_a_colleague_whose_browser_is_known(client, db):
    assert is_in(try_in(client, password=samples.PASSWORD))
    client.post("/logout/")
    for number in range(lockout.OF_NAME + 1):
        last = try_in(Client(), **from_address(number))
    assert last.status_code == LOCKED
    # Not even from the very same network address.
    assert try_in(Client(), password=samples.PASSWORD).status_code == LOCKED
    assert is_in(try_in(client, password=samples.PASSWORD))


def test_a_known_browser_has_five_attempts_as_well_and_for_its_own_name_only(client, db):
    assert is_in(try_in(client, password=samples.PASSWORD))
    client.post("/logout/")
    for _ in range(lockout.OWN - 1):
        assert try_in(client).status_code == 200
    assert try_in(client, **from_address(3)).status_code == LOCKED
    assert try_in(client, password=samples.PASSWORD, **from_address(4)).status_code == LOCKED
    use_up("office")
    assert try_in(client, "office", samples.PASSWORD).status_code == LOCKED


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "Wzfd:1:2", "é" * 300])
def test_a_made_up_device_is_a_stranger(client, db, cookie):
    use_up()
    client.cookies[lockout.COOKIE] = cookie
    assert try_in(client, password=samples.PASSWORD).status_code == LOCKED


def test_the_device_cookie_is_out_of_reach_and_names_nobody(client, db):
    cookie = try_in(client, password=samples.PASSWORD).cookies[lockout.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert (
        "township" not in lockout.signing.b64_decode(cookie.value.split(":")[0].encode()).decode()
    )


def test_a_name_nobody_has_is_locked_out_in_the_same_words(db):
    pages = {}
    for name in ("township", "nobody"):
        use_up(name)
        html = try_in(Client(), name).content.decode()
        pages[name] = html.split("<main")[1].split("</main>")[0]
    assert pages["township"] == pages["nobody"]


def test_a_failure_takes_one_hash_whether_there_is_such_a_name_or_not(db, monkeypatch):
    made = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(
        hasher,
        "encode",
        lambda self, *given, **more: made.append(1) or encode(self, *given, **more),
    )
    for name in ("township", "nobody"):
        try_in(Client(), name)
        assert len(made) == 1, name
        use_up(name, **from_address(9))
        del made[:]
        # Refused before a password is looked at, for the one as for the other.
        assert try_in(Client(), name, **from_address(9)).status_code == LOCKED
        assert made == []


def test_there_is_one_way_in_also_to_the_admin(client, db, client_of):
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    answer = client.post(
        "/admin/login/?next=/admin/", {"username": "administrator", "password": samples.PASSWORD}
    )
    assert answer.url == "/login/?next=%2Fadmin%2F" and "sessionid" not in client.cookies
    assert client.get("/admin/login/?next=https://evil.example/").url == "/login/?next=%2Fadmin%2F"
    use_up("administrator")
    away = {"username": "administrator", "password": samples.PASSWORD, "next": "/admin/"}
    assert client.post("/login/", away).status_code == LOCKED
    assert client_of("administrator").get("/admin/login/").url == "/admin/"
    # No circle between the two for somebody who is in and no administrator.
    assert client_of("office").get("/admin/login/?next=/admin/").status_code == 403


SPOOFED = ["10.0.0.{}", "10.0.0.{}, 10.1.0.{}", "unknown, {}", "127.0.0.1"]


@pytest.mark.parametrize("header", SPOOFED)
def test_without_a_proxy_its_header_neither_evades_nor_frames(client, db, header):
    for number in range(lockout.OWN):
        forged = {"HTTP_X_FORWARDED_FOR": header.format(number, number)}
        last = try_in(Client(), **forged, **from_address(5))
    assert last.status_code == LOCKED
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"198.51.100.5"}
    assert is_in(try_in(client, password=samples.PASSWORD, **from_address(6)))


@pytest.mark.parametrize("header", SPOOFED)
def test_behind_the_proxy_only_what_it_appended_counts(client, db, settings, header):
    settings.BEHIND_PROXY = True
    for number in range(lockout.OWN):
        forged = header.format(number, number)
        last = try_in(Client(), HTTP_X_FORWARDED_FOR=f"{forged}, 203.0.113.9")
    assert last.status_code == LOCKED
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"203.0.113.9"}
    # The one who was named in the forged part is not locked out.
    framed = header.format(1, 1).rpartition(",")[2].strip()
    there = {"HTTP_X_FORWARDED_FOR": f"198.51.100.77, {framed}"}
    assert is_in(try_in(client, password=samples.PASSWORD, **there))


def test_the_addresses_of_one_network_of_ipv6_count_as_one(db):
    for number in range(lockout.OWN):
        last = try_in(Client(), REMOTE_ADDR=f"2001:db8:7:1::{number}")
    assert last.status_code == LOCKED
    assert is_in(try_in(Client(), password=samples.PASSWORD, REMOTE_ADDR="2001:db8:7:2::1"))


def test_a_server_that_tells_no_address_is_no_way_round(db):
    use_up(REMOTE_ADDR="")
    assert try_in(Client(), password=samples.PASSWORD, REMOTE_ADDR="").status_code == LOCKED


def test_neither_passwords_nor_names_stand_in_the_tables(db):
    # People type the password into the field of the name.
    try_in(Client(), name="My-secret-9", password="My-other-secret-9")
    try_in(Client(), name="My-secret-9", password="My-other-secret-9")
    kept = str(AccessAttempt.objects.values())
    assert AccessAttempt.objects.get().failures_since_start == 2
    assert "secret" not in kept and "Mozilla" not in kept


def test_logins_and_locks_are_recorded_once_each(client, db):
    use_up("office", **from_address(2))
    use_up("My-secret-9", **from_address(2))
    try_in(Client(), "office", **from_address(2))
    assert is_in(try_in(client, "office", samples.PASSWORD, **from_address(3)))
    login, nobody, lock = AuditRecord.objects.all()[:3]
    assert (lock.act, lock.subject, lock.user_name) == ("lock_out", "office", "")
    assert lock.county.name == samples.DRAFT_COUNTY
    assert lock.after == {"remote_address": "198.51.100.2"} and "多次输错密码" in lock.note
    assert (nobody.act, nobody.subject) == ("lock_out", "不存在的账号")
    assert (login.act, login.user_name, login.subject) == ("log_in", "office", "office")
    assert login.after == {"remote_address": "198.51.100.3"}


def test_what_counts_no_more_is_pruned(db, capsys):
    try_in(Client())
    minutes_pass(MINUTES + 1)
    try_in(Client(), "office")  # a failure cleans up, too
    assert AccessAttempt.objects.count() == 1
    minutes_pass(MINUTES + 1)
    call_command("prune_logins")
    assert "删除了 1 条" in capsys.readouterr().out
    assert not AccessAttempt.objects.exists()
