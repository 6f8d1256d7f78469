"""Nobody sees a draft by any route: every address of the portal, looked at by everyone."""

import re
from urllib.parse import unquote

import pytest

from lists.api import limits
from tests import samples
from tests.pages.leaks import Secret, body_of
from tests.pages.visit import NOWHERE, Visit
from tests.pages.visits import patterns, visits

# Tokens of forms, and of hits by which the search record knows which of them was opened.
GARBLED = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|\?from=[\w.:-]+')


def comparable(response, word: str) -> tuple[int, str]:
    """An answer without what differs from one request to the next.

    The foot of a page tells its address as people read it, links as browsers do.
    """
    body = GARBLED.sub("", body_of(response))
    return response.status_code, body.replace(word, NOWHERE).replace(unquote(word), NOWHERE)


@pytest.fixture
def look(client_of, monkeypatch):
    """Gives the answer to a visit as a person of a role gets it."""
    monkeypatch.setattr(limits, "PER_MINUTE", 1_000_000)  # nobody asks so often by hand
    clients = {}

    def answer(role: str, visit: Visit, address: str = ""):
        client = clients.get(role) or client_of(role)
        leaves = visit.address.endswith("/logout/")
        clients[role] = None if leaves else client
        if visit.data is not None:
            return client.post(visit.address, visit.data)
        return client.get(address or visit.address)

    return answer


def test_every_address_pattern_is_walked(db):
    assert set(patterns()) == set(visits())


@pytest.mark.parametrize("role", samples.OUTSIDERS)
def test_outsiders_learn_nothing_of_the_draft(look, user_of, role, settings):
    # What the walk itself types holds words of the draft; an office reads what people typed.
    settings.SEARCH_RECORD = False
    secret = Secret("draft")
    assert len(secret.names) > 40 and len(secret.runs) > 5000
    account = getattr(user_of(role), "account", None)
    own = account.department if account and account.department else ""
    wrong = []
    for visit in (visit for some in visits().values() for visit in some):
        response = look(role, visit)
        if response.status_code not in visit.outsiders:
            wrong.append(f"{visit.address}: {response.status_code}")
        if leaked := secret.in_answer(response, f"{visit.address} {own} {own and own.slug}"):
            wrong.append(f"{visit.address}: shows {sorted(leaked)[:5]}")
        if visit.hides:
            never = look(role, visit, visit.elsewhere)
            if comparable(response, visit.hides) != comparable(never, NOWHERE):
                wrong.append(f"{visit.address}: differs from {visit.elsewhere}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", samples.INSIDERS)
def test_insiders_open_the_draft(look, role):
    secret = Secret("draft")
    wrong = []
    for name, some in visits().items():
        for visit in () if name.startswith("admin:") else some:
            response = look(role, visit)
            if response.status_code not in visit.insiders:
                wrong.append(f"{visit.address}: {response.status_code}")
            # The detector of leaks is no detector unless it finds the draft where it is shown.
            elif visit.outsiders == (404,) != visit.insiders and not secret.in_answer(
                response, visit.address
            ):
                wrong.append(f"{visit.address}: shows nothing of the draft")
    assert not wrong, "\n".join(wrong)


def test_administrators_open_the_admin_and_nobody_else_does(look):
    for name, some in visits().items():
        for visit in some if name.startswith("admin:") and name != "admin:login" else ():
            for role in (*samples.OUTSIDERS, "township", "office"):
                assert look(role, visit).status_code == 302, (role, visit.address)
            # 403: rows of the lists are read there, never added or changed.
            assert look("administrator", visit).status_code in (200, 302, 403, 404), visit
