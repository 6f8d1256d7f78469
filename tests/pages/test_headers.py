"""What every answer tells the browser not to do, and how the settings look in production."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

ADDRESSES = [
    "/",
    "/search/?q=低保",
    "/login/",
    "/nowhere/",
    "/healthz",
    "/admin/",
    "/static/icon.svg",
]
PRODUCTION = {
    "SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "lists.example.org",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "PATH": os.environ["PATH"],
}


def directives(policy: str) -> dict[str, list[str]]:
    """A Content-Security-Policy by directive."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers(client, db, address):
    answer = client.get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    for feature in ("camera", "microphone", "geolocation", "payment"):
        assert f"{feature}=()" in answer["Permissions-Policy"]
    policy = directives(answer["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == ["'none'"]
    for name in ("script-src", "style-src", "connect-src", "form-action", "font-src"):
        assert policy[name] == ["'self'"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "upgrade-insecure-requests" not in policy  # the tests have no https


def test_pages_cannot_be_framed(client, db):
    assert client.get("/")["X-Frame-Options"] == "DENY"


def test_what_staff_see_is_kept_by_nobody(client_of):
    assert client_of("office").get("/desk/")["Cache-Control"] == "private, no-store"


def in_production(code: str) -> str:
    """What a few lines print in a process with the settings of production."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=PRODUCTION,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_cookies_belong_to_this_host_alone_in_production():
    names = ("SESSION_COOKIE", "CSRF_COOKIE")
    code = (
        "import json; from portal import settings as s;"
        f"print(json.dumps([[getattr(s, n + part, None) for part in "
        f"('_NAME', '_SECURE', '_HTTPONLY', '_SAMESITE', '_DOMAIN', '_PATH')] for n in {names}]))"
    )
    session, csrf = json.loads(in_production(code))
    assert session == ["__Host-sessionid", True, True, "Lax", None, None]
    assert csrf == ["__Host-csrftoken", True, True, "Lax", None, None]


def test_an_answer_in_production_asks_for_https():
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings';"
        "django.setup(); from django.test import Client;"
        "a = Client().get('/healthz', secure=True, headers={'host': 'lists.example.org'});"
        "print(a['Strict-Transport-Security'], a['Content-Security-Policy'])"
    )
    printed = in_production(code)
    assert "max-age=31536000; includeSubDomains; preload" in printed
    assert "upgrade-insecure-requests" in printed


def test_the_deployment_check_finds_nothing():
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env=PRODUCTION,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout
