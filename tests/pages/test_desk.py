"""The desk lists what is within reach; of very many lists what is not yet public comes first."""

import pytest

from lists.models import Edition
from lists.views import desk

pytestmark = pytest.mark.django_db


def editions_of(client) -> tuple[list[str], int]:
    context = client.get("/desk/").context
    return [str(one) for one in context["editions"]], context["unlisted"]


def test_all_lists_stand_by_place(client_of):
    found, unlisted = editions_of(client_of("administrator"))
    assert len(found) == Edition.internal.count() > 5 and unlisted == 0
    assert "没有列出" not in client_of("administrator").get("/desk/").content.decode()


def test_of_too_many_lists_the_first_are_those_not_yet_public(client_of, monkeypatch):
    monkeypatch.setattr(desk, "MOST_LISTED", 2)
    found, unlisted = editions_of(client_of("administrator"))
    drafts = Edition.internal.filter(state__in=Edition.UNPUBLISHED)
    assert set(map(str, drafts)) <= set(found) and len(found) == 2
    assert unlisted == Edition.internal.count() - 2
    page = client_of("administrator").get("/desk/").content.decode()
    assert f"另有 {unlisted} 个版本没有列出" in page
