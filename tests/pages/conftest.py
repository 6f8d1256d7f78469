"""Editions of a township that has two: an earlier one and the one in force."""

import pytest

from lists.models import Edition


@pytest.fixture
def current(db):
    return Edition.published.get(township__name="新地乡")


@pytest.fixture
def earlier(current):
    return Edition.internal.get(township=current.township, state="superseded")
