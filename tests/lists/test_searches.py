"""The search record: what it keeps, what it never keeps, and for how long."""

import datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from lists import searches
from lists.models import County, SearchRecord, Township
from lists.search.scope import Scope
from tests import samples

PUBLIC = Scope()


@pytest.fixture(autouse=True)
def empty(db):
    SearchRecord.objects.all().delete()


@pytest.fixture
def public(rf):
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_a_record_has_no_field_for_a_person_or_a_moment():
    kinds = {field.name: field.get_internal_type() for field in SearchRecord._meta.get_fields()}
    assert kinds == {
        "id": "BigAutoField",
        "query": "CharField",
        "county": "ForeignKey",
        "township": "ForeignKey",
        "results": "PositiveIntegerField",
        "clicked": "PositiveSmallIntegerField",
        "searched_on": "DateField",
    }


def test_a_search_is_kept_with_its_place_and_number_of_results(public):
    place = Township.internal.get(name="新地乡")
    key = searches.keep("  流浪狗　咬人\n", Scope(place.county, place), 7, public)
    record = SearchRecord.objects.get(pk=key)
    assert (record.query, record.results, record.clicked) == ("流浪狗 咬人", 7, None)
    assert (record.county, record.township) == (place.county, place)
    assert record.searched_on == timezone.localdate()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("请打13800138000找我", "请打＊找我"),
        ("电话 138 0013 8000 没人接", "电话 ＊ 没人接"),
        ("0994-1234567", "＊"),
        ("１３８００１３８０００", "＊"),
        ("身份证65232519900101123X丢了", "身份证＊丢了"),
        ("幺三八零零幺三八零零零", "＊"),
        ("写信到a.b-c+d@mail.example.cn吧", "写信到＊吧"),
        ("打138.0013.8000", "打＊"),
        ("打 138 - 0013 - 8000", "打 ＊"),
        ("壹叁捌零零壹叁捌零零零", "＊"),
        ("12345 投诉没人管", "12345 投诉没人管"),
        ("2025年18-59岁的补贴", "2025年18-59岁的补贴"),
        ("二三十户一百多人", "二三十户一百多人"),
        ("我@他", "我@他"),
    ],
)
def test_numbers_and_addresses_of_persons_are_masked(public, typed, kept):
    key = searches.keep(typed, PUBLIC, 0, public)
    assert SearchRecord.objects.get(pk=key).query == kept


def test_a_number_at_the_cut_leaves_no_part_of_it(public):
    key = searches.keep("问" * 297 + "13800138000", PUBLIC, 0, public)
    assert SearchRecord.objects.get(pk=key).query == "问" * 297 + "＊"
    key = searches.keep("问" * 400, PUBLIC, 0, public)
    assert len(SearchRecord.objects.get(pk=key).query) == 300


def test_nothing_is_kept_when_the_record_is_off(public, settings):
    settings.SEARCH_RECORD = False
    assert searches.keep("低保", PUBLIC, 3, public) is None
    assert not SearchRecord.objects.exists()


@pytest.mark.parametrize(
    ("typed", "scope"), [("", PUBLIC), (" \x00 ", PUBLIC), ("低保", Scope(unknown=True))]
)
def test_what_was_no_search_is_not_kept(public, typed, scope):
    assert searches.keep(typed, scope, 0, public) is None


def test_who_reads_drafts_is_kept_for_the_own_county_alone(user_of):
    elsewhere = Township.internal.get(name="新地乡")
    home = County.internal.get(name=samples.DRAFT_COUNTY)
    draft = Township.internal.get(name=samples.DRAFT_TOWNSHIP)
    for role in ("township", "office"):
        for scope in (PUBLIC, Scope(elsewhere.county, elsewhere), Scope(home, draft)):
            record = SearchRecord.objects.get(
                pk=searches.keep("引自草稿的话", scope, 1, user_of(role))
            )
            assert record.county == home
            assert record.township == (draft if scope.township == draft else None)
    assert searches.keep("引自草稿的话", PUBLIC, 1, user_of("administrator")) is None
    assert searches.keep("公布的事项", PUBLIC, 1, user_of("department")) is not None


def test_a_failure_is_no_trouble_and_tells_nothing_of_the_query(public, monkeypatch, caplog):
    def fail(**fields):
        raise DatabaseError(f"failing row contains {fields['query']}")

    monkeypatch.setattr(SearchRecord.objects, "create", fail)
    assert searches.keep("谁家的狗", PUBLIC, 1, public) is None
    assert "DatabaseError" in caplog.text and "谁家的狗" not in caplog.text


def test_the_first_hit_opened_counts(public):
    key = searches.keep("低保", PUBLIC, 3, public)
    searches.clicked(key, 2)
    searches.clicked(key, 1)
    assert SearchRecord.objects.get(pk=key).clicked == 2


def test_no_record_leaves_no_trail():
    assert searches.trail(None, 1) == ""
    assert searches.trail(5, 1).startswith("?from=5.1:")


def days_ago(public, days: int) -> int:
    key = searches.keep(f"{days}天前", PUBLIC, 0, public)
    day = timezone.localdate() - datetime.timedelta(days=days)
    SearchRecord.objects.filter(pk=key).update(searched_on=day)
    return key


def test_old_records_go(public, capsys):
    days_ago(public, 91), days_ago(public, 200)
    kept = [days_ago(public, days) for days in (0, 90)]
    call_command("prune_searches")
    assert "删除了 2 条" in capsys.readouterr().out
    assert sorted(SearchRecord.objects.values_list("pk", flat=True)) == sorted(kept)


def test_old_records_go_by_themselves_once_a_day(public, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(searches.LastPruned, "day", timezone.localdate())
    old = days_ago(public, 91)
    with django_assert_num_queries(1):
        searches.keep("今天再查", PUBLIC, 0, public)
    assert SearchRecord.objects.filter(pk=old).exists()
    monkeypatch.setattr(searches.LastPruned, "day", None)
    searches.keep("第二天", PUBLIC, 0, public)
    assert not SearchRecord.objects.filter(pk=old).exists()
