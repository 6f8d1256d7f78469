"""Reporting an error on a row, as readers meet it."""

import re

import pytest
from django.test import Client

from lists import report_answers, reports
from lists.models import Edition, ErrorReport
from tests import samples
from tests.pages.html import Page
from tests.pages.reported import WORDS, address, made

Status = ErrorReport.Status


@pytest.fixture(autouse=True)
def empty(db):
    ErrorReport.objects.all().delete()


@pytest.fixture
def row(db):
    return Edition.published.get(township__name="新地乡").items.get(kind="cooperation", number=3)


@pytest.fixture
def patient(monkeypatch):
    """Forms are sent as if they had been open for some seconds."""
    monkeypatch.setattr(reports, "SOONEST", -1)


def stamp_of(client, row) -> str:
    return re.search(r'name="stamp" value="([^"]+)"', client.get(address(row)).text)[1]


def send(client, row, text: str = WORDS, **more):
    given = {"text": text, "stamp": stamp_of(client, row), "website": "", **more}
    return client.post(address(row), given)


def test_the_row_leads_to_the_form_and_the_form_to_thanks(client, row, patient):
    page = Page(client.get(row.get_absolute_url()))
    (link,) = [to for to, text, _ in page.links if text == "发现这一项有错？告诉清单管理部门"]
    assert link == address(row)
    answer = send(client, row, about="body")
    assert answer.status_code == 302 and answer.url == f"{link}?sent=1"
    assert "不会另外通知" in Page(client.get(answer.url)).text
    report = ErrorReport.objects.get()
    assert report.text == f"【部门不对】{WORDS}" and report.status == Status.RECEIVED
    assert report.edition == row.edition and (report.kind, report.number) == (row.kind, row.number)


def test_no_account_and_no_cookie_but_that_of_the_form(client, row, patient):
    send(client, row)
    assert set(client.cookies) <= {"csrftoken", "__Host-csrftoken"}


def test_the_address_of_the_sender_is_not_kept(client, row, patient):
    send(client, row)
    assert "127.0.0.1" not in str(vars(ErrorReport.objects.get()))


def test_everyone_sees_that_one_came_in_and_nobody_reads_it(client_of, row):
    made(row)
    for role in (*samples.OUTSIDERS, *samples.INSIDERS):
        page = Page(client_of(role).get(row.get_absolute_url()))
        assert "读者反映 已收到（2" in page.text, role
        assert WORDS not in page.html, role


def test_the_row_shows_the_answer_with_its_day(client, row, user_of):
    report, office = made(row), user_of("administrator")
    report_answers.answer(
        report, office, Status.CORRECTED, "已改为<新>名称。", report_answers.version(report)
    )
    page = Page(client.get(row.get_absolute_url()))
    assert re.search(
        r"已更正（\d+年\d+月\d+日反映，\d+年\d+月\d+日答复） ?已改为<新>名称。", page.text
    )
    assert WORDS not in page.html and "administrator" not in page.html


def test_the_form_is_machine_proof_without_asking_riddles(client, row, monkeypatch):
    # Sent at once: asked to send again, words and stamp are kept.
    stamp = stamp_of(client, row)
    answer = client.post(address(row), {"text": WORDS, "stamp": stamp})
    assert answer.status_code == 422 and "再点一次" in answer.text
    assert WORDS in answer.text and f'value="{stamp}"' in answer.text
    monkeypatch.setattr(reports, "SOONEST", -1)
    # The field nobody sees is filled in, the stamp is nobody's, missing, of another row, too old.
    trap = send(client, row, website="https://example.org")
    assert trap.status_code == 422 and WORDS in trap.text and "example.org" not in trap.text
    for wrong in ("", "x", f"{stamp}0", reports.stamp("/elsewhere/")):
        answer = client.post(address(row), {"text": WORDS, "stamp": wrong})
        assert answer.status_code == 422 and WORDS in answer.text
        assert f'value="{wrong}"' not in answer.text
    assert not ErrorReport.objects.exists()
    assert client.post(address(row), {"text": WORDS, "stamp": stamp}).status_code == 302


def test_a_form_that_was_open_for_days_is_sent_again(client, row, patient, monkeypatch):
    stamp, now = stamp_of(client, row), reports.signing.time.time()
    monkeypatch.setattr(reports.signing.time, "time", lambda: now + reports.LATEST + 2)
    answer = client.post(address(row), {"text": WORDS, "stamp": stamp})
    assert answer.status_code == 422 and "时间太长" in answer.text and WORDS in answer.text
    fresh = re.search(r'name="stamp" value="([^"]+)"', answer.text)[1]
    assert client.post(address(row), {"text": WORDS, "stamp": fresh}).status_code == 302


def test_a_form_of_another_site_is_refused(row):
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, row).status_code == 403 and not ErrorReport.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "还没有写"),
        ("？？？", "只有标点符号"),
        ("长" * 281, "最多写 280 个字，现在有 281 个字"),
        ("https://example.org https://example.net 便宜", "网址最多写一个"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(client, row, patient, text, said):
    answer = send(client, row, text)
    assert answer.status_code == 422 and said in answer.text
    assert text in answer.text and not ErrorReport.objects.exists()


def test_the_sixth_within_an_hour_is_told_to_wait(client, row, patient):
    for at in range(reports.PER_HOUR):
        assert send(client, row, f"错在第{at}处").status_code == 302
    answer = send(client, row)
    assert answer.status_code == 429 and "请过一小时再发送" in answer.text and WORDS in answer.text
    assert ErrorReport.objects.count() == reports.PER_HOUR


def test_senders_behind_the_proxy_are_told_apart_by_its_word_only(client, row, patient, settings):
    for behind, kept in ((True, 6), (False, 5)):
        ErrorReport.objects.all().delete()
        settings.BEHIND_PROXY = behind
        for at in range(6):
            client.post(
                address(row),
                {"text": f"错在第{at}处", "stamp": stamp_of(client, row)},
                headers={"X-Forwarded-For": f"198.51.100.1, 203.0.113.{at}"},
            )
        assert ErrorReport.objects.count() == kept


def test_a_row_of_a_draft_takes_none_whoever_sends(client_of):
    draft = Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)
    row = draft.items.get(kind="revoked", number=1)
    for role in (*samples.OUTSIDERS, *samples.INSIDERS):
        client = client_of(role)
        assert client.get(address(row)).status_code == 404
        sent = {"text": WORDS, "stamp": reports.stamp(address(row))}
        assert client.post(address(row), sent).status_code == 404
        shown = client.get(row.get_absolute_url())
        assert "告诉清单管理部门" not in shown.text
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize("path", ["nothing/3/report/", "cooperation/99999/report/"])
def test_a_row_that_is_not_there_takes_none(client, row, path):
    assert client.get(row.edition.get_absolute_url() + path).status_code == 404


def test_a_superseded_row_keeps_its_reports_and_takes_more(client_of, row, patient):
    made(row)
    Edition.internal.filter(pk=row.edition_id).update(state=Edition.State.SUPERSEDED)
    public = client_of("public")
    assert "已收到（2" in Page(public.get(row.get_absolute_url())).text
    assert send(public, row, "旧版本也错了").status_code == 302
    page = Page(client_of("administrator").get("/desk/reports/"))
    assert WORDS in page.text and "已被新版替代" in page.text
