"""What the search box is offered: published names, few of them, whatever was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lists.models import Category, Department, Involvement, Item, Wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggested(client):
    """Gives the suggestions for a text as (kind, text)."""

    def ask(typed: str) -> list[tuple[str, str]]:
        answer = client.get(reverse("suggest"), {"q": typed})
        assert answer.status_code == 200
        found = answer.json()["suggestions"]
        assert len(found) <= 8
        return [(one["kind"], one["text"]) for one in found]

    return ask


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("新地", ("地方", "新地乡")),
        ("奇台", ("地方", "奇台县")),
        ("应急", ("类别", "应急管理及消防")),
        ("奇台县民", ("部门", "奇台县民政局")),
        ("人社局", ("部门", "奇台县人力资源和社会保障局")),
        ("人社", ("部门", "奇台县人力资源和社会保障局")),
        ("奇台县残联", ("部门", "奇台县残疾人联合会")),
        ("qitai", ("地方", "奇台县")),
        ("新地鄉", ("地方", "新地乡")),
    ],
)
def test_places_bodies_and_categories_are_found_by_name_short_name_and_pinyin(
    suggested, typed, expected
):
    assert expected in suggested(typed)


@pytest.mark.parametrize("typed", ["宅基地", "宅基", "zhaijidi", "zhaiji"])
def test_duties_are_found_by_a_part_of_their_name(suggested, typed):
    found = [text for kind, text in suggested(typed) if kind == "事项"]
    assert found and all("宅基" in text for text in found)
    assert len(set(found)) == len(found)


def test_duties_that_begin_so_come_before_those_that_hold_it(suggested):
    found = [text for kind, text in suggested("农村") if kind == "事项"]
    begins = [text.startswith("农村") for text in found]
    assert begins[0] and begins == sorted(begins, reverse=True)


def test_every_address_offered_opens(client):
    for typed in ("应急", "新地", "奇台", "民政", "犬"):
        for one in client.get(reverse("suggest"), {"q": typed}).json()["suggestions"]:
            assert client.get(one["url"]).status_code == 200, one


@pytest.mark.parametrize("typed", ["", " ", "？！", "\x00", "%", "_", "😀", "'"])
def test_nothing_to_look_for_offers_nothing(suggested, typed):
    assert suggested(typed) == []


@pytest.mark.parametrize("typed", ["农", "犬", "低\x00保", "a' & | !:*", "保" * 5000, "x" * 5000])
def test_anything_typed_is_answered_with_few_queries(suggested, typed):
    suggested(typed)
    with CaptureQueriesContext(connection) as asked:
        suggested(typed)
    assert len(asked) <= 8


def test_a_duty_no_longer_published_is_not_offered(suggested):
    (_, name), *_ = [one for one in suggested("宅基地") if one[0] == "事项"]
    Wording.objects.filter(name=name).update(published=0)
    assert ("事项", name) not in suggested("宅基地")


def test_the_answer_may_be_kept_a_minute(client, client_of):
    assert client.get(reverse("suggest"), {"q": "低保"})["Cache-Control"] == "public, max-age=60"
    assert "no-store" in client_of("administrator").get(reverse("suggest"))["Cache-Control"]


def test_it_only_answers_questions(client):
    assert client.post(reverse("suggest")).status_code == 405


def test_a_spelling_is_found_once_a_list_in_force_prints_it(suggested):
    """What only a draft prints is not: else whoever guesses learns how the draft calls a body."""
    part = Involvement.objects.filter(item__edition__state="published", in_column=True).first()
    row = Item.published.filter(category__name="乡村振兴").first()
    Department.internal.filter(pk=part.department_id).update(aliases=["獬豸办"])
    Category.internal.filter(pk=row.category_id).update(aliases=["麒麟类"])
    assert suggested("獬豸办") == suggested("麒麟类") == []
    Involvement.objects.filter(pk=part.pk).update(as_printed="獬豸办")
    Item.internal.filter(pk=row.pk).update(category_as_printed="麒麟类")
    assert suggested("獬豸办") == [("部门", part.department.name)]
    assert suggested("麒麟类") == [("类别", "乡村振兴")]
