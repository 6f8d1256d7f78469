"""What one file may do to another: corrections carried over, one file from two offices."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from lists.models import Account, AuditRecord, County, Edition, Intake
from tests import samples
from tests.desk.conftest import COVER, correction, listed
from tests.ingest.documents import BASIC_ROWS, line_of

pytestmark = pytest.mark.django_db

DOUBLE = [BASIC_ROWS[0], "1\t民生服务\t开展低保初审"]
NOWHERE = "履职事项清单\n\n2025年7月\n"
PLACE = {
    "province": "新疆维吾尔自治区",
    "prefecture": "喀什地区",
    "county": samples.DRAFT_COUNTY,
    "township": "塔合曼乡",
}


def elsewhere() -> Client:
    """Somebody of the list office of another county."""
    user = get_user_model().objects.create_user("other-office", password=samples.PASSWORD)
    county = County.internal.exclude(name=samples.DRAFT_COUNTY).first()
    Account.objects.create(user=user, role=Account.Role.LIST_OFFICE, county=county)
    client = Client()
    client.force_login(user)
    return client


def test_a_file_whose_numbers_were_mended_is_taken_in(office, upload):
    text = listed(basic=DOUBLE)
    wrong = upload(text)
    place = f"第{line_of(text, DOUBLE[1])}行"
    assert correction(office, wrong.document.pk, place, "number", "2").status_code == 302
    mended = upload(listed(basic=BASIC_ROWS), "已改.txt")
    assert (mended.state, mended.message) == (Intake.State.TAKEN, "")
    assert not mended.document.corrections.exists()


def test_a_date_is_not_carried_to_a_file_that_prints_none(office, upload):
    undated = COVER.replace("2025年7月", "")
    first = upload(listed(cover=undated))
    correction(office, first.document.pk, "", "date", "2025-07", seen="")
    assert Edition.internal.get(pk=first.edition.pk).document_date == "2025-07"
    later = upload(listed(cover=undated, basic=BASIC_ROWS[:1]), "later.txt")
    assert (later.state, later.edition.document_date) == (Intake.State.TAKEN, "")


def test_the_same_file_of_another_office_stops_no_correction(office, upload, work):
    other = elsewhere()
    file = listed(cover=NOWHERE)
    theirs = upload(file, "theirs.txt", by=other)
    ours = upload(file, "ours.txt")
    assert {theirs.state, ours.state} == {Intake.State.BLOCKED}
    for column, name in PLACE.items():
        done = correction(office, ours.document.pk, "", column, name, seen="")
        assert done.status_code == 302, done.content.decode()
    theirs.refresh_from_db(), ours.refresh_from_db()
    assert (ours.state, theirs.state) == (Intake.State.TAKEN, Intake.State.REFUSED)
    assert theirs.code == "other_county" and theirs.document is None
    assert other.get(reverse("review", args=[ours.document.pk])).status_code == 404


def test_an_acceptance_with_a_strange_name_is_not_there(office, upload):
    address = reverse("unaccept", args=[upload(listed()).document.pk, "x"])
    assert office.post(address.replace("/x/", "/x%00/")).status_code == 404
    assert office.post(address).status_code == 404
    assert not AuditRecord.objects.filter(act="undo_acceptance").exists()
