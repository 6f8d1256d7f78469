"""What somebody else did since a page was shown is seen before a list is changed or moved."""

import pytest

from ingest.save.amend import NotAmendable, amend
from lists import publication
from lists.models import AuditRecord, Correction, Edition
from lists.models.editions import NotPublishable
from tests.desk.conftest import listed

pytestmark = pytest.mark.django_db

# A finding that asks a person, as the checks leave it with an edition.
OPEN = {"code": "made", "severity": "warning", "where": "第1行", "message": "请核对"}


@pytest.fixture
def seen(upload) -> Edition:
    """A draft as a page showed it."""
    return Edition.internal.get(pk=upload(listed()).edition_id)


def meanwhile(edition: Edition, **changes) -> None:
    """Somebody else changes the edition."""
    Edition.internal.filter(pk=edition.pk).update(**changes)


def test_a_list_that_was_submitted_meanwhile_is_not_corrected(seen):
    rows = set(seen.items.values_list("pk", flat=True))
    meanwhile(seen, state="submitted")
    correction = Correction(document=seen.document, column="date", old="", new="2025-08")
    with pytest.raises(NotAmendable, match="刚才由他人改变"):
        amend(seen, correction)
    assert set(seen.items.values_list("pk", flat=True)) == rows


def test_a_list_that_was_returned_meanwhile_is_not_published(seen):
    meanwhile(seen, state="submitted")
    seen.refresh_from_db()
    meanwhile(seen, state="draft")
    with pytest.raises(NotPublishable, match="请先提交"):
        publication.publish(seen, once_submitted=True)
    assert not Edition.published.filter(pk=seen.pk).exists()
    assert not AuditRecord.objects.filter(act="publish", address=seen.get_absolute_url()).exists()


def test_a_warning_that_came_meanwhile_is_not_submitted_over(seen):
    meanwhile(seen, findings=[OPEN])
    with pytest.raises(NotPublishable, match="没有处理"):
        publication.submit(seen, None)


def test_a_secrecy_check_that_was_voided_meanwhile_does_not_count(seen, user_of):
    checker = user_of("administrator")
    checked = {"secrecy_checked_by": checker, "secrecy_checked_at": seen.imported_at}
    meanwhile(seen, restricted=True, markings=["内部"], state="submitted", **checked)
    seen.refresh_from_db()
    meanwhile(seen, secrecy_checked_by=None, secrecy_checked_at=None)
    with pytest.raises(NotPublishable, match="保密审查"):
        publication.publish(seen, user_of("office"), "first", once_submitted=True)
