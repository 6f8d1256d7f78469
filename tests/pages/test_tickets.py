"""The batch of tickets as people meet it, and that nothing of the tickets is kept anywhere."""

import base64
import csv
import io
import json
import logging
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from openpyxl import Workbook, load_workbook

from lists import tables
from lists.models import Township
from lists.tickets import TITLES
from lists.views import duty_place, tickets
from tests import samples
from tests.pages.html import Page

ADDRESS = "/desk/tickets/"
SECRET = "文明养犬，来电人电话一三八零零"
CSV = f"编号,内容\n1,宅基地审批\n2,{SECRET}\n".encode()


def upload(data: bytes = CSV, name: str = "三月工单.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def form(place: str = "新地乡", **fields) -> dict:
    return {"township": Township.internal.get(name=place).slug, "file": upload()} | fields


def lines(answer) -> list[dict]:
    """The lines of a streamed answer."""
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


@pytest.mark.parametrize("role", ["other_township", "department", "other_office", "administrator"])
def test_every_role_at_work_opens_it(client_of, role, django_assert_max_num_queries):
    client = client_of(role)
    with django_assert_max_num_queries(12):
        answer = client.get(ADDRESS)
    assert answer.status_code == 200
    own = {"other_township": "新地乡"}.get(role)
    assert (answer.context["place"].township and answer.context["place"].township.name) == own


def test_others_do_not(client, client_of):
    assert client.get(ADDRESS).url == f"/login/?next={ADDRESS}"
    assert client.post(ADDRESS, form()).url == f"/login/?next={ADDRESS}"
    assert client_of("no_account").get(ADDRESS).status_code == 403
    assert client_of("no_account").post(ADDRESS, form()).status_code == 403


@pytest.mark.parametrize("role", ["other_township", "other_office", "administrator"])
def test_the_desk_leads_there(client_of, role):
    links = [to for to, _, _ in Page(client_of(role).get("/desk/")).links]
    assert ADDRESS in links and "/desk/notice/" in links


def test_a_foreign_page_cannot_send_a_file(user_of):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of("other_township"))
    assert client.post(ADDRESS, form()).status_code == 403
    client.get(ADDRESS)
    token = client.cookies["csrftoken"].value
    answer = client.post(ADDRESS, form(csrfmiddlewaretoken=token, part="columns"))
    assert answer.status_code == 200


def test_a_file_shows_its_columns_first(client_of):
    answer = client_of("other_township").post(ADDRESS, form())
    page = Page(answer)
    assert "A 列 编号 例：1" in page.text and "B 列 内容 例：宅基地审批" in page.text
    assert 'value="B" required checked' in page.html
    assert "共 2 条，大约需要 1 分钟" in page.text and "再选一次同一个文件" in page.text
    alone = client_of("other_township").post(ADDRESS, form(part="columns")).content.decode()
    assert "<html" not in alone and 'value="B" required checked' in alone


def test_without_script_the_file_comes_back(client_of):
    answer = client_of("other_township").post(ADDRESS, form(column="B"))
    assert answer["Content-Type"] == "text/csv"
    assert "%E4%B8%89%E6%9C%88%E5%B7%A5%E5%8D%95-" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[0] == ["编号", "内容", *TITLES]
    assert [row[2] for row in rows[1:]] == ["本乡负责", "配合"]


def test_with_script_progress_comes_first_and_the_file_last(client_of):
    book = Workbook()
    for row in (["编号", "内容"], [1, "收养登记"], [2, "宅基地审批"]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    fields = form(column="B", part="stream", file=upload(out.getvalue(), '=a"b/c.xlsx'))
    answer = client_of("other_township").post(ADDRESS, fields)
    assert answer["X-Accel-Buffering"] == "no"
    told = lines(answer)
    assert told[0] == {"done": 0, "total": 2} and told[-2] == {"done": 2, "total": 2}
    assert told[-1]["name"] == "c-判定结果.xlsx"
    assert told[-1]["summary"].startswith("共判定 2 条：本乡负责 1 条，已收回 1 条")
    sheet = load_workbook(BytesIO(base64.b64decode(told[-1]["file"]))).active
    assert [sheet.cell(row, 3).value for row in (1, 2, 3)] == ["判定", "已收回", "本乡负责"]


def test_one_batch_at_a_time_and_the_next_when_it_ends(client_of):
    client = client_of("other_township")
    with tickets.ONE_AT_A_TIME:
        assert lines(client.post(ADDRESS, form(column="B", part="stream"))) == [
            {"problem": tickets.BUSY}
        ]
        busy = client.post(ADDRESS, form(column="B"))
        assert busy.status_code == 503 and tickets.BUSY in Page(busy).text
        assert client.get("/desk/").status_code == 200
    assert "file" in lines(client.post(ADDRESS, form(column="B", part="stream")))[-1]
    assert not tickets.ONE_AT_A_TIME.locked()


def test_who_leaves_ends_the_work(client_of, monkeypatch):
    monkeypatch.setattr("lists.tickets.EVERY", 0)
    answer = client_of("other_township").post(ADDRESS, form(column="B", part="stream"))
    first = next(iter(answer.streaming_content))
    assert json.loads(first) == {"done": 0, "total": 2}
    assert tickets.ONE_AT_A_TIME.locked()
    answer.close()
    assert not tickets.ONE_AT_A_TIME.locked()


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({"file": ""}, 422, "没有选择文件"),
        ({"file": b"PK\x03\x04broken"}, 422, "文件已损坏"),
        ({"column": "C"}, 422, "请重新选择"),
        ({"column": "B", "township": ""}, 200, ""),
        ({"column": "B", "township": "nirgendwo"}, 422, "没有可以查看的"),
        ({"column": "B", "file": "编号,内容\n1\n".encode()}, 422, "第 2 行有 1 格"),
    ],
)
def test_what_is_wrong_is_said(client_of, fields, status, why):
    data = fields.pop("file", CSV)
    sent = form(**fields) | {"file": upload(data) if data else ""}
    answer = client_of("other_township").post(ADDRESS, sent)
    assert answer.status_code == status
    if why:
        assert why in Page(answer).text
        assert 'role="alert"' in answer.content.decode()


