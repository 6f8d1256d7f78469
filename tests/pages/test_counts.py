"""Every number on a page is the number of rows the person looking may read."""

import pytest

from lists.models import Category, County, Department, Edition, Item, Township
from tests.pages.html import Page

KINDS = ("basic", "cooperation", "revoked")
VIEWERS = ("public", "department", "township", "administrator")


@pytest.fixture(params=VIEWERS)
def role(request) -> str:
    return request.param


@pytest.fixture
def rows(role, db):
    """The rows a person may read, counted without the code under test."""
    states = ["published"] if role in ("public", "department") else ["published", "draft"]
    return Item.internal.filter(edition__state__in=states)


@pytest.fixture
def page_of(client_of, role):
    """Gives a page as the person sees it."""
    client = client_of(role)
    return lambda address: Page(client.get(address))


def by_kind(rows, *kinds: str) -> list[int]:
    return [rows.filter(kind=kind).count() for kind in kinds]


def test_home(page_of, rows):
    page = page_of("/")
    townships = Township.internal.filter(item_rows__in=rows).distinct()
    counties = townships.values("county").distinct()
    bodies = Department.internal.filter(items__in=rows).distinct()
    basic, cooperation, revoked = by_kind(rows, *KINDS)
    for said in (
        f"自己负责到底的事项。 {basic} 项",
        f"按列明的内容配合。 {cooperation} 项",
        f"或者不再开展。 {revoked} 项",
        f"{counties.count()} 个县（市、区）、{townships.count()} 个乡镇",
        f"共 {rows.count()} 项，涉及 {bodies.count()} 个上级部门",
    ):
        assert said in page.text


def test_categories(page_of, rows):
    expected = {
        category.name: by_kind(rows.filter(category=category), *KINDS)
        for category in Category.internal.filter(items__in=rows).distinct()
    }
    assert page_of("/categories/").counts() == expected


def test_departments(page_of, rows):
    shown = page_of("/departments/").counts()
    expected = {
        body.name: by_kind(rows.filter(departments=body), "cooperation", "revoked")
        for body in Department.internal.filter(items__in=rows).distinct()
    }
    assert shown == expected


def test_county(page_of, rows):
    for county in County.internal.filter(townships__item_rows__in=rows).distinct():
        expected = {
            township.name: by_kind(rows.filter(township=township), *KINDS)
            for township in county.townships.all()
        }
        shown = page_of(county.get_absolute_url()).counts()
        assert {name.removesuffix("草稿"): counts for name, counts in shown.items()} == expected


def tabs(counts: dict[str, int]) -> list[str]:
    labels = {"basic": "基本履职", "cooperation": "配合履职", "revoked": "上级收回"}
    return [f"{labels[kind]} {count} 项" for kind, count in counts.items()]


def test_tabs_of_a_township_a_category_and_a_department(page_of, rows):
    for township in Township.internal.filter(item_rows__in=rows).distinct():
        own = rows.filter(township=township)
        page = page_of(township.get_absolute_url())
        for said in tabs(dict(zip(KINDS, by_kind(own, *KINDS), strict=True))):
            assert said in page.text
    for category in Category.internal.filter(items__in=rows).distinct():
        own = rows.filter(category=category)
        page = page_of(category.get_absolute_url())
        for said in tabs(dict(zip(KINDS, by_kind(own, *KINDS), strict=True))):
            assert said in page.text
    for body in Department.internal.filter(items__in=rows).distinct()[::15]:
        own = rows.filter(departments=body)
        page = page_of(body.get_absolute_url())
        two = KINDS[1:]
        for said in tabs(dict(zip(two, by_kind(own, *two), strict=True))):
            assert said in page.text


def test_filter_choices_count_what_they_leave(page_of, rows):
    category = Category.internal.get(name="应急管理及消防")
    page = page_of(f"{category.get_absolute_url()}?kind=basic")
    for township in Township.internal.filter(item_rows__in=rows).distinct():
        left = rows.filter(category=category, township=township, kind="basic").count()
        assert f"{township.name}（{left}）" in page.text


@pytest.mark.parametrize("typed", ["低保", "犬", "安全生产", "流浪狗"])
def test_search_facets_count_what_they_leave(client_of, role, rows, typed):
    client = client_of(role)
    found = client.get("/search/", {"q": typed})
    facets = {facet.name: facet for facet in found.context["facets"]}
    # Facets count what shares words or official terms with the query; rows that are only near
    # in meaning are no reason to filter.
    worded = found.context["found"].count
    assert sum(choice.count for choice in facets["kind"].choices) == worded
    assert sum(choice.count for choice in facets["county"].choices) == worded
    for choice in facets["county"].choices:
        narrower = client.get("/search/", {"q": typed, "county": choice.value})
        assert narrower.context["found"].count == choice.count
    for name in ("kind", "category", "department"):
        for choice in facets[name].choices[:5]:
            left = client.get("/search/", {"q": typed, name: choice.value}).context
            assert left["left"] == choice.count
            shown = [item.pk for hit in left["hits"] for item in (hit.item, *hit.others)]
            assert rows.filter(pk__in=shown).count() == len(shown)
            assert bool(shown) == bool(choice.count)


def test_every_row_found_links_to_a_page_that_opens(client_of, role):
    client = client_of(role)
    for typed in ("低保", "消防"):
        for address, _, _ in Page(client.get("/search/", {"q": typed})).links:
            if address.startswith("/townships/"):
                assert client.get(address).status_code == 200


def test_the_draft_counts_for_its_own_people_only(client_of):
    draft = Edition.internal.get(state="draft").items.count()
    totals = {role: client_of(role).get("/").context["total"] for role in VIEWERS}
    assert totals["department"] == totals["public"]
    assert totals["administrator"] == totals["township"] == totals["public"] + draft
