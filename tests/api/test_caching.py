"""Answers are asked for again cheaply: a 304 costs one query, and no change is missed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lists import publication
from lists.models import AuditRecord, Edition

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
