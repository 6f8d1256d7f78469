"""Address words of places and bodies."""

import pytest

from lists.models import County, Township
from lists.models.slugs import slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [("新地乡", "xindixiang"), ("自然资源和规划局（林草局）", "ziranziyuanheguihuajulincaoju")],
)
def test_slugs_are_pinyin(name, slug):
    assert slug_of(name).replace("-", "") == slug


def test_a_name_without_any_readable_sign_still_has_an_address():
    assert slug_of("（）") == "x"


@pytest.mark.django_db
def test_two_places_of_one_name_get_different_addresses():
    first = County.internal.create(province="江苏省", prefecture="南京市", name="鼓楼区")
    second = County.internal.create(province="江苏省", prefecture="徐州市", name="鼓楼区")
    third = County.internal.create(province="福建省", prefecture="福州市", name="鼓楼区")
    assert first.slug == "gulouqu"
    assert second.slug == "xuzhoushi-gulouqu"
    assert len({first.slug, second.slug, third.slug}) == 3
    towns = [
        Township.internal.create(county=county, name="城关镇", kind="town")
        for county in (first, second, third)
    ]
    assert len({town.slug for town in towns}) == 3
