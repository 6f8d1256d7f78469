"""Whole tables as files: every row, in three formats, in little memory, never a formula."""

import csv
import gc
import io
import json
import tracemalloc

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from openpyxl import load_workbook

from lists.api import bulk
from lists.exports import turns
from lists.models import Clause, Department, Edition, Item


def lines_of(client, address: str) -> list[list[str]]:
    """The records of a CSV."""
    body = b"".join(client.get(f"/api/v1/bulk/{address}")).decode("utf-8")
    assert body.startswith("\ufeff")
    return list(csv.reader(io.StringIO(body[1:])))


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("items", lambda: Item.published.count()),
        (
            "clauses",
            lambda: Clause.objects.filter(item__in=Item.published.values("pk")).count(),
        ),
        ("departments", lambda: Department.published.count()),
    ],
)
def test_a_file_holds_every_row_in_each_format(client, db, table, rows):
    answers = {kind: client.get(f"/api/v1/bulk/{table}.{kind}") for kind in ("jsonl", "xlsx")}
    objects = [json.loads(line) for line in b"".join(answers["jsonl"]).splitlines()]
    lines = lines_of(client, f"{table}.csv")
    book = load_workbook(io.BytesIO(b"".join(answers["xlsx"])), read_only=True)
    sheet = [[cell or "" for cell in row] for row in book.worksheets[0].values]
    assert len(objects) == len(lines) - 1 == len(sheet) - 1 == rows()
    ids = [one["id"] for one in objects]
    assert ids == [line[0] for line in lines[1:]] == [row[0] for row in sheet[1:]]
    assert len(set(ids)) == len(ids)
    assert "attachment" in answers["xlsx"]["Content-Disposition"]


def test_ids_are_those_of_the_interface(client, ask):
    answer = client.get("/api/v1/bulk/items.jsonl?township=xindixiang&kind=cooperation")
    first = json.loads(b"".join(answer).splitlines()[2])
    found = ask(f"items/{first['id']}")
    assert (first["name"], first["url"]) == (found["name"], found["url"])
    answer = client.get("/api/v1/bulk/clauses.jsonl?township=xindixiang")
    clause = json.loads(b"".join(answer).splitlines()[5])
    assert ask(f"clauses/{clause['id']}")["text"] == clause["text"]


def test_no_cell_is_a_formula(client, db):
    edition = Edition.published.get(township__name="新地乡")
    Item.internal.filter(edition=edition, kind="basic", number=1).update(name='=HYPERLINK("x")')
    lines = lines_of(client, "items.csv?township=xindixiang&kind=basic")
    assert lines[1][4] == '\'=HYPERLINK("x")'
    answer = client.get("/api/v1/bulk/items.xlsx?township=xindixiang&kind=basic")
    cell = load_workbook(io.BytesIO(b"".join(answer))).worksheets[0]["E2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")')


def test_a_workbook_of_too_many_rows_is_refused(ask, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_IN_A_WORKBOOK", 100)
    said = ask("bulk/items.xlsx", 422)
    assert said["code"] == "too_many_rows" and "csv" in said["remedy"]


def test_a_withdrawn_list_leaves_a_file_while_it_is_made(client, db, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 10)
    monkeypatch.setattr(turns, "LARGE", 5)  # so many rows are read ahead
    answer = client.get("/api/v1/bulk/clauses.jsonl?township=xindixiang")
    stream = iter(answer)
    assert b"xindixiang" in next(stream)
    Edition.published.get(township__name="新地乡").withdraw()
    assert sum(1 for _ in stream) < 20


def test_rows_stream(db, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 100)
    request = RequestFactory().get("/")
    request.reader = AnonymousUser()
    found = Clause.objects.filter(item__in=Item.published.values("pk")).order_by("pk")
    first = found.filter(pk__lte=found[600].pk)
    lists = list(Edition.published.order_by("pk").values_list("pk", flat=True))
    for _ in bulk.clause_rows(request, first, lists):
        pass  # what is loaded once a process is loaded now

    def held(rows) -> int:
        """The most bytes that are held while rows are written."""
        most = 0
        tracemalloc.start()
        for _ in bulk.exports.csv(bulk.CLAUSE_COLUMNS, rows):
            gc.collect()  # rows and what they were loaded with refer to each other
            most = max(most, tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        return most

    few = held(bulk.clause_rows(request, first, lists))
    all_ = held(bulk.clause_rows(request, found, lists))
    assert found.count() > 5 * 600 and few > 100_000
    assert all_ < 1.5 * few


def test_a_file_read_a_few_lists_at_a_time_has_all_rows_in_their_order(client, db, monkeypatch):
    files = ("items.csv", "clauses.jsonl?side=lead", "departments.csv")
    whole = [b"".join(client.get(f"/api/v1/bulk/{file}")) for file in files]
    monkeypatch.setattr(bulk, "LISTS_AT_ONCE", 1)
    monkeypatch.setattr(bulk, "COUNTIES_AT_ONCE", 1)
    assert [b"".join(client.get(f"/api/v1/bulk/{file}")) for file in files] == whole
    body = Item.published.filter(departments__isnull=False).first().departments.first()
    rows = Item.published.filter(departments=body).count()
    file = b"".join(client.get(f"/api/v1/bulk/items.csv?department={body.slug}"))
    assert file.count(b"http://") == rows > 0
