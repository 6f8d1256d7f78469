"""Reviewing: findings lead to rows, cells are corrected by records, warnings accepted."""

import pytest
from django.urls import reverse

from lists.models import AuditRecord, Correction, Edition, Intake, Item
from tests.desk.conftest import COVER, correction, listed
from tests.ingest.documents import BASIC_ROWS, COOPERATION_ROWS, line_of

pytestmark = pytest.mark.django_db

SLIP = [BASIC_ROWS[0], "2\t民生服务\t开展低呆初审"]
UNDATED = COVER.replace("2025年7月", "")


@pytest.fixture
def draft(upload) -> Intake:
    """A draft with a slip in its second basic row and without a date."""
    return upload(listed(cover=UNDATED, basic=SLIP))


def place_of(intake: Intake, beginning: str, text: str | None = None) -> str:
    return f"第{line_of(text or listed(cover=UNDATED, basic=SLIP), beginning)}行"


def test_findings_come_first_and_lead_to_their_rows(office, upload):
    rows = [COOPERATION_ROWS[0].replace("市民政局", "莫名其妙处室组"), COOPERATION_ROWS[1]]
    intake = upload(listed(cooperation=rows))
    page = office.get(reverse("review", args=[intake.document.pk]))
    found = page.context["found"]
    assert [f.finding.severity for f in found] == sorted(
        (f.finding.severity for f in found), key=("error", "warning", "note").index
    )
    warned = next(f for f in found if f.finding.severity == "warning" and f.row)
    address = f"{reverse('review-row', args=[intake.document.pk])}?place={warned.row.place}"
    row = office.get(address)
    assert row.status_code == 200 and warned.finding.message in row.content.decode()


def test_a_corrected_cell_is_in_the_draft_and_the_print_is_kept(office, draft):
    place = place_of(draft, "2\t民生服务\t开展低呆")
    response = correction(office, draft.document.pk, place, "name", "开展低保初审")
    assert response.status_code == 302
    item = Item.internal.get(edition=draft.edition, kind="basic", number=2)
    assert item.name == "开展低保初审" and item.printed[2] == "开展低呆初审"
    made = Correction.objects.get()
    assert (made.old, made.new, made.reason) == ("开展低呆初审", "开展低保初审", "与原件核对")
    record = AuditRecord.objects.first()
    assert (record.act, record.user_name) == ("correct", "office")
    assert (record.before, record.after) == ({"name": "开展低呆初审"}, {"name": "开展低保初审"})


def test_a_correction_survives_another_file_of_the_township(office, draft, upload):
    place = place_of(draft, "2\t民生服务\t开展低呆")
    correction(office, draft.document.pk, place, "name", "开展低保初审")
    # The next file prints the same slip, one row further down.
    rows = [BASIC_ROWS[0], "2\t民生服务\t新增的一项", "3\t民生服务\t开展低呆初审"]
    again = upload(listed(cover=UNDATED, basic=rows), "再次导出.txt")
    assert again.state == Intake.State.TAKEN and again.edition != draft.edition
    assert Item.internal.get(edition=again.edition, kind="basic", number=3).name == "开展低保初审"
    carried = again.document.corrections.get()
    assert carried.made_by.get_username() == "office"
    # … and where the slip is mended in the file there is nothing to carry over.
    mended = upload(listed(cover=UNDATED, basic=BASIC_ROWS), "已改.txt")
    assert not mended.document.corrections.exists()


def test_a_correction_can_be_changed_and_undone(office, draft):
    place = place_of(draft, "2\t民生服务\t开展低呆")
    for name in ("开展低保初审", "开展低保审核"):
        correction(office, draft.document.pk, place, "name", name)
    in_force = Correction.objects.get(undone_at=None)
    assert (in_force.old, in_force.new) == ("开展低呆初审", "开展低保审核")
    undo = reverse("undo-correction", args=[draft.document.pk, in_force.pk])
    assert office.post(undo).status_code == 302
    assert Item.internal.get(edition=draft.edition, kind="basic", number=2).name == "开展低呆初审"
    assert not Correction.objects.filter(undone_at=None).exists()


def test_a_cell_that_somebody_else_corrected_meanwhile_is_not_overwritten(office, second, draft):
    place = place_of(draft, "2\t民生服务\t开展低呆")
    correction(second, draft.document.pk, place, "name", "甲")
    late = correction(office, draft.document.pk, place, "name", "乙", seen="开展低呆初审")
    assert late.status_code == 422 and "已由他人更正" in late.content.decode()
    assert Correction.objects.get(undone_at=None).new == "甲"


