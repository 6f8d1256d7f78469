"""A token lets a program read what its person may see; nobody else sees a draft."""

import re

import pytest
from django.urls import reverse

from lists.models import ApiToken, AuditRecord, Edition
from tests import samples
from tests.pages.leaks import Secret


@pytest.fixture
def token_of(user_of):
    """Gives a new token of the person of a role, and its secret."""

    def made(role: str) -> tuple[ApiToken, str]:
        token = ApiToken(name="平台", user=user_of(role))
        secret = token.renew()
        token.save()
        return token, secret

    return made


@pytest.fixture
def draft(db) -> Edition:
    """The edition that only its own people may read."""
    return Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)


def sent(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize("role", samples.INSIDERS)
def test_insiders_read_the_draft_by_their_token(client, token_of, draft, role):
    secret = token_of(role)[1]
    place = draft.township.slug
    for address in (
        f"lists/{place}",
        f"items?township={place}",
        f"items?township={place}&q=低保",
        f"items/{place}/{draft.slug}/cooperation/1",
        f"clauses?township={place}",
        f"check?township={place}&q=低保",
        f"editions?township={place}",
        f"townships/{place}",
        f"bulk/items.jsonl?township={place}",
    ):
        answer = client.get(f"/api/v1/{address}", headers=sent(secret))
        body = b"".join(answer).decode()
        assert answer.status_code == 200 and place in body, address
        # Kept by nobody, read by no page of another site.
        assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer
        assert "Access-Control-Allow-Origin" not in answer
        assert not answer.cookies


@pytest.mark.parametrize("role", [role for role in samples.OUTSIDERS if role != "public"])
def test_the_token_of_an_outsider_shows_no_draft(client, token_of, draft, role):
    secret, place = token_of(role)[1], draft.township.slug
    for address in (f"lists/{place}", f"items?township={place}", f"editions?township={place}"):
        assert client.get(f"/api/v1/{address}", headers=sent(secret)).status_code == 404
    body = client.get("/api/v1/items?page_size=200", headers=sent(secret)).content.decode()
    assert place not in body


def test_a_login_alone_shows_no_draft(client_of, draft):
    answer = client_of("office").get(f"/api/v1/lists/{draft.township.slug}")
    assert answer.status_code == 404


@pytest.mark.parametrize("authorization", ["Bearer x", "Basic eDp5", "Bearer", "", "Bearer \x7f"])
def test_an_unknown_token_is_refused(client, db, authorization):
    answer = client.get("/api/v1/items", headers={"Authorization": authorization})
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "invalid_token"


def test_a_person_who_may_not_log_in_has_no_token_either(client, token_of):
    token, secret = token_of("office")
    token.user.is_active = False
    token.user.save()
    assert client.get("/api/v1/items", headers=sent(secret)).status_code == 401


def test_the_use_of_a_token_is_noted_not_at_every_call(client, token_of):
    token, secret = token_of("office")
    client.get("/api/v1/counties", headers=sent(secret))
    token.refresh_from_db()
    first = token.last_used_at
    assert first
    client.get("/api/v1/counties", headers=sent(secret))
    token.refresh_from_db()
    assert token.last_used_at == first


def test_a_token_is_made_shown_once_and_revoked_in_the_admin(client_of, user_of):
    admin = client_of("administrator")
    add = reverse("admin:lists_apitoken_add")
    form = {"name": "县政务平台", "user": user_of("office").pk}
    page = admin.post(add, form, follow=True).content.decode()
    secret = re.search(r"lszt_[\w-]{40,}", page).group()
    token = ApiToken.objects.get(name="县政务平台")
    assert secret not in token.digest
    assert secret not in admin.get(reverse("admin:lists_apitoken_changelist")).content.decode()
    change = reverse("admin:lists_apitoken_change", args=[token.pk])
    assert secret not in admin.get(change).content.decode()
    reader = client_of("public")
    assert reader.get("/api/v1/items", headers=sent(secret)).status_code == 200
    chosen = {"action": "revoke", "_selected_action": [token.pk]}
    admin.post(reverse("admin:lists_apitoken_changelist"), chosen)
    assert reader.get("/api/v1/items", headers=sent(secret)).status_code == 401
    acts = AuditRecord.objects.filter(act__in=["make_token", "revoke_token"])
    assert [record.act for record in acts.order_by("pk")] == ["make_token", "revoke_token"]


@pytest.mark.parametrize("role", ["office", "township", "no_account", "public"])
def test_nobody_but_administrators_makes_tokens(client_of, user_of, role):
    form = {"name": "x", "user": user_of("administrator").pk}
    assert client_of(role).post(reverse("admin:lists_apitoken_add"), form).status_code == 302
    assert not ApiToken.objects.exists()


def test_public_files_hold_nothing_of_the_draft(client, db):
    secret = Secret("draft")
    for table in ("items", "clauses", "departments"):
        answer = client.get(f"/api/v1/bulk/{table}.jsonl")
        body = b"".join(answer).decode()
        assert body and not {name for name in secret.names if name in body}
