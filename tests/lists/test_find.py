"""Finding rows: tiers, scope, odd queries, and who may see what."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lists.models import Item, Township, Wording
from lists.search.find import AS_TYPED, find
from lists.search.scope import Scope

pytestmark = pytest.mark.django_db
public = AnonymousUser()


def found(typed: str, township: str = ""):
    scope = Scope.read(public, "", slug(township) if township else "")
    return find(public, scope, typed)


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
    every = found("宅基地 审批").weighed.every_word
    assert every.any() and not every.all()
    assert list(every[: every.sum()]) == [True] * every.sum()


def test_counts_are_the_counts_of_the_rows():
    answer = found("宅基地 审批")
    assert 0 < answer.exact < answer.count
    assert answer.exact + answer.others == answer.count == answer.chosen.matching.count()


def test_a_few_wordings_fill_up_and_never_hundreds():
    answer = find(public, Scope(), "鹅蛋", AS_TYPED)
    assert answer.count == 0
    assert 0 < answer.near <= 20
    assert not answer.by_meaning


def test_rows_of_one_wording_are_one_hit():
    answer = found("微型消防站")
    first = answer.carried(answer.ids[:5], most=5)
    carried = max(first.values(), key=len)
    texts = {item.name for item in Item.published.filter(pk__in=carried)}
    assert len(carried) > 1 and len(texts) == 1


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
    found(typed).ranked()


def test_the_draft_is_not_found_by_the_public():
    draft_only = "塔什库尔干县"
    assert Item.internal.filter(departments__name__startswith=draft_only).exists()
    names = {item.township.name for item in found(f"{draft_only}农业农村局").ranked()}
    assert "塔吉克阿巴提镇" not in names


def test_an_unknown_place_finds_nothing_and_says_so():
    scope = Scope.read(public, "", "no-such-place")
    assert scope.unknown
    assert find(public, scope, "低保").ids == []


@pytest.mark.parametrize(
    ("typed", "term"),
    [("狗咬人了谁管", "犬"), ("老板跑了工钱没给", "农民工工资"), ("娃娃不去上学", "控辍保学")],
)
def test_everyday_wording_finds_the_official_duty(typed, term):
    answer = found(typed, "大泉塔塔尔族乡")
    assert any(term in shown.text for shown in answer.more.terms)
    first = answer.ranked()[:3]
    assert any(term in " ".join([item.name, *item.printed]) for item in first)


def test_the_thesaurus_can_be_left_out():
    place = Township.internal.get(name="大泉塔塔尔族乡")
    answer = find(public, Scope.of(place), "娃娃不去上学", AS_TYPED)
    assert answer.more.terms == () and answer.meant is None


def test_a_slip_is_mended_only_where_nothing_has_every_word():
    answer = found("低保申情")
    assert answer.mended and answer.meant == "低保申请" and answer.typed == "低保申情"
    told = found("宅基第审批")  # 宅基 and 审批 stand in rows
    assert not told.mended and told.meant == "宅基地审批"
    assert found("宅基地审批").meant is None


def test_the_place_a_query_names_is_where_and_not_what():
    answer = found("新地乡 低保")
    assert answer.place.name == "新地乡"
    assert "新地" not in answer.query.weights


def test_the_wordings_of_a_draft_are_no_candidates_for_the_public():
    drafted = Item.internal.filter(edition__state="draft").values("wording")
    only = Wording.objects.filter(pk__in=drafted, published=0)
    assert only.exists()
    for wording in only[:25]:
        assert wording.pk not in found(wording.name).ids
