"""Whose address a request carries, with and without a proxy before the portal."""

import pytest
from django.test import RequestFactory

from lists.clients import address_of


def asked(forwarded: str | None, direct: str = "10.0.0.9"):
    extra = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=direct, **extra)


def test_without_a_proxy_nobody_names_an_address_for_himself(settings):
    settings.BEHIND_PROXY = False
    assert address_of(asked("203.0.113.7")) == "10.0.0.9"
    assert address_of(asked(None)) == "10.0.0.9"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7,  2001:DB8::1 ", "2001:db8::1"),
        ("203.0.113.7, nonsense", "10.0.0.9"),
        ("203.0.113.7,", "10.0.0.9"),
        ("", "10.0.0.9"),
        (None, "10.0.0.9"),
    ],
)
def test_behind_the_proxy_its_own_word_counts(settings, forwarded, address):
    settings.BEHIND_PROXY = True
    assert address_of(asked(forwarded)) == address


def test_a_server_on_a_socket_knows_no_address(settings):
    settings.BEHIND_PROXY = False
    assert address_of(asked(None, "")) == ""
