"""The check of a notice as people meet it, and that nothing of the notice is kept."""

import logging

import pytest
from django.test import Client

from lists.models import Edition, Township
from lists.notice import LONGEST, MOST_TASKS
from lists.views import notice
from tests import samples
from tests.pages.html import Page
from tests.pages.test_tickets import rows

ADDRESS = "/desk/notice/"
TEXT = """关于几项工作的通知
各乡镇：
现将任务安排如下：
一、各乡镇要做好宅基地审批。
二、各乡镇要配合做好文明养犬管理工作。
三、各乡镇负责收养登记。
四、请各乡镇做好高铁票退票。
县某某局
2026年3月1日"""


def sent(text: str = TEXT, place: str = "新地乡") -> dict:
    return {"township": Township.internal.get(name=place).slug, "notice": text}


@pytest.mark.parametrize("role", ["other_township", "department", "other_office", "administrator"])
def test_every_role_at_work_opens_it(client_of, role, django_assert_max_num_queries):
    client = client_of(role)
    with django_assert_max_num_queries(12):
        assert client.get(ADDRESS).status_code == 200


def test_others_do_not(client, client_of):
    assert client.get(ADDRESS).url == f"/login/?next={ADDRESS}"
    assert client.post(ADDRESS, sent()).url == f"/login/?next={ADDRESS}"
    assert client_of("no_account").post(ADDRESS, sent()).status_code == 403


def test_a_foreign_page_cannot_send_one(user_of):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of("other_township"))
    assert client.post(ADDRESS, sent()).status_code == 403


def test_each_task_has_its_verdict_and_the_summary_counts_them(client_of):
    answer = client_of("other_township").post(ADDRESS, sent())
    assert [one.kind for one in answer.context["checked"]] == [
        "basic",
        "cooperation",
        "revoked",
        "none",
    ]
    page = Page(answer)
    assert (
        "通知中找出 4 项任务：清单内（基本） 1 项，清单内（配合） 1 项，已收回 1 项，清单外 1 项。"
    ) in page.text
    edition = Edition.published.get(township__name="新地乡")
    for kind, number in (("basic", 84), ("cooperation", 19), ("revoked", 2)):
        row = edition.items.get(kind=kind, number=number)
        assert row.get_absolute_url() in [to for to, _, _ in page.links]
        assert f"第 {number} 项 {row.name}" in page.text
    assert "承接部门吉木萨尔县民政局" in page.text and "最接近的事项" in page.text


def test_the_notice_stands_there_unchanged_with_its_tasks_marked(client_of):
    answer = client_of("other_township").post(ADDRESS, sent(TEXT.replace("\n", "\r\n")))
    pieces = answer.context["pieces"]
    assert "".join(piece.text for piece in pieces) == TEXT
    assert [piece.checked.number for piece in pieces if piece.checked] == [1, 2, 3, 4]
    html = answer.content.decode()
    for number in (1, 2, 3, 4):
        assert f'id="place-{number}"' in html and f'href="#place-{number}"' in html
        assert f'id="task-{number}"' in html and f'href="#task-{number}"' in html


def test_markup_in_a_notice_is_shown_as_it_was_typed(client_of):
    text = "各乡镇要做好<script>alert(1)</script>宅基地审批 & 管理。"
    html = client_of("other_township").post(ADDRESS, sent(text)).content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "还没有粘贴通知"),
        (" \r\n ", "还没有粘贴通知"),
        ("字" * (LONGEST + 1), f"通知有 {LONGEST + 1} 字，超过 {LONGEST} 字"),
    ],
)
def test_what_is_wrong_is_said_and_the_text_stays(client_of, text, why):
    answer = client_of("other_township").post(ADDRESS, sent(text))
    assert answer.status_code == 422 and why in Page(answer).text
    assert text.replace("\r", "") in answer.content.decode()


def test_the_longest_notice_is_taken_however_its_lines_end(client_of):
    text = ("字" * 49 + "\r\n") * (LONGEST // 50)
    answer = client_of("other_township").post(ADDRESS, sent(text))
    assert answer.status_code == 200
    assert "没有找出布置给乡镇（街道）的任务" in Page(answer).text


def test_more_tasks_than_are_checked_are_told_of(client_of, monkeypatch):
    monkeypatch.setattr(notice, "verdict", lambda *_: None)
    many = "".join(f"{n}.做好第{n}村的垃圾清运。\n" for n in range(1, 60))
    answer = client_of("other_township").post(ADDRESS, sent(many))
    assert len(answer.context["checked"]) == MOST_TASKS
    assert f"只核对了前 {MOST_TASKS} 项" in Page(answer).text


def test_a_draft_is_for_insiders_alone(client_of):
    draft = sent(place=samples.DRAFT_TOWNSHIP)
    refused = client_of("other_township").post(ADDRESS, draft)
    assert refused.status_code == 422 and "没有可以查看的" in Page(refused).text
    assert client_of("office").post(ADDRESS, draft).context["checked"]


def test_an_unknown_township_is_refused_like_one_that_never_was(client_of):
    client = client_of("other_township")
    draft, never = sent(place=samples.DRAFT_TOWNSHIP), sent() | {"township": "nirgendwo"}
    one, other = (Page(client.post(ADDRESS, data)).text for data in (draft, never))
    assert one == other


def test_nothing_of_the_notice_is_kept(client_of, caplog):
    client = client_of("other_township")
    client.get(ADDRESS)
    before = rows(), dict(client.session)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(ADDRESS, sent())
    assert (rows(), dict(client.session)) == before
    told = [record for record in caplog.records if record.name != "django.db.backends"]
    assert "文明养犬" not in "".join(record.getMessage() for record in told)
    assert answer["Cache-Control"] == "private, no-store"


def test_an_error_costs_one_task_and_tells_the_log_its_sort_only(client_of, caplog, monkeypatch):
    real = notice.verdict

    def fails(user, scope, task):
        if "宅基地" in task:
            raise ValueError(task)
        return real(user, scope, task)

    monkeypatch.setattr(notice, "verdict", fails)
    answer = client_of("other_township").post(ADDRESS, sent())
    assert [one.kind for one in answer.context["checked"]][:2] == ["unsure", "cooperation"]
    assert "系统出错" in Page(answer).text
    assert "ValueError" in caplog.text and "宅基地" not in caplog.text
