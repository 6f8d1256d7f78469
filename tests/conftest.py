"""The database all tests share: filled once with the sample lists, written to in transactions."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django.plugin import blocking_manager_key


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with the sample lists and people of tests/samples.py in it."""
    from tests import samples

    with django_db_blocker.unblock():
        samples.fill()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Let Django empty the database after a test with commits of its own, and fill it anew."""
    marker = item.get_closest_marker("django_db")
    emptied = (marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(
        item, "fixturenames", ()
    )
    if emptied:
        keep_records(item, "DISABLE")
    done = yield
    if emptied:
        keep_records(item, "ENABLE")
    if emptied and nextitem:
        from tests import samples

        with item.config.stash[blocking_manager_key].unblock():
            samples.fill()
    return done


def keep_records(item, whether: str) -> None:
    """Have the database refuse, or not, that the audit record is emptied."""
    from django.db import connection

    with item.config.stash[blocking_manager_key].unblock(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE lists_auditrecord {whether} TRIGGER keep_all")


@pytest.fixture
def user_of(db):
    """Gives the person of a role named in tests/samples.py; None for the public."""

    def user(role: str):
        return None if role == "public" else get_user_model().objects.get(username=role)

    return user


@pytest.fixture
def client_of(user_of):
    """Gives a client through which the person of a role, or the public, looks at the portal."""

    def client(role: str) -> Client:
        looking = Client()
        if person := user_of(role):
            looking.force_login(person)
        return looking

    return client
