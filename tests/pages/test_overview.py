"""Overviews: every number is that of the rows behind it, whatever the place."""

import pytest
from django.urls import reverse

from lists import overviews, place_counts
from lists.models import Category, County, Edition, Item, PlaceCount, System
from lists.models.items import Kind
from tests.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County.published.get(name="吉木萨尔县")


def rows(**within) -> list[int]:
    found = Item.internal.filter(edition__state="published", **within)
    return [found.filter(kind=kind).count() for kind in Kind.values]


def total_behind(client, address: str, kind: str) -> int:
    """The rows of a list on the page a number leads to."""
    tabs = client.get(address).context["listing"].tabs
    return next(tab.count for tab in tabs if tab.kind == kind)


def test_a_county_counts_its_townships(client, county):
    page = Page(client.get(reverse("county-overview", args=[county.slug])))
    basic, cooperation, revoked = rows(county=county)
    assert page.counts()["新地乡"][:4] != []
    assert ["新地乡", str(basic), str(cooperation), str(revoked)] == page.rows[1][:4]
    assert page.rows[1][4] == str(basic + cooperation + revoked)
    assert 'role="img"' in page.html and "style=" not in page.html


@pytest.mark.parametrize("address", ["/overview/", "/counties/jimusaerxian/overview/"])
def test_every_number_leads_to_that_many_rows(client, county, address):
    assert county.slug == "jimusaerxian"
    context = client.get(address).context
    line, cells = next(pair for pair in context["kinds"] if pair[0].name in ("新地乡", county.name))
    for (kind, _), cell in zip(Kind.choices, cells, strict=True):
        assert cell.count == total_behind(client, cell.address, kind)
    line, cells = next(pair for pair in context["categories"] if pair[0].name == line.name)
    for category, cell in zip(context["found"].categories, cells, strict=True):
        assert cell.count == sum(rows(county=county, category=category))
        if cell.count:
            tabs = client.get(cell.address).context["listing"].tabs
            assert sum(tab.count for tab in tabs) == cell.count
            assert next(tab for tab in tabs if tab.chosen).count > 0
    for load, cells in context["systems"][:6]:
        for kind, cell in zip(Kind.values[1:], cells, strict=True):
            if cell.count:
                assert cell.count == total_behind(client, cell.address, kind), load.system


def test_wide_places_show_what_was_counted_at_publication(client):
    for asked, places in (({}, {}), ({"prefecture": "昌吉回族自治州"},) * 2):
        found = client.get(reverse("overview"), asked).context["found"]
        within = {f"county__{name}": value for name, value in places.items()}
        assert [sum(line.kinds[kind] for line in found.lines) for kind in Kind.values] == rows(
            **within
        )
        assert len(found.lines) == County.published.filter(**places).count()


def test_a_withdrawn_list_no_longer_counts(client, county):
    Edition.internal.filter(state="published", township__county=county).update(state="withdrawn")
    before = PlaceCount.objects.filter(county=county).count()
    place_counts.count()
    assert before and not PlaceCount.objects.filter(county=county).exists()
    assert county.name not in client.get(reverse("overview")).content.decode()
    assert client.get(reverse("county-overview", args=[county.slug])).status_code == 404


def test_counting_twice_changes_nothing_and_drafts_never_count():
    place_counts.count()
    before = list(PlaceCount.objects.order_by("pk").values())
    place_counts.count()
    assert list(PlaceCount.objects.order_by("pk").values()) == before
    assert not PlaceCount.objects.filter(county__name="塔什库尔干塔吉克自治县").exists()
    system = System.published.get(name="民政")
    counted = PlaceCount.objects.filter(system=system, kind="cooperation")
    expected = Item.published.filter(kind="cooperation", departments__system=system).distinct()
    assert sum(one.rows for one in counted) == expected.count()
    assert all(one.townships == 1 for one in counted)
    category = Category.published.first()
    assert PlaceCount.objects.filter(category=category, system=None).exists()


@pytest.mark.parametrize(
    ("most", "unit", "names"),
    [
        # A county directly under its province stands among the prefectures.
        (3, "地（州、市）", {"昌吉回族自治州", "伊犁哈萨克自治州", "阿拉尔市"}),
        (2, "省（区、市）", {"新疆维吾尔自治区"}),
    ],
)
def test_too_many_counties_are_shown_by_wider_places(client, monkeypatch, most, unit, names):
    monkeypatch.setattr(overviews, "MOST_LINES", most)
    found = client.get(reverse("overview")).context["found"]
    assert (found.unit, {line.name for line in found.lines}) == (unit, names)
    kinds = [sum(line.kinds[kind] for line in found.lines) for kind in Kind.values]
    assert kinds == rows()
    for line in found.lines:
        assert client.get(line.address).status_code == 200


def test_a_place_without_lists_is_not_there(client):
    for asked in ({"prefecture": "喀什地区"}, {"province": "\x00"}, {"prefecture": "无"}):
        assert client.get(reverse("overview"), asked).status_code in (200, 404)
    assert client.get(reverse("overview"), {"prefecture": "喀什地区"}).status_code == 404