def test_a_draft_is_judged_by_insiders_alone(client_of):
    sent = form(samples.DRAFT_TOWNSHIP, column="B", part="stream")
    assert client_of("other_township").post(ADDRESS, sent).status_code == 422
    sent = form(samples.DRAFT_TOWNSHIP, column="B", part="stream")
    assert "file" in lines(client_of("township").post(ADDRESS, sent))[-1]


def test_a_large_file_is_refused_before_it_is_read(client_of, monkeypatch):
    def never(*_):
        raise AssertionError("the file was read")

    monkeypatch.setattr(tickets, "keep_in_memory", never)
    big = upload(b"a" * (tables.MOST_BYTES + 100_000))
    answer = client_of("other_township").post(ADDRESS, form(column="B", file=big))
    assert answer.status_code == 413
    assert "没有读取" in Page(answer).text


def test_nothing_of_the_tickets_is_kept(client_of, caplog, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client = client_of("other_township")
    client.get(ADDRESS)
    # Above 2.5 MB Django would write the file to the disk, were it not told otherwise.
    padding = "。" * 1000
    data = CSV + "".join(f"{n},{SECRET}{padding}\n" for n in range(900)).encode()
    assert len(data) > 2.6e6
    before = rows(), dict(client.session)
    with caplog.at_level(logging.DEBUG):
        for part in ("columns", "stream"):
            answer = client.post(ADDRESS, form(column="B", part=part, file=upload(data)))
            body = b"".join(answer)
            assert answer.status_code == 200
    assert b'"file"' in body
    assert (rows(), dict(client.session)) == before
    assert not list(tmp_path.iterdir())
    told = [record for record in caplog.records if record.name != "django.db.backends"]
    assert SECRET[:4] not in "".join(record.getMessage() for record in told)
    assert len(answer.cookies) == 0 or set(answer.cookies) == {"csrftoken"}


def rows() -> dict[str, int]:
    """How many rows every table has."""
    with connection.cursor() as cursor:
        counts = {}
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
            counts[model._meta.db_table] = cursor.fetchone()[0]
    return counts


def test_an_unforeseen_error_tells_the_log_its_sort_only(client_of, caplog, monkeypatch):
    def fails(*_):
        raise ValueError(SECRET)

    monkeypatch.setattr(tickets, "judge_table", fails)
    client = client_of("other_township")
    answer = client.post(ADDRESS, form(column="B"))
    assert answer.status_code == 500 and tickets.FAILED in Page(answer).text
    assert lines(client.post(ADDRESS, form(column="B", part="stream"))) == [
        {"problem": tickets.FAILED}
    ]
    assert "ValueError" in caplog.text and SECRET[:4] not in caplog.text


def test_with_many_townships_a_county_is_chosen_first(client_of, monkeypatch):
    monkeypatch.setattr(duty_place, "MOST_OFFERED", 2)
    place = client_of("other_township").get(ADDRESS).context["place"]
    assert [township.name for township in place.townships] == ["新地乡"]
    client = client_of("administrator")
    page = client.get(ADDRESS)
    assert page.context["place"].townships == [] and "奇台县" in Page(page).text
    county = next(c for c in page.context["place"].counties if c.name == "奇台县")
    chosen = client.get(ADDRESS, {"county": county.slug}).context["place"]
    assert [township.county for township in chosen.townships] == [county]
    assert chosen.township == chosen.townships[0]


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("a.xlsx", "a-判定结果.xlsx"),
        ("../../etc/passwd", "passwd-判定结果.xlsx"),
        ('x"\r\nSet-Cookie: a.csv', "xSet-Cookie a-判定结果.xlsx"),
        ("...", "工单-判定结果.xlsx"),
        ("长" * 300, "长" * 80 + "-判定结果.xlsx"),
    ],
)
def test_the_name_of_the_result_is_harmless(name, result):
    assert tickets.result_name(name, "xlsx") == result


def test_files_are_kept_in_memory_at_any_size(rf):
    data = b"a" * (3 * 2**20)
    request = rf.post(ADDRESS, {"file": upload(data)})
    tickets.keep_in_memory(request)
    kept = request.FILES["file"]
    assert isinstance(kept.file, BytesIO) and kept.read() == data
    assert not hasattr(kept, "temporary_file_path")
    assert Path(kept.name).name == kept.name
