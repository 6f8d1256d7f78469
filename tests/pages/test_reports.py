"""Reporting an error on a row, and the office's answer, as the pages meet it."""

import re

import pytest
from django.test import Client

from lists import report_answers, reports
from lists.models import AuditRecord, County, Edition, ErrorReport
from tests import samples
from tests.pages.html import Page

WORDS = "第二行的部门早已改名"
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


def address(row) -> str:
    return f"{row.get_absolute_url()}report/"


def stamp_of(client, row) -> str:
    return re.search(r'name="stamp" value="([^"]+)"', client.get(address(row)).text)[1]


def send(client, row, text: str = WORDS, **more):
    given = {"text": text, "stamp": stamp_of(client, row), "website": "", **more}
    return client.post(address(row), given)


def made(row, text: str = WORDS, **more) -> ErrorReport:
    named = {"edition": row.edition, "kind": row.kind, "number": row.number}
    return ErrorReport.objects.create(**named, text=text, **more)


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


def test_the_desk_counts_what_waits(client_of, row):
    made(row)
    made(row, status=Status.CORRECTED)
    assert "读者反映的错误：1 条等待答复" in Page(client_of("administrator").get("/desk/")).text
    assert "没有等待答复的" in Page(client_of("office").get("/desk/")).text
    assert "/desk/reports/" not in client_of("township").get("/desk/").text


def test_the_office_sees_the_row_beside_its_source(client_of, row):
    made(row)
    page = Page(client_of("administrator").get("/desk/reports/"))
    for said in (WORDS, row.name, row.edition.source_name, f"第{row.line}行"):
        assert said in page.text
    assert row.get_absolute_url() in [to for to, _, _ in page.links]
    (entry,) = client_of("administrator").get("/desk/reports/").context["entries"]
    titles = [cell.title for cell in entry.cells]
    assert titles == ["序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责", "配合职责"]
    assert [cell.printed for cell in entry.cells] == row.printed
    assert entry.cells[2].is_same and entry.cells[5].shown == row.cooperationitem.township_duty


@pytest.mark.parametrize("kind", ["basic", "cooperation", "revoked"])
def test_a_source_with_columns_of_its_own_is_shown_whole(client_of, row, kind):
    other = row.edition.items.get(kind=kind, number=1)
    other.printed = ["1", "合并的格"]
    other.save()
    made(other)
    page = Page(client_of("administrator").get("/desk/reports/"))
    assert "第2格文件合并的格" in page.text and other.name in page.text


def test_from_a_report_the_office_goes_on_to_the_source_page_of_the_row(client_of, row):
    made(row)
    client = client_of("administrator")
    page = Page(client.get("/desk/reports/"))
    (link,) = [to for to, text, _ in page.links if text.startswith("看来源页、更正这一行")]
    assert row.name in Page(client.get(link)).text
    Edition.internal.filter(pk=row.edition_id).update(document=None)
    assert "看来源页" not in client.get("/desk/reports/").text


def test_a_row_that_is_gone_leaves_its_report(client_of, row):
    made(row)
    ErrorReport.objects.update(number=99999)
    page = Page(client_of("administrator").get("/desk/reports/"))
    assert WORDS in page.text and "这一项已经不在清单中" in page.text


def answer_form(report: ErrorReport, **given) -> dict:
    return {"report": report.pk, "seen": report_answers.version(report), **given}


def test_the_office_answers_and_goes_back_to_where_it_was(client_of, row):
    report, client = made(row), client_of("administrator")
    here = "/desk/reports/?status=received&page=1"
    answer = client.post(here, answer_form(report, status="as_printed", answer="原文如此。"))
    assert answer.status_code == 302 and answer.url == f"{here}#report-{report.pk}"
    assert "已保存答复" in client.get(answer.url).text
    assert ErrorReport.objects.get().answer == "原文如此。"
    record = AuditRecord.objects.get(act="answer_report", address=row.get_absolute_url())
    assert record.user_name == "administrator" and record.after["answer"] == "原文如此。"


