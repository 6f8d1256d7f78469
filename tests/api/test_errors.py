"""Errors are JSON with a code, what happened, and what to do; the gate lets nothing else out."""

import pytest
from django.test import Client

from lists.api import editions


@pytest.mark.parametrize(
    ("address", "status", "code", "names"),
    [
        ("items?q=%00", 400, "bad_address", "网址"),
        ("townships/a%00b", 400, "bad_address", "网址"),
        ("items?" + "&".join(f"a{n}=1" for n in range(1100)), 400, "bad_address", "太多"),
        ("nowhere", 404, "not_found", "接口网址"),
        ("items/", 404, "not_found", "接口网址"),
        ("items?township=nowhere", 404, "not_found", "乡镇"),
        ("items?county=nowhere", 404, "not_found", "县"),
        ("items?township=xindixiang&county=qitaixian", 404, "not_found", "乡镇"),
        ("items?category=nowhere", 404, "not_found", "类别"),
        ("items?q=低保&category=nowhere", 404, "not_found", "类别"),
        ("items?department=nowhere", 404, "not_found", "部门"),
        ("items?page=2000", 404, "page_beyond_end", "2000"),
        ("items?q=低保&page=900", 404, "page_beyond_end", "900"),
        ("items/xindixiang/2025-07/basic/9999", 404, "not_found", "事项"),
        ("items/xindixiang/1999/basic/1", 404, "not_found", "版本"),
        ("clauses/xindixiang/2025-07/cooperation/3/lead/999", 404, "not_found", "条款"),
        ("duties/99999999", 404, "not_found", "职责"),
        ("differences?township=xindixiang&from=1999", 404, "not_found", "版本"),
        ("check?township=nowhere&q=低保", 404, "not_found", "乡镇"),
        ("check", 422, "invalid_parameter", "township：缺少参数；q：缺少参数"),
        ("check?township=xindixiang&q=%20", 422, "invalid_parameter", "q：没有可以判断的文字"),
        ("items?q=" + "好" * 301, 422, "invalid_parameter", "q：过长，最多 300 个字"),
        ("items?page=0", 422, "invalid_parameter", "page：不能小于 1"),
        ("items?page=x", 422, "invalid_parameter", "page：不是整数"),
        ("items?page=99999999999999999999", 422, "invalid_parameter", "page：不能大于 2000"),
        ("items?page_size=201", 422, "invalid_parameter", "page_size：不能大于 200"),
        ("items?kind=x", 422, "invalid_parameter", "kind：只能是 basic、cooperation、revoked 之一"),
        ("items?township=新地乡", 422, "invalid_parameter", "township：应当是网址中的标识"),
        ("items?townships=xindixiang", 422, "unknown_parameter", "townships"),
        ("items?page=1&page=2", 422, "repeated_parameter", "page"),
        ("items/xindixiang/2025-07/basic/x", 422, "invalid_parameter", "number：不是整数"),
        ("bulk/items.doc", 422, "invalid_parameter", "csv、jsonl、xlsx"),
    ],
)
def test_an_error_says_what_to_do(ask, address, status, code, names):
    said = ask(address, status)
    assert set(said) == {"code", "message", "remedy"}
    assert said["code"] == code and names in said["message"] and said["remedy"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_only_reading_is_allowed(client, db, method):
    answer = getattr(client, method)("/api/v1/items")
    assert answer.status_code == 405 and answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["code"] == "method_not_allowed"


def test_posting_without_a_token_of_a_form_is_refused_as_json(db):
    answer = Client(enforce_csrf_checks=True).post("/api/v1/items", {"a": 1})
    assert answer.status_code == 405 and answer.json()["code"] == "method_not_allowed"


def test_a_head_is_a_get_without_its_body(client, db):
    for address in ("/api/v1/items", "/api/v1/bulk/items.csv"):
        answer = client.head(address)
        assert answer.status_code == 200 and answer["ETag"]
        assert b"".join(answer) == b""


def test_a_fault_of_ours_is_told_as_json(client, db, monkeypatch, caplog):
    def broken(*args):
        raise RuntimeError("秘密")

    monkeypatch.setattr(editions, "lists_shown", broken)
    client.raise_request_exception = False
    answer = client.get("/api/v1/lists")
    assert answer.status_code == 500 and answer.json()["code"] == "server_error"
    assert "秘密" not in answer.content.decode() and "RuntimeError" in caplog.text


def test_any_page_may_read_public_answers(client, db):
    answer = client.get("/api/v1/counties", headers={"origin": "https://example.org"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    asked = client.options("/api/v1/items")
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Headers"] == "If-None-Match"


def test_the_index_leads_to_every_list(ask, client):
    for name, address in ask("").items():
        assert client.get(address).status_code == 200, name
