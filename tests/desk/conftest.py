"""People of the list office, and what they do with a file, for the tests of the desk."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.management.commands import db_worker

from lists.models import Account, County, Intake
from tests import samples
from tests.ingest.documents import document

COVER = "新疆维吾尔自治区喀什地区塔什库尔干塔吉克自治县塔合曼乡\n履职事项清单\n\n2025年7月\n"


def listed(**tables) -> str:
    """A sound list of another township of the office's county."""
    return document(**({"cover": COVER} | tables))


@pytest.fixture
def office(client_of) -> Client:
    """Somebody of the list office."""
    return client_of("office")


@pytest.fixture
def second(db) -> Client:
    """Another person of the same list office."""
    user = get_user_model().objects.create_user("second-office", password=samples.PASSWORD)
    county = County.internal.get(name=samples.DRAFT_COUNTY)
    Account.objects.create(user=user, role=Account.Role.LIST_OFFICE, county=county)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def work(db, monkeypatch):
    """Gives a function that does all the work that waits, as the worker does it."""
    # The one connection of the test, with all it wrote, would be closed as an old one.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    return lambda: call_command("work", once=True)


@pytest.fixture
def upload(office, work):
    """Gives a function that uploads a text and lets the worker take it in; gives the upload."""

    def uploaded(text: str | bytes, name: str = "list.txt", by: Client | None = None) -> Intake:
        content = text.encode() if isinstance(text, str) else text
        files = {"files": SimpleUploadedFile(name, content)}
        response = (by or office).post(reverse("intake"), files)
        assert response.status_code == 302, response.content.decode()[:2000]
        work()
        return Intake.objects.select_related("document", "edition").first()

    return uploaded


@pytest.fixture
def accept_all():
    """Gives a function that accepts every open warning of a document."""

    def accepted(client: Client, document: int) -> None:
        page = client.get(reverse("review", args=[document]))
        for entry in page.context["found"]:
            if entry.finding.is_open:
                address = reverse("accept", args=[document, entry.finding.key])
                assert client.post(address, {"note": "已与编制单位核实"}).status_code == 302

    return accepted


def correction(client: Client, document: int, place: str, column: str, new: str, seen=None):
    """Correct a cell as its form does; gives the answer."""
    if seen is None:
        address = reverse("review-row", args=[document])
        row = client.get(address, {"place": place}).context["row"]
        seen = row.cell(column).text
    said = {"place": place, "column": column, "seen": seen, "new": new, "note": "与原件核对"}
    return client.post(reverse("correct", args=[document]), said)