@pytest.mark.parametrize(
    ("column", "new", "words"),
    [
        ("name", "", "没有事项名称"),
        ("number", "1", "重复"),
        ("name", "开展低呆初审", "没有改动"),
        ("departments", "某局", "找不到这一格"),
    ],
)
def test_a_correction_that_makes_an_error_changes_nothing(office, draft, column, new, words):
    place = place_of(draft, "2\t民生服务\t开展低呆")
    seen = "2" if column == "number" else "开展低呆初审"
    response = correction(office, draft.document.pk, place, column, new, seen=seen)
    assert response.status_code == 422 and words in response.content.decode()
    assert not Correction.objects.exists()
    assert Item.internal.get(edition=draft.edition, kind="basic", number=2).name == "开展低呆初审"


def test_a_blocked_file_becomes_a_draft_once_its_errors_are_corrected(office, upload):
    text = listed(basic=[BASIC_ROWS[0], "1\t民生服务\t开展低保初审"])
    intake = upload(text)
    assert intake.state == Intake.State.BLOCKED
    place = place_of(intake, "1\t民生服务", text)
    assert correction(office, intake.document.pk, place, "number", "2").status_code == 302
    intake.refresh_from_db()
    assert intake.state == Intake.State.TAKEN
    item = Item.internal.get(edition=intake.edition, kind="basic", number=2)
    assert item.printed[0] == "1"


def test_the_date_of_a_document_can_be_corrected(office, draft):
    response = correction(office, draft.document.pk, "", "date", "2025-07", seen="")
    assert response.status_code == 302
    edition = Edition.internal.get(pk=draft.edition.pk)
    assert (edition.document_date, edition.slug) == ("2025-07", "2025-07")
    assert "no_date" not in [finding["code"] for finding in edition.findings]


def test_a_warning_is_accepted_with_a_reason_and_the_acceptance_taken_back(office, draft):
    page = office.get(reverse("review", args=[draft.document.pk]))
    warned = next(f.finding for f in page.context["found"] if f.finding.code == "no_date")
    address = reverse("accept", args=[draft.document.pk, warned.key])
    assert office.post(address, {"note": " "}).status_code == 422
    assert office.post(address, {"note": "编制单位确认没有日期"}).status_code == 302
    page = office.get(reverse("review", args=[draft.document.pk]))
    assert page.context["open"] == 0 and "编制单位确认没有日期" in page.content.decode()
    assert AuditRecord.objects.first().note == "编制单位确认没有日期"
    office.post(reverse("unaccept", args=[draft.document.pk, warned.key]))
    assert office.get(reverse("review", args=[draft.document.pk])).context["open"] == 1


def test_an_error_or_a_note_cannot_be_accepted(office, upload):
    intake = upload(listed(basic=[BASIC_ROWS[0], "1\t民生服务\t开展低保初审"]))
    page = office.get(reverse("review", args=[intake.document.pk]))
    for entry in page.context["found"]:
        address = reverse("accept", args=[intake.document.pk, entry.finding.key])
        assert office.post(address, {"note": "x"}).status_code == 422


def test_a_township_reviews_its_draft_but_corrects_nothing(client_of):
    edition = Edition.internal.get(township__name="塔吉克阿巴提镇")
    own, document = client_of("township"), edition.document_id
    page = own.get(reverse("review", args=[document]))
    assert page.status_code == 200 and not page.context["may_correct"]
    place = edition.items.first().place
    assert own.get(reverse("review-row", args=[document]), {"place": place}).status_code == 200
    assert correction(own, document, place, "name", "x", seen="x").status_code == 403


@pytest.mark.parametrize(
    "date",
    ["二〇二五年", "2025年7月", "2025-13", "2025-02-30", "2025-7", "２０２５", "9999", "2025\n-07"],
)
def test_a_date_in_other_words_changes_nothing_and_breaks_no_page(office, draft, date):
    response = correction(office, draft.document.pk, "", "date", date, seen="")
    assert response.status_code == 422 and "文件日期写成 2025" in response.content.decode()
    assert not Correction.objects.exists()
    for address in (reverse("desk"), reverse("intake"), draft.edition.get_absolute_url()):
        assert office.get(address).status_code == 200


@pytest.mark.parametrize(
    "name", ["abc", "塔合曼", "<b>塔合曼</b>乡", "塔合 曼乡", "塔" * 40 + "乡"]
)
def test_a_township_by_no_name_of_one_changes_nothing(office, upload, name):
    intake = upload(listed(cover="履职事项清单\n\n2025年7月\n"))
    assert intake.state == Intake.State.BLOCKED
    response = correction(office, intake.document.pk, "", "township", name, seen="")
    assert response.status_code == 422 and "请照原件填写全称" in response.content.decode()
    assert not Correction.objects.exists()
