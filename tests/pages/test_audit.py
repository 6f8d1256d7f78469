"""The audit page: what was done, found again by who, what, where and when, and taken as a file."""

import csv
import datetime
import io

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.utils import timezone
from openpyxl import load_workbook

from lists import audit, publication
from lists.models import AuditRecord, County, Edition
from lists.views import audit as page_of_audit
from tests import samples
from tests.pages.html import Page

Act = AuditRecord.Act
PAGE, EXPORT = "/desk/audit/", "/desk/audit/export/"


@pytest.fixture
def done(db):
    """Some acts of some people, in two counties and on two days."""
    own = County.internal.get(name=samples.DRAFT_COUNTY)
    other = County.internal.get(name="奇台县")
    office = get_user_model().objects.get(username="office")
    audit.record(Act.UPLOAD, office, "示例文件.pdf", county=own, after={"size": 7})
    audit.record(
        Act.CORRECT, office, "=危险的公式", county=own, before={"name": "旧"}, after={"name": "新"}
    )
    audit.record(Act.PUBLISH, None, "另一县的清单", county=other, note="例行公布")
    # The database lets nobody change a record, so its day is given when it is made.
    before = timezone.now() - datetime.timedelta(days=40)
    AuditRecord.objects.create(at=before, act=Act.WITHDRAW, user_name="office", subject="早先的")


@pytest.fixture
def administrator(client_of):
    return client_of("administrator")


def subjects(answer) -> list[str]:
    """The subjects listed on the page, in order."""
    return [entry.record.subject for entry in answer.context["entries"]]


