"""Overviews: every number is that of the rows behind it, whatever the place."""

import csv
import io
import re

import pytest
from django.urls import reverse

from lists import overviews, place_counts
from lists.models import Category, County, Edition, Item, PlaceCount, System
from lists.models.items import Kind
from lists.views import place_rows
from tests.pages.html import Page

pytestmark = pytest.mark.django_db
# Page, and the queries it may take.
PLACES = {
    "county": "/counties/qitaixian/overview/",
    "prefecture": "/overview/?prefecture=昌吉回族自治州",
    "province": "/overview/?province=新疆维吾尔自治区",
    "nation": "/overview/",
}
# How many rows a page says it shows: 各清单事项 <strong>33</strong> 项.
TOLD = re.compile(r'<p class="sentence">[^。]*?事项 <strong>(\d+)</strong> 项')


@pytest.fixture
def county() -> County:
    return County.published.get(name="吉木萨尔县")


def rows(**within) -> list[int]:
    found = Item.internal.filter(edition__state="published", **within)
    return [found.filter(kind=kind).count() for kind in Kind.values]


def numbers_of(context) -> list:
    """All cells of the three tables of an overview."""
    bars = [
        cell for name in ("kinds", "systems") for line in context[name].lines for cell in line.cells
    ]
    heat = [cell for _, cells in context["grid"].lines for cell in cells]
    return [*bars, *context["kinds"].foot, *heat]


def test_a_county_counts_its_townships(client, county):
    page = Page(client.get(reverse("county-overview", args=[county.slug])))
    counted = [str(count) for count in rows(county=county)]
    total = str(sum(rows(county=county)))
    assert ["新地乡", *counted, total] in page.rows
    assert "style=" not in page.html and 'aria-hidden="true"' in page.html


@pytest.fixture
def short_pages(monkeypatch):
    """Pages of one row: what they tell of all rows is the same, and hundreds are opened."""
    monkeypatch.setattr(place_rows, "PAGE_SIZE", 1)


@pytest.mark.parametrize("place", ["county", "prefecture", "nation"])
def test_every_number_leads_to_a_page_that_tells_the_same_number(client_of, short_pages, place):
    """As an administrator: published rows are counted, also for who may see drafts besides."""
    client = client_of("administrator")
    answer = client.get(PLACES[place])
    page = Page(answer)
    linked = {(address, int(text)) for address, text, _ in page.links if text.isdigit()}
    cells = [cell for cell in numbers_of(answer.context) if cell.count]
    assert linked == {(cell.address, cell.count) for cell in cells}
    # No number of the tables but 0 is without a link.
    numbers = [cell for row in page.rows for cell in row if cell.isdigit() and cell != "0"]
    assert len(numbers) == len(cells) > 60
    for address, count in sorted(linked):
        told = TOLD.search(client.get(address).content.decode())
        assert told and int(told[1]) == count, address


@pytest.mark.parametrize("place", PLACES)
def test_the_tables_are_what_is_counted(client, place):
    context = client.get(PLACES[place]).context
    found, whole = context["found"], context["kinds"].foot or context["kinds"].lines[0].cells
    within = {f"county__{name}": value for name, value in found.whole.asked}
    if place == "county":
        within = {"county__slug": "qitaixian"}
    assert [cell.count for cell in whole] == [*rows(**within), sum(rows(**within))]
    for category in found.categories:
        of_places = sum(line.of(category).total() for line in found.lines)
        assert of_places == sum(rows(**within, category=category))
    for load in found.loads:
        for kind in Kind.values:
            expected = Item.published.filter(**within, kind=kind, departments__system=load.system)
            assert load.kinds[kind] == expected.distinct().count(), load.system


def test_the_heat_map_has_a_head_for_every_line_and_column_and_is_darkest_where_most_is(client):
    grid = client.get("/overview/").context["grid"]
    shaded = [cell for _, cells in grid.lines for cell in cells if cell.shade]
    most = max(shaded, key=lambda cell: cell.count)
    assert most.shade == 5 and {cell.shade for cell in shaded} == {1, 2, 3, 4, 5}
    assert all(cell.shade or not cell.count for _, cells in grid.lines for cell in cells[:-1])
    # Four counties and 22 categories: the shorter side goes across, and the sums are a column.
    assert [head.name for head in grid.columns][-1] == "合计" and len(grid.columns) == 5
    assert [head.name for head, _ in grid.lines][:2] == ["党的建设", "经济发展"]
    assert all(len(cells) == len(grid.columns) for _, cells in grid.lines)
    for head, cells in grid.lines:
        assert cells[-1].count == sum(cell.count for cell in cells[:-1]), head.name


def test_more_places_than_categories_stand_one_below_the_other(client, monkeypatch):
    few = Category.internal.filter(name__in=["党的建设", "经济发展"])
    monkeypatch.setattr(overviews, "finished", cut_to(overviews.finished, few))
    grid = client.get("/overview/").context["grid"]
    assert [head.name for head in grid.columns] == ["党的建设", "经济发展"]
    assert [head.name for head, _ in grid.lines][-1] == "合计" and len(grid.lines) == 5


def cut_to(finished, categories):
    """`finished` as if only some categories occurred."""

    def cut(*args):
        found = finished(*args)
        found.categories[:] = categories.order_by("position")
        return found

    return cut


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
def test_too_many_counties_are_shown_by_wider_places(
    client, monkeypatch, short_pages, most, unit, names
):
    monkeypatch.setattr(overviews, "MOST_LINES", most)
    context = client.get(reverse("overview")).context
    found = context["found"]
    assert (found.unit, {line.place.name for line in found.lines}) == (unit, names)
    kinds = [sum(line.kinds[kind] for line in found.lines) for kind in Kind.values]
    assert kinds == rows()
    for line in found.lines:
        assert client.get(line.place.address).status_code == 200
    for cell in [*numbers_of(context)[:12], *context["grid"].lines[2][1]]:
        told = TOLD.search(client.get(cell.address).content.decode())
        assert int(told[1]) == cell.count > 0


def test_a_place_without_lists_is_not_there(client):
    for name in ("overview", "overview-rows"):
        for asked in ({"prefecture": "喀什地区"}, {"province": "无"}, {"province": "无\x00"}):
            assert client.get(reverse(name), asked).status_code == 404


def test_the_file_holds_every_number_of_the_page(client):
    context = client.get("/overview/").context
    answer = client.get("/overview/", {"format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *found = csv.reader(io.StringIO(text))
    assert head == ["表", "地区", "名称", "清单", "事项数"]
    numbers = {tuple(row[:4]): int(row[4]) for row in found}
    assert len(numbers) == len(found)
    for line in context["found"].lines:
        place = line.place.name
        for kind, label in Kind.choices:
            assert numbers["清单", place, label, label] == line.kinds[kind]
            for category in context["found"].categories:
                assert numbers["事项类别", place, category.name, label] == line.of(category)[kind]
    for load in context["found"].loads:
        for kind, label in Kind.choices[1:]:
            assert numbers["条线", "", load.system.name, label] == load.kinds[kind]


@pytest.mark.parametrize("place", PLACES)
def test_few_queries(client, place, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(PLACES[place])
