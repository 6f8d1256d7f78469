"""What the database itself refuses of editions, rows and places, whatever the code does."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lists.models import Edition, Item, Township
from tests.ingest.documents import BASIC_ROWS, document

pytestmark = pytest.mark.django_db


def bites(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


def test_two_published_editions_of_a_township(take_text):
    take_text(document()).edition.publish()
    second = take_text(document(basic=BASIC_ROWS[:1])).edition
    with bites("one_published_edition_per_township"), transaction.atomic():
        Edition.internal.filter(pk=second.pk).update(
            state="published", published_at=timezone.now(), effective_on=timezone.localdate()
        )


def test_a_marked_edition_published_without_check(marked, user_of):
    now = timezone.now()
    for state in ("published", "superseded"):
        with bites("restricted_edition_needs_secrecy_check"), transaction.atomic():
            Edition.internal.filter(pk=marked.pk).update(
                state=state,
                published_at=now,
                effective_on=now,
                published_by=user_of("office"),
            )


def test_a_marked_edition_published_by_nobody_or_by_its_checker(marked, user_of):
    now, checker = timezone.now(), user_of("administrator")
    checked = {
        "effective_on": now,
        "published_at": now,
        "secrecy_checked_at": now,
        "secrecy_checked_by": checker,
    }
    for publisher in (None, checker):
        with bites("secrecy_checker_does_not_publish"), transaction.atomic():
            Edition.internal.filter(pk=marked.pk).update(
                state="published", published_by=publisher, **checked
            )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "published"}, "published_edition_has_a_date"),
        ({"state": "secret"}, "edition_state_known"),
    ],
)
def test_impossible_states_of_an_edition(take_text, change, constraint):
    edition = take_text(document()).edition
    with bites(constraint), transaction.atomic():
        Edition.internal.filter(pk=edition.pk).update(**change)


def test_the_same_file_twice_for_one_township(take_text):
    edition = take_text(document()).edition
    with bites("edition_file_taken_once"), transaction.atomic():
        Edition.internal.create(
            township=edition.township, slug="x", source_sha256=edition.source_sha256
        )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"number": 2}, "item_number_once_per_list"),
        ({"number": 0}, "item_number_from_one"),
        ({"kind": "other"}, "item_kind_known"),
        ({"name": ""}, "item_has_a_name"),
    ],
)
def test_impossible_rows(take_text, change, constraint):
    edition = take_text(document()).edition
    with bites(constraint), transaction.atomic():
        Item.internal.filter(edition=edition, kind="basic", number=1).update(**change)


def test_one_township_of_a_name_in_a_county(take_text):
    township = take_text(document()).edition.township
    with bites("township_named_once"), transaction.atomic():
        Township.internal.create(county=township.county, name=township.name, kind="town", slug="x")
