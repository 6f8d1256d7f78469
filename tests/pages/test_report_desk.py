"""The office's page of reported errors: what waits, beside its source, and the answers."""

import re

import pytest

from lists import report_answers
from lists.models import AuditRecord, County, Edition, ErrorReport
from tests.pages.html import Page
from tests.pages.reported import WORDS, address, made

Status = ErrorReport.Status


@pytest.fixture(autouse=True)
def empty(db):
    ErrorReport.objects.all().delete()


@pytest.fixture
def row(db):
    return Edition.published.get(township__name="新地乡").items.get(kind="cooperation", number=3)


def answer_form(report: ErrorReport, **given) -> dict:
    return {"report": report.pk, "seen": report_answers.version(report), **given}


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
