"""Counts that follow a publication are those that counting all anew gives."""

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField

from lists import publication
from lists.families import joining
from lists.families.decisions import merge, split
from lists.models import (
    Duty,
    DutyCount,
    DutySystem,
    Edition,
    Item,
    PlaceCount,
    TokenFrequency,
    Wording,
)
from lists.search import counted, frequencies, upkeep

pytestmark = pytest.mark.django_db


def state() -> dict[str, set]:
    """All that is counted, by what it counts."""
    kinds = ("basic", "cooperation", "revoked")
    return {
        "tokens": set(TokenFrequency.objects.values_list("token", "pinyin", "items")),
        "wordings": set(Wording.objects.values_list("digest", "published", *kinds)),
        "places": set(
            PlaceCount.objects.values_list(
                "county", "kind", "category", "system", "rows", "townships"
            )
        ),
        "duties": set(Duty.internal.values_list("pk", "townships", *kinds)),
        "counties": set(
            DutyCount.objects.values_list("duty", "county", "kind", "townships", "first", "rows")
        ),
        "systems": set(DutySystem.objects.values_list("duty", "county", "system", "townships")),
    }


@pytest.fixture
def edition() -> Edition:
    return Edition.published.get(township__name="新地乡")


def test_what_follows_a_withdrawal_and_a_return_is_what_counting_all_gives(edition):
    before = state()
    publication.withdraw(edition)
    upkeep.follow()
    without = state()
    assert all(without[name] != before[name] for name in before)
    assert not counted.waiting().exists()
    upkeep.refresh()
    assert state() == without
    edition.refresh_from_db()
    publication.restore(edition)
    upkeep.follow()
    assert state() == before
    upkeep.refresh()
    assert state() == before


def test_following_twice_counts_nothing_twice(edition):
    before = state()
    upkeep.follow()
    assert state() == before
    publication.withdraw(edition)
    upkeep.follow()
    once = state()
    upkeep.follow()
    assert state() == once


def test_very_many_lists_at_once_are_counted_from_nothing(edition, monkeypatch):
    monkeypatch.setattr(upkeep, "MOST_FOLLOWED", 1)
    publication.withdraw(edition)
    upkeep.follow()
    found = state()
    upkeep.refresh()
    assert state() == found and not counted.waiting().exists()


def tokens_of(rows) -> set[str]:
    """All tokens of some rows."""
    cut = Func(F("search"), function="tsvector_to_array", output_field=ArrayField(TextField()))
    return {token for tokens in rows.values_list(cut) for token in tokens[0]}


def test_no_word_stays_that_only_a_withdrawn_list_had(edition):
    others = Item.published.exclude(edition=edition)
    only = tokens_of(Item.published.filter(edition=edition)) - tokens_of(others)
    only -= frequencies.reviewed_terms()
    known = TokenFrequency.objects.filter(token__in=only)
    assert known.count() == len(only) > 100
    publication.withdraw(edition)
    upkeep.follow()
    assert not known.exists()


def test_rows_of_one_township_are_counted_in_its_county_alone(
    edition, django_assert_max_num_queries
):
    other = DutyCount.objects.exclude(county=edition.township.county)
    before = set(other.values_list())
    publication.withdraw(edition)
    with django_assert_max_num_queries(50):
        upkeep.follow()
    assert set(other.values_list()) == before


def test_a_corrected_row_is_counted_under_its_new_wording(edition):
    row = edition.items.filter(kind="basic").first()
    old, other = row.wording_id, Wording.objects.exclude(pk=row.wording_id).first()
    Item.internal.filter(pk=row.pk).update(wording=other)
    upkeep.corrected(edition.township.county_id, [old, other.pk])
    found = state()
    upkeep.refresh()
    again = state()
    del found["tokens"], again["tokens"]
    assert found == again


def forgotten(wordings) -> dict[int, int]:
    """Wordings whose duty is taken off them; gives what it was."""
    known = dict(wordings.values_list("pk", "duty"))
    Wording.objects.filter(pk__in=known).update(duty=None, sureness=None)
    return known


def test_new_wordings_join_the_duties_that_building_gives_them(edition):
    """Nearly all rows of 大泉塔塔尔族乡 stand in 新地乡's list, too, many in other words."""
    others = Wording.objects.exclude(items__edition=edition)
    own = Wording.objects.filter(items__edition=edition, duty__in=others.values("duty"))
    known = forgotten(own.distinct())
    joining.sort_in(known)
    found = dict(Wording.objects.filter(pk__in=known).values_list("pk", "duty"))
    same = sum(found[pk] == duty for pk, duty in known.items())
    assert len(known) > 50 and same >= 0.9 * len(known), (same, len(known))


def test_a_wording_unlike_all_others_becomes_a_duty_of_its_own():
    category = Wording.objects.first().category
    alone = Wording.objects.create(digest="x" * 64, name="星际航线票务核验", category=category)
    joining.sort_in([alone.pk])
    alone.refresh_from_db()
    assert alone.duty.wordings.get() == alone and alone.sureness == 1
    nameless = Wording.objects.create(digest="y" * 64, name="……", category=category)
    joining.sort_in([nameless.pk, 0])
    nameless.refresh_from_db()
    assert nameless.duty_id not in (None, alone.duty_id)


def test_what_people_decided_stands_when_a_wording_comes_anew(user_of):
    by = user_of("administrator")
    shared = Duty.published.filter(name__contains="农产品质量安全事故").get()
    apart = shared.wordings.order_by("published", "-pk").first()
    split(shared, apart, by, "环节不同")
    forgotten(Wording.objects.filter(pk=apart.pk))
    joining.sort_in([apart.pk])
    apart.refresh_from_db()
    assert apart.duty_id != shared.pk
    merge(shared, apart.duty, by, "还是同一")
    forgotten(Wording.objects.filter(pk=apart.pk))
    joining.sort_in([apart.pk])
    apart.refresh_from_db()
    assert apart.duty_id == shared.pk
