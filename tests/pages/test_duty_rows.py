"""A duty of very many rows is shown from what was counted: the same as from its rows."""

import pytest

from lists import duty_examples, duty_rows
from lists.duty_rows import DutyRows
from lists.models import County, Duty, Item
from lists.views.conflict_file import batches

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared() -> Duty:
    """A duty that one township lists as cooperation and two as revoked."""
    return Duty.published.filter(name__contains="农产品质量安全事故").get()


def told(client, duty: Duty, **asked) -> dict:
    """What the page of a duty tells, in an order that does not matter."""
    context = client.get(duty.get_absolute_url(), asked).context
    return {
        "kinds": context["kinds"],
        "bodies": sorted(context["bodies"]),
        "rows": {item.pk for item, *_ in context["entries"]},
        "count": context["page"].paginator.count,
        "wordings": {(column.item.wording_id, column.count) for column in context["columns"]},
    }


@pytest.mark.parametrize("asked", [{}, {"county": "qitaixian"}])
def test_what_was_counted_tells_what_the_rows_tell(client, shared, monkeypatch, asked):
    for duty in (shared, *Duty.published.filter(townships=2)[:5]):
        with monkeypatch.context() as context:
            context.setattr(duty_rows, "FEW", 0)
            counted = told(client, duty, **asked)
        assert counted == told(client, duty, **asked)
        assert asked or counted["rows"]


def test_the_file_has_the_rows_of_the_page(client, shared, monkeypatch):
    monkeypatch.setattr(duty_rows, "FEW", 0)
    file = client.get(shared.get_absolute_url(), {"format": "csv"})
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert text.count("http://") == 3
    one = client.get(shared.get_absolute_url(), {"format": "csv", "county": "qitaixian"})
    assert b"".join(one.streaming_content).decode().count("http://") == 1


def test_who_may_read_drafts_is_told_how_many_are_not_listed(client_of, monkeypatch):
    duty = Duty.published.filter(wordings__items__edition__state="draft").first()
    if duty is None:
        wording = Duty.published.first().wordings.first()
        draft = Item.internal.filter(edition__state="draft").first()
        Item.internal.filter(pk=draft.pk).update(wording=wording)
        duty = wording.duty
    drafts = Item.internal.filter(edition__state="draft", wording__duty=duty).count()
    few = client_of("administrator").get(duty.get_absolute_url())
    assert few.context["unlisted"] == 0 and "草稿" in few.content.decode()
    monkeypatch.setattr(duty_rows, "FEW", 0)
    many = client_of("administrator").get(duty.get_absolute_url())
    assert f"草稿中另有 {drafts} 项" in many.content.decode()
    public = client_of("public").get(duty.get_absolute_url())
    assert "草稿" not in public.content.decode()


def test_a_duty_of_drafts_alone_is_there_for_its_people(client_of, monkeypatch, user_of):
    monkeypatch.setattr(duty_rows, "FEW", 0)
    hidden = Duty.internal.filter(townships=0, wordings__items__edition__state="draft").first()
    assert DutyRows.of(user_of("administrator"), hidden, None).kinds
    assert client_of("public").get(hidden.get_absolute_url()).status_code == 404


def test_examples_are_rows_of_the_duty_in_that_list_and_no_more_than_asked(shared):
    here = list(County.internal.filter(name="奇台县"))
    everywhere = duty_examples.first_anywhere([shared.pk], 1)
    for first in (everywhere, duty_examples.first_in([shared.pk], here, 1)):
        named = {(duty, kind): rows for (duty, kind), rows in first.items() if rows}
        assert named and all(len(rows) == 1 for rows in named.values())
        for (duty, kind), (pk,) in named.items():
            row = Item.published.get(pk=pk)
            assert (row.wording.duty_id, row.kind) == (duty, kind)
            assert first is everywhere or row.county in here
    assert {kind for (_, kind), rows in everywhere.items() if rows} == {"cooperation", "revoked"}
    assert len(duty_examples.first_anywhere([shared.pk], 4)[shared.pk, "revoked"]) == 2


def test_duties_of_a_file_are_read_so_many_townships_at_a_time():
    duties = [Duty(pk=pk, townships=size) for pk, size in enumerate((9000, 900, 200, 40000, 1))]
    assert list(batches(duties)) == [[0, 1], [2], [3], [4]]
    assert list(batches([])) == []
