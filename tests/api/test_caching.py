"""Answers are asked for again cheaply: a 304 costs one query, and no change is missed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from lists import publication
from lists.models import AuditRecord, Duty, Edition
from lists.search import upkeep
from lists.tasks import refresh_search

ADDRESSES = [
    "items",
    "items?q=低保&township=xindixiang",
    "check?township=xindixiang&q=文明养犬",
    "lists",
    "bulk/items.csv",
    "openapi.json",
]


def tag_of(client, address: str) -> str:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200 and "max-age" in answer["Cache-Control"]
    return answer["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_costs_one_query(client, db, address):
    tag = tag_of(client, address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/api/v1/{address}", headers={"If-None-Match": f'"x", {tag}'})
    assert answer.status_code == 304 and answer.content == b"" and answer["ETag"] == tag
    assert len(queries) == 1


def test_another_address_has_another_tag(client, db):
    tags = {tag_of(client, f"items?page={page}") for page in (1, 2, 3)}
    assert len(tags) == 3


def test_a_withdrawn_list_is_gone_at_once(client, db, user_of):
    tag = tag_of(client, "items")
    edition = Edition.published.get(township__name="新地乡")
    publication.withdraw(edition, user_of("administrator"), "查")
    answer = client.get("/api/v1/items", headers={"If-None-Match": tag})
    assert answer.status_code == 200 and answer["ETag"] != tag
    assert "xindixiang" not in answer.content.decode()
    publication.restore(edition, user_of("administrator"), "好了")
    assert tag_of(client, "items") not in (tag, answer["ETag"])


def test_duties_are_asked_for_anew_once_they_followed(client, db, user_of):
    duty = Duty.published.filter(townships__gt=2, counts__county__name="吉木萨尔县").first()
    address, tags = f"duties/{duty.pk}", []
    tags.append(tag_of(client, address))
    edition = Edition.published.get(township__name="新地乡")
    publication.withdraw(edition, user_of("administrator"), "查")
    tags.append(tag_of(client, address))
    upkeep.follow()
    tags.append(tag_of(client, address))
    assert client.get(f"/api/v1/{address}").json()["townships"] == duty.townships - 1
    task = DBTaskResult.objects.get(task_path=refresh_search.module_path)
    DBTaskResult.objects.filter(pk=task.pk).update(status="SUCCESSFUL")
    tags.append(tag_of(client, address))
    assert len(set(tags)) == 4
    assert tag_of(client, address) == tags[-1]


def test_a_change_that_ends_after_a_later_one_is_not_missed(client, db):
    records = [AuditRecord(act="publish", subject=str(n), user_name="x") for n in range(2)]
    late, early = (record for record in AuditRecord.objects.bulk_create(records))
    # As if the transaction of the first had not ended: the database forbids deleting a record.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE lists_auditrecord DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM lists_auditrecord WHERE id = %s", [late.pk])
        before = tag_of(client, "items")
        late.save(force_insert=True)
        cursor.execute("ALTER TABLE lists_auditrecord ENABLE TRIGGER USER")
    assert late.pk < early.pk and tag_of(client, "items") != before


def test_errors_are_not_kept(client, db):
    for address in ("items?page=0", "items?page=2000", "nowhere"):
        answer = client.get(f"/api/v1/{address}")
        assert "ETag" not in answer and "max-age" not in answer.get("Cache-Control", "")