def rows(answer) -> list[list[str]]:
    """The rows of an exported CSV."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_newest_stands_first_with_what_changed(administrator, done):
    answer = administrator.get(PAGE)
    assert subjects(answer)[:3] == ["另一县的清单", "=危险的公式", "示例文件.pdf"]
    page = Page(answer)
    assert ["事项名称", "旧", "新"] in page.rows
    assert ["大小（字节）", "（空）", "7"] in page.rows
    assert "理由：例行公布" in page.text and "命令行" in page.text


def test_a_publication_is_told_in_words(administrator, db):
    edition = Edition.published.first()
    by = get_user_model().objects.get(username="administrator")
    publication.withdraw(edition, by, "文件有误")
    html = Page(administrator.get(PAGE))
    assert ["状态", "现行", "已撤回"] in html.rows
    assert "理由：文件有误" in html.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"user": "OFFICE"}, {"=危险的公式", "示例文件.pdf", "早先的"}),
        ({"act": "correct"}, {"=危险的公式"}),
        ({"county": "own"}, {"=危险的公式", "示例文件.pdf"}),
        ({"subject": "清单"}, {"另一县的清单"}),
        ({"until": 30}, {"早先的"}),
        ({"since": 40, "until": 40}, {"早先的"}),
        ({"user": "office", "act": "publish"}, set()),
    ],
)
def test_filters_find_it_again(administrator, done, query, found):
    county = County.internal.get(name=samples.DRAFT_COUNTY)
    asked = {
        name: county.slug
        if value == "own"
        else timezone.localdate() - datetime.timedelta(days=value)
        if isinstance(value, int)
        else value
        for name, value in query.items()
    }
    recent = {"另一县的清单", "=危险的公式", "示例文件.pdf", "早先的"}
    assert set(subjects(administrator.get(PAGE, asked))) & recent == found


@pytest.mark.parametrize(
    "query",
    [
        {"since": "昨天"},
        {"until": "0001-01-01"},
        {"until": "9999-12-31"},
        {"act": "dance"},
        {"county": "nirgendwo"},
        {"subject": "\x00"},
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_said_and_not_applied(administrator, done, query):
    answer = administrator.get(PAGE, query)
    assert answer.status_code == 200 and "这个条件没有使用" in answer.content.decode()
    assert "早先的" in subjects(answer)
    assert EXPORT not in answer.content.decode()
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    assert administrator.post(f"{EXPORT}?{asked}", {"format": "csv"}).status_code == 400


def test_pages_and_few_queries(administrator, done, django_assert_max_num_queries):
    for number in range(page_of_audit.PAGE_SIZE):
        audit.record(Act.SUBMIT, None, f"第{number}份", county=County.internal.first())
    administrator.get(PAGE)
    with django_assert_max_num_queries(12):
        first = administrator.get(PAGE)
    assert len(subjects(first)) == page_of_audit.PAGE_SIZE
    assert "page=2" in first.content.decode()
    assert set(subjects(administrator.get(PAGE, {"page": 2}))).isdisjoint(subjects(first))


def test_an_export_has_what_is_filtered_and_no_formula(administrator, done):
    answer = administrator.post(f"{EXPORT}?user=office", {"format": "csv"})
    head, *found = rows(answer)
    assert head[:5] == ["时间", "用户", "操作", "县（市、区）", "对象"]
    assert [row[4] for row in found] == ["'=危险的公式", "示例文件.pdf", "早先的"]
    assert found[0][5:7] == ["事项名称：旧", "事项名称：新"]
    assert "attachment" in answer["Content-Disposition"]


def test_a_workbook_has_the_same(administrator, done):
    answer = administrator.post(f"{EXPORT}?user=office", {"format": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    found = list(book.active.values)
    assert [row[4] for row in found[1:]] == ["=危险的公式", "示例文件.pdf", "早先的"]
    assert book.active["E2"].data_type == "s"


def test_control_characters_and_endless_texts_make_no_trouble(administrator, db):
    audit.record(Act.CORRECT, None, "\x0b页\ufffe", after={"name": "长" * 40_000})
    answer = administrator.post(f"{EXPORT}?act=correct", {"format": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.active["E2"].value == "页"
    assert book.active["G2"].value.endswith("以下略去）")


def test_an_export_is_recorded_and_not_in_its_own_file(administrator, done):
    first = rows(administrator.post(EXPORT, {"format": "csv"}))
    record = AuditRecord.objects.first()
    assert (record.act, record.user_name) == (Act.EXPORT_AUDIT, "administrator")
    assert record.after == {"format": "csv", "records": len(first) - 1}
    assert "导出操作记录" not in {row[2] for row in first}
    assert rows(administrator.post(EXPORT, {"format": "csv"}))[1][2] == "导出操作记录"


def test_a_long_export_is_cut_and_says_so(administrator, done, monkeypatch):
    monkeypatch.setattr(page_of_audit, "MOST_EXPORTED", 2)
    assert "一次最多导出最新的 2 条" in administrator.get(PAGE).content.decode()
    found = rows(administrator.post(f"{EXPORT}?user=office", {"format": "csv"}))
    assert len(found) == 4 and "这里只有最新的 2 条" in found[-1][0]


def test_a_get_or_another_format_exports_nothing(administrator, done):
    before = AuditRecord.objects.count()
    assert administrator.get(EXPORT).status_code == 405
    assert administrator.post(EXPORT, {"format": "pdf"}).status_code == 400
    assert AuditRecord.objects.count() == before


@pytest.mark.parametrize("role", [role for role in samples.PEOPLE if role != "administrator"])
def test_only_administrators_see_and_export_it(client_of, done, role):
    client = client_of(role)
    before = AuditRecord.objects.count()
    assert client.get(PAGE).status_code == 403
    assert client.post(EXPORT, {"format": "csv"}).status_code == 403
    assert AuditRecord.objects.count() == before
    assert PAGE not in client.get("/desk/", follow=True).content.decode()


def test_the_desk_leads_there(administrator):
    assert PAGE in administrator.get("/desk/").content.decode()


def test_nobody_changes_a_record(done):
    record = AuditRecord.objects.first()
    for change in (record.save, record.delete, AuditRecord.objects.all().delete):
        with (
            pytest.raises(DatabaseError, match="neither changed nor deleted"),
            transaction.atomic(),
        ):
            change()


def test_the_admin_s_actions_are_recorded(administrator, db):
    edition = Edition.published.first()
    chosen = {"_selected_action": edition.pk, "confirmed": "1", "note": "核对后办理"}
    for action, state in (("withdraw", "withdrawn"), ("restore", "published")):
        answer = administrator.post("/admin/lists/edition/", chosen | {"action": action})
        assert answer.status_code == 302
        edition.refresh_from_db()
        record = AuditRecord.objects.first()
        assert (edition.state, record.act, record.after) == (state, action, {"state": state})
        assert (record.user_name, record.note) == ("administrator", "核对后办理")


def test_the_admin_asks_before_it_acts(administrator, db):
    edition = Edition.published.first()
    chosen = {"_selected_action": edition.pk, "action": "withdraw"}
    html = administrator.post("/admin/lists/edition/", chosen).content.decode()
    assert "请确认" in html and 'name="note"' in html
    edition.refresh_from_db()
    assert edition.state == "published"
