"""Large files are made a few at a time: who comes when all turns are taken is told so at once."""

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, connection

from lists.exports import RETRY, Busy, ExportRow, Turn, turns
from lists.models import Category, Edition

pytestmark = pytest.mark.django_db
FORMATS = ("csv", "jsonl", "xlsx")


@pytest.fixture
def others(db):
    """Another process, as its connection; what it locks goes with it."""
    other = connection.copy()
    yield other
    other.close()


def lock(other, number: int) -> bool:
    """Whether the other process gets a turn."""
    with other.cursor() as cursor:
        cursor.execute(turns.LOCK, [number])
        return cursor.fetchone()[0]


def give_back(other) -> None:
    """Let the other process end its files."""
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


@pytest.fixture
def taken(others, monkeypatch):
    """All turns are others', and a file of more than five rows is large."""
    monkeypatch.setattr(turns, "LARGE", 5)
    assert all(lock(others, number) for number in range(settings.LARGE_FILES))
    return others


def all_free(others) -> bool:
    """Whether nobody has a turn."""
    free = [lock(others, number) for number in range(settings.LARGE_FILES)]
    give_back(others)
    return all(free)


@pytest.mark.parametrize("format", FORMATS)
def test_a_large_file_waits_for_its_turn_and_a_page_does_not(client, taken, format):
    address = Category.published.get(name="应急管理及消防").get_absolute_url()
    answer = client.get(address, {"format": format})
    assert (answer.status_code, answer["Retry-After"]) == (503, str(RETRY))
    text = answer.content.decode()
    assert "请过一分钟再试" in text and f'href="{address}"' in text
    assert client.get(address).status_code == 200
    give_back(taken)
    answer = client.get(address, {"format": format})
    assert answer.status_code == 200 and b"".join(answer.streaming_content)
    assert all_free(taken)


@pytest.mark.parametrize("format", FORMATS)
def test_a_small_file_needs_no_turn(client, taken, monkeypatch, format):
    monkeypatch.setattr(turns, "LARGE", 10_000)
    address = Edition.published.get(township__name="新地乡").township.get_absolute_url()
    answer = client.get(address, {"format": format})
    assert answer.status_code == 200 and b"".join(answer.streaming_content)


@pytest.mark.parametrize("format", FORMATS)
def test_programs_are_told_as_programs(client, taken, format):
    answer = client.get(f"/api/v1/bulk/items.{format}?county=qitaixian")
    assert (answer.status_code, answer["Retry-After"]) == (503, str(RETRY))
    assert answer.json()["code"] == "busy"
    give_back(taken)
    answer = client.get(f"/api/v1/bulk/items.{format}?county=qitaixian")
    assert answer.status_code == 200 and b"".join(answer.streaming_content)


def test_an_export_of_the_record_that_was_not_made_is_not_recorded(client_of, taken):
    client = client_of("administrator")
    before = client.get("/desk/audit/").context["page"].paginator.count
    answer = client.post("/desk/audit/export/", {"format": "xlsx"})
    assert answer.status_code == 503
    assert client.get("/desk/audit/").context["page"].paginator.count == before


def break_off(answer) -> None:
    """End a request before its answer is sent, as a server does; the test keeps its connection."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def test_who_breaks_off_gives_the_turn_back(client, others, monkeypatch):
    monkeypatch.setattr(turns, "LARGE", 5)
    address = Category.published.get(name="应急管理及消防").get_absolute_url()
    answer = client.get(address, {"format": "csv"})
    assert not all_free(others)
    break_off(answer)  # before its first byte
    assert all_free(others)
    answer = client.get(address, {"format": "csv"})
    next(iter(answer.streaming_content))
    break_off(answer)
    assert all_free(others)


def test_a_file_that_fails_gives_the_turn_back(client, others, monkeypatch):
    monkeypatch.setattr(turns, "LARGE", 5)
    monkeypatch.setattr("lists.exports.xlsx_file", lambda *args: 1 / 0)
    address = Category.published.get(name="应急管理及消防").get_absolute_url()
    with pytest.raises(ZeroDivisionError):
        client.get(address, {"format": "xlsx"})
    assert all_free(others)


def test_there_are_as_many_turns_as_web_processes(taken, monkeypatch):
    rows = [ExportRow("", (number,)) for number in range(9)]
    with pytest.raises(Busy):
        Turn(rows)
    monkeypatch.setattr(settings, "LARGE_FILES", settings.LARGE_FILES + 1)
    turn = Turn(rows)
    assert turn.number == settings.LARGE_FILES - 1 and list(turn) == rows
    turn.close()
    turn.close()
