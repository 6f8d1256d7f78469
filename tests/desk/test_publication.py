"""Publishing in the browser: submit, 保密审查 by a second person, publish, withdraw, restore."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from lists.models import AuditRecord, Edition, Item
from tests.desk.conftest import COVER, correction, listed
from tests.ingest.documents import BASIC_ROWS, line_of

pytestmark = pytest.mark.django_db

MARKED = "内 部\n" + COVER


def act(client, intake, name: str, **said):
    """Do an act on the edition of an upload; gives its state afterwards and the answer."""
    address = reverse("move", args=[intake.document.pk, name])
    response = client.post(address, {"note": "已核对"} | said)
    intake.edition.refresh_from_db()
    return intake.edition.state, response


@pytest.fixture
def submitted(office, upload, accept_all):
    """A list that was submitted."""
    intake = upload(listed())
    accept_all(office, intake.document.pk)
    assert act(office, intake, "submit")[0] == "submitted"
    return intake


def test_the_whole_way_of_an_unmarked_list(office, client, submitted, work):
    said = {
        "reason": "adjustment",
        "effective_on": "2025-08-01",
        "decision_number": "塔党办〔2025〕8号",
    }
    state, response = act(office, submitted, "publish", **said)
    assert (state, response.status_code) == ("published", 302)
    edition = Edition.published.get(pk=submitted.edition.pk)
    assert edition.effective_on == datetime.date(2025, 8, 1)
    assert edition.effective_basis == Edition.DateBasis.STATED
    assert edition.decision_number == said["decision_number"]
    assert client.get(edition.get_absolute_url()).status_code == 200
    work()  # refreshes what is searched
    assert "加强党员教育管理" in client.get("/search/?q=加强党员教育管理").content.decode()
    record = AuditRecord.objects.filter(act="publish").first()
    assert record.before["state"] == "submitted" and record.after["state"] == "published"


def test_a_submitted_list_says_everywhere_that_it_is_not_published(office, submitted):
    edition = submitted.edition
    row = edition.items.get(kind="basic", number=1)
    for address in (edition.get_absolute_url(), row.get_absolute_url()):
        assert "已提交，未公布" in office.get(address).content.decode()
    assert "草稿，不得作为依据" in office.get(f"{row.get_absolute_url()}basis/").content.decode()


def test_open_warnings_forbid_submitting(office, upload):
    intake = upload(listed(cover=COVER.replace("2025年7月", "")))
    state, response = act(office, intake, "submit")
    assert (state, response.status_code) == ("draft", 422)
    assert "还有 1 个需核对的问题" in response.content.decode()


def test_a_draft_is_not_published_without_being_submitted(office, upload):
    state, response = act(office, upload(listed()), "publish", reason="first")
    assert (state, response.status_code) == ("draft", 422)


def test_a_submitted_list_is_not_corrected_before_it_is_returned(office, submitted):
    place = f"第{line_of(listed(), BASIC_ROWS[1])}行"
    late = correction(office, submitted.document.pk, place, "name", "x")
    assert late.status_code == 422 and "请先退回草稿" in late.content.decode()
    assert act(office, submitted, "return")[0] == "draft"
    assert correction(office, submitted.document.pk, place, "name", "x").status_code == 302


def test_a_marked_list_needs_a_second_person_and_then_the_first(office, second, upload, accept_all):
    intake = upload(listed(cover=MARKED))
    accept_all(office, intake.document.pk)
    act(office, intake, "submit")
    assert act(office, intake, "publish", reason="first")[0] == "submitted"
    own = act(office, intake, "secrecy_check")[1]
    assert own.status_code == 422 and "第二人" in own.content.decode()
    assert act(second, intake, "secrecy_check")[1].status_code == 302
    assert "不能是同一人" in act(second, intake, "publish", reason="first")[1].content.decode()
    assert act(office, intake, "publish", reason="first")[0] == "published"


def test_a_file_whose_mark_was_taken_off_asks_before_it_is_submitted(office, upload):
    upload(listed(cover=MARKED), "内部.txt")
    bare = upload(listed(), "公开.txt")
    assert "mark_gone" in [finding["code"] for finding in bare.edition.findings]
    state, response = act(office, bare, "submit")
    assert (state, response.status_code) == ("draft", 422)
    page = office.get(reverse("review", args=[bare.document.pk])).content.decode()
    assert "删去标注的同一份文件" in page


def test_a_checked_list_in_force_is_not_corrected_by_one_person(office, second, upload, accept_all):
    intake = upload(listed(cover=MARKED))
    accept_all(office, intake.document.pk)
    act(office, intake, "submit")
    act(second, intake, "secrecy_check")
    assert act(office, intake, "publish", reason="first")[0] == "published"
    place = f"第{line_of(listed(cover=MARKED), BASIC_ROWS[1])}行"
    late = correction(office, intake.document.pk, place, "name", "x")
    assert late.status_code == 422 and "请以“勘误”公布新版本" in late.content.decode()


def test_returning_a_marked_list_voids_its_secrecy_check(office, second, upload, accept_all):
    intake = upload(listed(cover=MARKED))
    accept_all(office, intake.document.pk)
    act(office, intake, "submit")
    act(second, intake, "secrecy_check")
    act(office, intake, "return")
    intake.edition.refresh_from_db()
    assert intake.edition.secrecy_checked_at is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"reason": ""}, "请选择公布事由"),
        ({"reason": "first", "effective_on": "八月一日"}, "请按“年-月-日”填写"),
        ({"reason": "first", "effective_on": "2999-01-01"}, "施行日期在今天之后"),
        ({"reason": "first", "effective_on": "0202-07-01"}, "施行日期过早"),
    ],
)
def test_a_wrong_form_publishes_nothing(office, submitted, said, words):
    state, response = act(office, submitted, "publish", **said)
    assert (state, response.status_code) == ("submitted", 422)
    assert words in response.content.decode()


def test_withdrawn_and_restored(office, client, submitted):
    act(office, submitted, "publish", reason="first")
    address = submitted.edition.get_absolute_url()
    assert act(office, submitted, "withdraw", note="")[0] == "published"
    assert act(office, submitted, "withdraw", note="文件有误")[0] == "withdrawn"
    assert client.get(address).status_code == 404
    assert act(office, submitted, "restore")[0] == "published"
    assert client.get(address).status_code == 200
    acts = list(AuditRecord.objects.values_list("act", "note")[:2])
    assert acts == [("restore", "已核对"), ("withdraw", "文件有误")]


def test_restored_beside_a_newer_edition_it_is_superseded(office, submitted, upload, accept_all):
    act(office, submitted, "publish", reason="first")
    act(office, submitted, "withdraw")
    newer = upload(listed(basic=BASIC_ROWS[:1]), "new.txt")
    accept_all(office, newer.document.pk)
    act(office, newer, "submit")
    assert act(office, newer, "publish", reason="adjustment")[0] == "published"
    assert act(office, submitted, "restore")[0] == "superseded"


def test_a_row_in_force_is_corrected_alone_and_says_so(office, client, submitted):
    act(office, submitted, "publish", reason="first")
    others = dict(Item.published.filter(edition=submitted.edition).values_list("pk", "name"))
    place = f"第{line_of(listed(), BASIC_ROWS[1])}行"
    assert (
        correction(office, submitted.document.pk, place, "name", "开展低保审核").status_code == 302
    )
    item = Item.published.get(edition=submitted.edition, kind="basic", number=2)
    assert item.name == "开展低保审核"
    kept = dict(Item.published.filter(edition=submitted.edition).values_list("pk", "name"))
    assert len(others.items() & kept.items()) == len(others) - 1
    page = client.get(item.get_absolute_url()).content.decode()
    assert "更正" in page and "开展低保初审" in page
    # Its number is a part of its address: that takes a new edition.
    number = correction(office, submitted.document.pk, place, "number", "9")
    assert number.status_code == 422 and "请以“勘误”公布新版本" in number.content.decode()


def test_the_day_in_force_without_a_stated_one(office, submitted):
    act(office, submitted, "publish", reason="first")
    edition = Edition.published.get(pk=submitted.edition.pk)
    assert edition.effective_on == datetime.date(2025, 7, 1)
    assert edition.effective_basis == Edition.DateBasis.DOCUMENT
    assert edition.published_at <= timezone.now()


def test_a_draft_is_not_checked_for_secrecy_yet(office, second, upload, accept_all):
    intake = upload(listed(cover=MARKED))
    accept_all(office, intake.document.pk)
    state, response = act(second, intake, "secrecy_check")
    assert (state, response.status_code) == ("draft", 422)
    assert "请先提交" in response.content.decode()
    assert intake.edition.secrecy_checked_at is None


def test_a_correction_voids_a_secrecy_check_of_the_draft(office, user_of, upload):
    text = listed(cover=MARKED)
    intake = upload(text)
    intake.edition.record_secrecy_check(user_of("administrator"))  # as was possible once
    place = f"第{line_of(text, BASIC_ROWS[0])}行"
    new = "审查后写进来的文字"
    assert correction(office, intake.document.pk, place, "name", new).status_code == 302
    intake.edition.refresh_from_db()
    assert intake.edition.secrecy_checked_at is intake.edition.secrecy_checked_by is None
