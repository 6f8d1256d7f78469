"""Publishing what was saved: one edition in force, marked lists by two persons only."""

import pytest

from lists.models import Edition
from lists.models.editions import NotPublishable
from tests.ingest.documents import BASIC_ROWS, document

pytestmark = pytest.mark.django_db


def test_a_marked_list_is_not_published_without_a_secrecy_check(marked):
    assert marked.restricted
    with pytest.raises(NotPublishable, match="保密审查"):
        marked.publish()
    marked.refresh_from_db()
    assert marked.state == "draft"


def test_the_importer_cannot_make_the_secrecy_check(marked, user_of):
    marked.imported_by = user_of("office")
    marked.save()
    with pytest.raises(NotPublishable, match="第二人"):
        marked.record_secrecy_check(user_of("office"))
    with pytest.raises(NotPublishable):
        marked.record_secrecy_check(None)
    marked.record_secrecy_check(user_of("administrator"))
    with pytest.raises(NotPublishable, match="具名"):
        marked.publish()
    marked.publish(by=user_of("office"))
    assert Edition.published.filter(pk=marked.pk).exists()


def test_an_edition_in_force_is_not_published_again(take_text):
    edition = take_text(document()).edition
    edition.publish()
    with pytest.raises(NotPublishable, match="已经是现行版本"):
        edition.publish()


def test_a_withdrawn_edition_can_be_published_again(take_text):
    edition = take_text(document()).edition
    edition.publish()
    edition.withdraw()
    assert not Edition.published.filter(pk=edition.pk).exists()
    edition.publish()
    assert Edition.published.filter(pk=edition.pk).exists()


def test_an_older_list_does_not_replace_a_newer_by_accident(take_text):
    newer = take_text(document()).edition
    newer.publish()
    older = take_text(document().replace("2025年7月", "2023年1月")).edition
    with pytest.raises(NotPublishable, match="新"):
        older.publish()
    older.publish(even_older=True)
    newer.refresh_from_db()
    assert newer.state == "superseded"
    newer.publish()
    assert Edition.published.get(township=newer.township) == newer


def test_a_replaced_edition_can_be_withdrawn(take_text):
    first = take_text(document()).edition
    first.publish()
    take_text(document(basic=BASIC_ROWS[:1])).edition.publish()
    first.withdraw()
    first.refresh_from_db()
    assert first.state == "withdrawn"


def test_who_checked_the_secrecy_does_not_publish(user_of):
    marked = Edition.internal.get(restricted=True)
    checker = user_of("administrator")
    marked.record_secrecy_check(checker)
    with pytest.raises(NotPublishable, match="不能是同一人"):
        marked.publish(by=checker)
    with pytest.raises(NotPublishable, match="不能重复"):
        marked.record_secrecy_check(user_of("office"))
    marked.publish(by=user_of("office"))
    assert Edition.published.filter(pk=marked.pk).exists()
