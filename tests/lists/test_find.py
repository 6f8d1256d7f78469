"""Finding rows: tiers, scope, odd queries, and who may see what."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lists import access
from lists.models import Item, Township
from lists.search.find import find
from lists.search.rank import CHARACTERS, EVERY_WORD, SOME_WORDS
from lists.search.scope import Scope

pytestmark = pytest.mark.django_db
public = AnonymousUser()


def found(typed: str, township: str = ""):
    scope = Scope.read(public, "", slug(township) if township else "")
    return find(scope.limit(access.items(public)), typed)


def slug(township: str) -> str:
    return Township.internal.get(name=township).slug


def keys(answer) -> list[str]:
    return [f"{item.kind}/{item.number}" for item in answer.ranked()]


def test_the_official_name_comes_first():
    assert keys(found("地名管理", "新地乡"))[0] == "cooperation/36"


@pytest.mark.parametrize("typed", ["犬", "低保", "林"])
def test_one_and_two_characters_answer(typed):
    answer = found(typed)
    assert answer.exact > 0
    text = " ".join(word for item in answer.ranked()[:1] for word in [item.name, *item.printed])
    assert typed in text


def test_rows_with_all_words_stand_before_rows_with_some():
    tiers = [item.tier for item in found("宅基地 审批").ranked()]
    assert {EVERY_WORD, SOME_WORDS} <= set(tiers)
    every = [tier == EVERY_WORD for tier in tiers]
    assert every == sorted(every, reverse=True)


def test_counts_are_the_counts_of_the_rows():
    answer = found("宅基地 审批")
    tiers = [item.tier for item in answer.ranked()]
    assert answer.exact == tiers.count(EVERY_WORD)
    assert answer.partial == tiers.count(SOME_WORDS)
    assert answer.fillers == tiers.count(CHARACTERS)
    assert answer.total == len(tiers) == answer.matching.count()


def test_a_few_rows_fill_up_and_never_hundreds():
    answer = found("低保")
    assert 0 < answer.exact < 20
    assert answer.total <= 20


def test_a_township_search_stays_in_the_township():
    places = {item.township.name for item in found("安全", "新地乡").ranked()}
    assert places == {"新地乡"}


def test_a_department_short_form_finds_the_department():
    first = found("残联 无障碍", "新地乡").ranked()[0]
    assert (first.kind, first.number) == ("cooperation", 38)


@pytest.mark.parametrize(
    "typed",
    [
        "'; DROP TABLE lists_item; --",
        "<script>alert(1)</script>",
        "a & | ! ( ) :* <-> 低保",
        "\\' \\\\ ''",
        "低保\x00",
        "🐕🐕🐕",
        "e\u0301" * 50,
        "%s %(x)s {} {{7*7}}",
        "一" * 10_000,
        "我家门口的路坏了半年没人修，" * 800,
    ],
)
def test_odd_queries_are_answered_calmly(typed):
    list(found(typed).ranked()[:20])


def test_the_draft_is_not_found_by_the_public():
    draft_only = "塔什库尔干县"
    assert Item.internal.filter(departments__name__startswith=draft_only).exists()
    names = {item.township.name for item in found(f"{draft_only}农业农村局").ranked()}
    assert "塔吉克阿巴提镇" not in names


def test_an_unknown_place_finds_nothing_and_says_so():
    scope = Scope.read(public, "", "no-such-place")
    assert scope.unknown
    assert find(scope.limit(access.items(public)), "低保").total == 0