def test_an_answer_without_a_reason_is_kept_in_the_form(client_of, row):
    report, client = made(row), client_of("administrator")
    answer = client.post("/desk/reports/", answer_form(report, status="corrected", answer=""))
    assert answer.status_code == 422 and "请写明核对的结果" in answer.text
    assert ErrorReport.objects.get().status == Status.RECEIVED
    # What the form of the refused answer holds can be sent at once.
    again = dict(re.findall(r'name="(report|seen)" value="([^"]*)"', answer.text))
    sent = client.post("/desk/reports/", {**again, "status": "corrected", "answer": "已改。"})
    assert sent.status_code == 302 and ErrorReport.objects.get().status == Status.CORRECTED


def test_the_second_to_answer_is_told_of_the_first(client_of, row):
    report, client = made(row), client_of("administrator")
    for text in ("已改。", "没有错。"):
        given = answer_form(report, status="corrected", answer=text)
        shown = client.post("/desk/reports/", given, follow=True)
    assert "另一位工作人员刚刚答复过" in shown.text
    assert ErrorReport.objects.get().answer == "已改。"


def test_an_office_sees_and_answers_its_own_county_only(client_of, row):
    report = made(row)  # of 吉木萨尔县, which has no office here
    for role in ("office", "other_office"):
        client = client_of(role)
        assert WORDS not in client.get("/desk/reports/").text
        given = answer_form(report, status="corrected", answer="已改。")
        assert client.post("/desk/reports/", given).status_code == 404
    assert ErrorReport.objects.get().status == Status.RECEIVED
    other = County.published.exclude(pk=row.county_id).first()
    administrator = client_of("administrator")
    assert WORDS not in administrator.get("/desk/reports/", {"county": other.slug}).text
    assert WORDS in administrator.get("/desk/reports/", {"county": row.county.slug}).text


def test_the_office_answers_in_its_county(client_of):
    own = Edition.published.filter(township__county__name="奇台县").first().items.first()
    report = made(own)
    given = answer_form(report, status="corrected", answer="已改。")
    assert client_of("other_office").post("/desk/reports/", given).status_code == 302
    assert ErrorReport.objects.get().answered_by.username == "other_office"


@pytest.mark.parametrize("role", ["no_account", "other_township", "department", "township"])
def test_others_are_refused(client_of, role, row):
    report = made(row)
    given = answer_form(report, status="corrected", answer="已改。")
    assert client_of(role).get("/desk/reports/").status_code == 403
    assert client_of(role).post("/desk/reports/", given).status_code == 403


@pytest.mark.parametrize("named", ["", "x", "-1", "٣", "9" * 40, "9" * 5000])
def test_a_report_that_is_not_there_is_not_answered(client_of, named):
    given = {"report": named, "status": "corrected", "answer": "已改。"}
    assert client_of("administrator").post("/desk/reports/", given).status_code == 404


def test_the_status_narrows_the_list(client_of, row):
    made(row, "等待的")
    made(row, "改好的", status=Status.CORRECTED)
    client = client_of("administrator")
    for status, texts in (("", 2), ("received", 1), ("corrected", 1), ("as_printed", 0), ("x", 2)):
        assert len(client.get("/desk/reports/", {"status": status}).context["entries"]) == texts


def test_pages_ask_the_database_few_things(client_of, row, django_assert_max_num_queries):
    for number, item in enumerate(row.edition.items.all()[::9]):
        made(item, f"错在第{number}处", status=Status.RECEIVED if number % 2 else Status.CORRECTED)
    client = client_of("administrator")
    for address_ in ("/desk/reports/", "/desk/reports/?page=2", "/desk/"):
        client.get(address_)
        with django_assert_max_num_queries(12, info=address_):
            client.get(address_)
    public = client_of("public")
    with django_assert_max_num_queries(6):
        public.get(address(row))
