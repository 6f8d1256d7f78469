"""What a query with a slip was meant to be; and that what is right is left alone."""

import json
import math
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lists.models import Edition, Item, TokenFrequency
from lists.search import frequencies, thesaurus
from lists.search.pinyin import alike, sound, sounds_near
from lists.search.suggest import correction
from tests import samples

QUERIES = [
    json.loads(line)["query"]
    for name in ("own.jsonl", "fifty.jsonl")
    for line in (Path(__file__).parents[1] / "data" / name).read_text("utf-8").splitlines()
]
# The slips among them, written there on purpose.
MEANT = {
    "高铃津贴": "高龄津贴",
    "无障爱改造": "无障碍改造",
    "危访改造": "危房改造",
    "电动自形车充电": "电动自行车充电",
    "宅基地审皮": "宅基地审批",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def with_thesaurus(django_db_setup, django_db_blocker):
    """The reviewed terms beside the sample lists, for the tests of this file only."""
    with django_db_blocker.unblock(), transaction.atomic():
        thesaurus.load_files()
        frequencies.refresh()
        thesaurus.THESAURUS.looked = -math.inf
        yield
        transaction.set_rollback(True)
    thesaurus.THESAURUS.looked = -math.inf


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *MEANT.items(),
        ("宅基第审批", "宅基地审批"),
        ("低保申情", "低保申请"),
        ("土地流砖", "土地流转"),
        ("危房改早", "危房改造"),
        ("秸杆禁烧", "秸秆禁烧"),
        ("抵保", "低保"),
        ("残集人", "残疾人"),
        ("矛顿纠纷", "矛盾纠纷"),
        ("高标准农天 建设", "高标准农田 建设"),
    ],
)
def test_a_sign_that_sounds_the_same_is_put_right(typed, meant):
    assert correction(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("林时救助", "临时救助"), ("反邪叫", "反邪教"), ("公租方", "公租房")],
)
def test_sounds_that_are_mixed_up_are_put_right(typed, meant):
    assert correction(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("河常制", "河长制"), ("农机购补贴", "农机购置补贴"), ("最生活保障", "最低生活保障")],
)
def test_a_sign_that_is_missing_or_another_is_put_right(typed, meant):
    assert correction(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zhaijidi", "宅基地"),
        ("zhai ji di", "宅基地"),
        ("Zhai'Ji'Di", "宅基地"),
        ("zaijidi", "宅基地"),
        ("dibao", "低保"),
        ("dibao shenqing", "低保申请"),
        ("tudiliuzhuan", "土地流转"),
        ("lvhua", "绿化"),
        ("lühua", "绿化"),
    ],
)
def test_pinyin_is_read_as_words_of_the_lists(typed, meant):
    assert correction(typed) == meant


@pytest.mark.parametrize("typed", ["app", "ktv", "wifi", "xyzzy", "etc", "a", "x" * 5000])
def test_letters_that_are_no_word_of_the_lists_stay(typed):
    assert correction(typed) is None


@pytest.mark.parametrize("typed", [query for query in QUERIES if query not in MEANT])
def test_judged_queries_without_a_slip_stay(typed):
    assert correction(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "娃娃不上学",
        "狗咬人谁管",
        "老板跑了工钱没给",
        "想开直播卖杏子",
        "高铁票退票",
        "征兵报名",
        "办身份证",
        "领结婚证",
        "打馕",
        "羊一只接一只死",
        "下水道堵了",
        "彩礼太高",
    ],
)
def test_words_of_everyday_that_no_list_has_stay(typed):
    assert correction(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["新地乡低保", "托喀依 宅基地", "大泉塔塔尔族乡", "奇台县人社局", "残联"],
)
def test_places_and_bodies_stay(typed):
    assert correction(typed) is None


def test_a_place_that_sounds_like_a_word_stays(db):
    """信坊 sounds like 信访, but there is a township of that name."""
    assert correction("信坊") == "信访"
    township = Edition.published.first().township
    township.name = "信坊镇"
    township.save()
    assert correction("信坊") is None


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "？！", "低", "12345", "低保" * 30, "😀😀"])
def test_what_cannot_be_put_right_stays(typed):
    assert correction(typed) is None


def test_a_long_complaint_stays():
    assert (
        correction("宅基第审批")
        and correction("我家想盖房子问了村里说要" * 3 + "宅基第审批") is None
    )


@pytest.mark.parametrize("typed", ["低保申情", "家里老人走了能领啥钱", "dibaoshenqing", "低保"])
def test_it_takes_three_queries_at_most(typed):
    correction("低保")  # the thesaurus is read once in a while
    with CaptureQueriesContext(
        connection,
    ) as asked:
        correction(typed)
    assert len(asked) <= 3


def test_words_of_a_draft_are_never_suggested():
    """A draft's words are in no row of the public, so nothing is put right by them."""
    drafts = Item.internal.filter(township__name=samples.DRAFT_TOWNSHIP)
    public = set(TokenFrequency.objects.values_list("token", flat=True))
    vector = "SELECT unnest(tsvector_to_array(search)) FROM lists_item WHERE id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(vector, [list(drafts.values_list("pk", flat=True))])
        theirs = {word for (word,) in cursor.fetchall()} - public
    # A word of two characters is not made of others.
    pairs = sorted(word for word in theirs if len(word) == 2 and sound(word))
    assert len(pairs) > 500
    assert [word for word in pairs[:500] if correction(sound(word)) == word] == []


def test_tokens_carry_their_pinyin_and_reviewed_terms_stand_beside_them():
    frequencies.refresh()
    pinyin = dict(TokenFrequency.objects.values_list("token", "pinyin"))
    assert pinyin["宅基地"] == "zhaijidi" and pinyin["低保"] == "dibao"
    assert pinyin["低"] == "" and pinyin[frequencies.ALL_ROWS] == ""
    counts = dict(TokenFrequency.objects.values_list("token", "items"))
    assert frequencies.reviewed_terms() <= counts.keys()


def test_syllables_are_mixed_up_one_at_a_time():
    assert set(alike("lin")) == {"nin", "ling"} and set(alike("zhang")) == {"zang", "zhan"}
    assert alike("hao") == []
    assert sound("高龄") == "gaoling" and sound("低") == "di" and sound("5G") == ""
    assert sounds_near(["lin", "shi"]) == {"ninshi", "lingshi", "linsi"}
