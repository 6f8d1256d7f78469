"""A draft under a misprinted name: the list office says the right one, the print stays shown."""

import pytest
from django.urls import reverse

from lists.models import Account, AuditRecord, Correction, Edition, Intake, Township
from tests import samples
from tests.desk.conftest import COVER, correction, listed
from tests.ingest.documents import BASIC_ROWS
from tests.pages.html import Page

pytestmark = pytest.mark.django_db

RIGHT, WRONG = "塔合曼乡", "塔合慢乡"
MISPRINTED = COVER.replace(RIGHT, WRONG)
# Of the same county, with a list already.
KNOWN = samples.DRAFT_TOWNSHIP


@pytest.fixture
def draft(upload) -> Intake:
    """A draft that stands under a name no township has."""
    return upload(listed(cover=MISPRINTED))


def rename(client, intake: Intake, new: str = RIGHT, seen: str = WRONG):
    return correction(client, intake.document.pk, "", "township", new, seen=seen)


def edition_of(intake: Intake) -> Edition:
    return Edition.internal.select_related("township").get(document=intake.document)


def test_the_draft_goes_to_the_township_it_is_of(office, draft):
    assert edition_of(draft).township.name == WRONG
    rows = list(edition_of(draft).items.values_list("kind", "number", "name"))
    assert rename(office, draft).status_code == 302
    edition = edition_of(draft)
    assert (edition.township.name, edition.township.kind) == (RIGHT, "township")
    assert edition.township.county.name == samples.DRAFT_COUNTY
    assert edition.get_absolute_url() == "/townships/tahemanxiang/2025-07/"
    assert list(edition.items.values_list("kind", "number", "name")) == rows
    assert set(edition.items.values_list("township__name", flat=True)) == {RIGHT}
    assert not Township.internal.filter(name=WRONG).exists()
    assert RIGHT in Page(office.get(edition.get_absolute_url())).text


def test_it_is_a_record_and_the_print_stays_shown(office, draft):
    rename(office, draft)
    made = Correction.objects.get()
    assert (made.column, made.old, made.new) == ("township", WRONG, RIGHT)
    assert (made.reason, made.made_by.get_username()) == ("与原件核对", "office")
    assert made.on_township.name == RIGHT
    record = AuditRecord.objects.first()
    assert (record.act, record.user_name, record.note) == ("correct", "office", "与原件核对")
    assert (record.before, record.after) == ({"township": WRONG}, {"township": RIGHT})
    page = Page(office.get(reverse("review", args=[draft.document.pk])))
    assert f"{RIGHT} 文件印的是：{WRONG}" in page.text
    item = edition_of(draft).items.first()
    assert (
        f"乡镇（街道）原文“{WRONG}”，更正为“{RIGHT}”"
        in Page(office.get(item.get_absolute_url())).text
    )


def test_taken_back_it_stands_under_the_printed_name_again(office, draft):
    rename(office, draft)
    undo = reverse("undo-correction", args=[draft.document.pk, Correction.objects.get().pk])
    assert office.post(undo).status_code == 302
    assert edition_of(draft).township.name == WRONG
    assert not Township.internal.filter(name=RIGHT).exists()


def test_it_joins_the_lists_of_a_township_that_has_some(office, draft):
    assert rename(office, draft, KNOWN).status_code == 302
    known = Township.internal.get(name=KNOWN)
    slugs = known.editions.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["2025-07", "2025-07-2"] and edition_of(draft).township == known
    # The other list of that day is marked 内部: whether this one may go without is asked.
    page = office.get(reverse("review", args=[draft.document.pk]))
    assert "mark_gone" in [entry.finding.code for entry in page.context["found"]]


def test_what_was_corrected_before_in_that_township_is_corrected_here(office, draft, upload):
    slip = [BASIC_ROWS[0], "2\t民生服务\t开展低呆初审"]
    right = upload(listed(basic=slip), "原先.txt")
    row = edition_of(right).items.get(kind="basic", number=2)
    correction(office, right.document.pk, row.place, "name", "开展低保初审")
    wrong = upload(listed(cover=MISPRINTED, basic=slip), "后来.txt")
    assert edition_of(wrong).items.get(kind="basic", number=2).name == "开展低呆初审"
    assert rename(office, wrong).status_code == 302
    assert edition_of(wrong).items.get(kind="basic", number=2).name == "开展低保初审"


def test_the_same_file_again_is_known_and_another_one_is_taken_at_its_word(office, draft, upload):
    rename(office, draft)
    same = upload(listed(cover=MISPRINTED))
    assert (same.state, same.edition) == (Intake.State.UNCHANGED, edition_of(draft))
    # It may be a list of the township that really has this name.
    other = upload(listed(cover=MISPRINTED, basic=BASIC_ROWS[:1]), "另一份.txt")
    assert edition_of(other).township.name == WRONG


def test_a_township_with_an_account_stays(office, draft, user_of):
    township = edition_of(draft).township
    Account.objects.filter(user__username="other_township").update(township=township)
    assert rename(office, draft).status_code == 302
    assert Township.internal.filter(pk=township.pk).exists()


@pytest.mark.parametrize("column", ["province", "prefecture", "county"])
def test_the_county_of_a_draft_is_not_changed(office, draft, column):
    edition = edition_of(draft)
    page = office.get(reverse("review", args=[draft.document.pk]))
    seen = getattr(page.context["duty_list"], column)
    answer = correction(office, draft.document.pk, "", column, "奇台县", seen=seen)
    assert answer.status_code == 422 and "属于哪个县" in Page(answer).text
    assert not Correction.objects.exists() and edition_of(draft).township == edition.township


@pytest.mark.parametrize("new", ["", "塔合曼", "塔合 曼乡"])
def test_a_name_that_is_none_changes_nothing(office, draft, new):
    assert rename(office, draft, new).status_code == 422
    assert edition_of(draft).township.name == WRONG and not Correction.objects.exists()


def test_what_is_submitted_or_public_is_not_renamed(office, draft):
    for state in ("submitted", "published", "withdrawn"):
        since = {"published_at": "2025-08-01T00:00+08:00", "effective_on": "2025-08-01"}
        Edition.internal.filter(document=draft.document).update(state=state, **since)
        assert rename(office, draft).status_code == 422
        assert edition_of(draft).township.name == WRONG


@pytest.mark.parametrize("role", ["other_office", "township", "department"])
def test_nobody_else_renames_it(client_of, draft, role):
    assert rename(client_of(role), draft).status_code in (403, 404)
    assert edition_of(draft).township.name == WRONG


def test_the_form_says_what_becomes_of_the_draft(office, draft):
    page = office.get(reverse("review", args=[draft.document.pk])).content.decode()
    assert "草稿随即归入塔什库尔干塔吉克自治县的这个乡镇（街道）" in page
    assert 'name="column" value="township"' in page and 'name="column" value="date"' in page
    assert 'name="column" value="county"' not in page
