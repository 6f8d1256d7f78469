"""Addresses that keep the state of a page."""

from types import SimpleNamespace

from django.http import QueryDict

from lists.templatetags.addresses import address_with


def context(query: str) -> dict:
    return {"request": SimpleNamespace(GET=QueryDict(query))}


def test_one_parameter_changes_and_the_others_stay():
    assert address_with(context("q=低保&page=3"), {"kind": "basic", "page": None}) == (
        "?q=低保&kind=basic"
    )


def test_signs_that_mean_something_in_an_address_are_encoded():
    assert (
        address_with(context("q=a%26b%3D%22%3C%23+%25"), page=2)
        == "?q=a%26b%3D%22%3C%23%20%25&page=2"
    )


def test_what_comes_out_is_read_back_the_same():
    typed = "低保 & <b>\"'=?#%+/\\\n🐕"
    first = QueryDict(mutable=True)
    first["q"] = typed
    again = address_with({"request": SimpleNamespace(GET=first)})
    assert QueryDict(again.removeprefix("?"))["q"] == typed


def test_nothing_left_is_the_page_itself():
    assert address_with(context("page=2"), page=None) == "?"
