"""The rows behind the numbers of overviews: all of them, each once, county by county."""

import json

import pytest
from django.urls import reverse

from lists import counted_rows
from lists.models import Category, County, Edition, Item, PlaceCount, System
from lists.views import place_rows
from tests.pages.test_overview import TOLD

pytestmark = pytest.mark.django_db
WIDE = "/overview/rows/"


def shown(client, asked: dict) -> list[Item]:
    """The rows of all pages."""
    found, number = [], 1
    while True:
        context = client.get(WIDE, {**asked, "page": number}).context
        found += list(context["items"])
        if not context["page"].has_next():
            return found
        number += 1


@pytest.fixture
def cases() -> list[tuple[dict, dict]]:
    """What the address asks, and which rows these are."""
    category, system = Category.published.get(name="自然资源"), System.published.get(name="公安")
    prefecture = {"prefecture": "昌吉回族自治州"}
    return [
        ({}, {}),
        ({"kind": "revoked"}, {"kind": "revoked"}),
        (prefecture, {"county__prefecture": "昌吉回族自治州"}),
        ({"category": category.slug}, {"category": category}),
        ({"system": system.slug}, {"departments__system": system}),
        (
            {**prefecture, "system": system.slug, "kind": "cooperation"},
            {
                "county__prefecture": "昌吉回族自治州",
                "departments__system": system,
                "kind": "cooperation",
            },
        ),
        ({"kind": "nothing", "page": "x"}, {}),
    ]


@pytest.mark.parametrize("size", [70, 400])
def test_all_pages_together_hold_every_row_once(client, cases, monkeypatch, size):
    monkeypatch.setattr(place_rows, "PAGE_SIZE", size)
    for asked, within in cases:
        found = shown(client, asked)
        expected = Item.published.filter(**within).distinct()
        assert len(found) == len(set(found)) and set(found) == set(expected), asked
        counties = [item.edition.township.county for item in found]
        order = list(County.published.order_by("province", "prefecture", "name"))
        assert [order.index(one) for one in counties] == sorted(order.index(c) for c in counties)


def test_a_page_reads_the_counties_it_shows_and_no_others():
    every = counted_rows.CountedRows.of(County.published.all())
    (first, rows), (second, _), *_ = every.by_county()
    assert f"IN ({first})" in str(every[0:50].query)
    between = every[rows - 1 : rows + 1]
    assert f"IN ({first}, {second})" in str(between.query)
    assert [item.county_id for item in between] == [first, second]


@pytest.mark.parametrize("together", [1, 300])
def test_the_file_holds_the_rows_of_all_pages_in_their_order(client, cases, monkeypatch, together):
    monkeypatch.setattr(counted_rows, "TOGETHER", together)
    for asked, _ in cases[1:2] + cases[4:6]:
        answer = client.get(WIDE, {**asked, "format": "jsonl"})
        lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
        paths = [line["url"].removeprefix("http://testserver") for line in lines]
        assert paths == [item.get_absolute_url() for item in shown(client, asked)], asked


def test_a_county_shows_its_lists_together_or_one_of_them(client):
    county = County.published.get(name="奇台县")
    page = reverse("county-rows", args=[county.slug])
    rows = Item.published.filter(county=county)
    listing = client.get(page).context["listing"]
    assert [tab.kind for tab in listing.tabs if tab.chosen] == ["all"]
    assert listing.page.paginator.count == rows.count()
    kinds = [item.kind for item in listing.page.paginator.object_list]
    assert kinds == sorted(kinds) and set(kinds) == {"basic", "cooperation", "revoked"}
    one = client.get(page, {"kind": "revoked"}).context["listing"]
    assert one.page.paginator.count == one.tab.count == rows.filter(kind="revoked").count()
    # A file without a list asked for has the rows of the page, too.
    for asked in ({}, {"kind": "all"}, {"kind": "revoked"}):
        answer = client.get(page, {**asked, "format": "jsonl"})
        found = client.get(page, asked).context["listing"].page.paginator.count
        assert len(b"".join(answer.streaming_content).splitlines()) == found


def test_a_condition_that_leaves_nothing_is_ignored_and_said_so(client):
    """Also one that only a draft would answer: it is as unknown as a word that names nothing."""
    drafts = System.internal.exclude(pk__in=System.published.values("pk"))
    words = ["nirgendwo", *drafts.values_list("slug", flat=True)]
    county = reverse("county-rows", args=["qitaixian"])
    for page, name in ((WIDE, "system"), (WIDE, "category"), (county, "system")):
        every = TOLD.search(client.get(page).content.decode())[1]
        for word in words:
            text = client.get(page, {name: word}).content.decode()
            assert "没有对应的事项，已忽略" in text and TOLD.search(text)[1] == every
    assert "已忽略" not in client.get(WIDE, {"system": "gongan"}).content.decode()


def test_a_place_of_which_nothing_is_counted_is_not_there(client):
    assert client.get(WIDE, {"prefecture": "喀什地区"}).status_code == 404
    PlaceCount.objects.all().delete()
    assert client.get(WIDE).status_code == 404


def test_no_draft_is_there_for_anybody(client_of):
    draft = Edition.internal.get(state="draft", township__name="塔吉克阿巴提镇")
    for role in ("public", "administrator"):
        assert draft.pk not in {item.edition_id for item in shown(client_of(role), {})}


def test_few_queries(client, django_assert_max_num_queries, cases):
    for asked, _ in cases:
        with django_assert_max_num_queries(12):
            client.get(WIDE, asked)
