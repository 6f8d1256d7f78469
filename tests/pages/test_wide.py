"""Pages of very many rows or places lead to where there are few, and their numbers are true."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from lists import totals
from lists.models import Category, Department, Item, System, Township
from lists.views import home, wide_subjects
from tests.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def wide(monkeypatch):
    """Every subject and every number of places counts as large."""
    monkeypatch.setattr(wide_subjects, "FEW", 0)
    monkeypatch.setattr(home, "MOST_IN_TREE", 0)


def subjects():
    """A category and a system, each with its rows in force."""
    category = Category.published.get(name="应急管理及消防")
    system = System.published.get(name="农业农村")
    rows = Item.published.filter(departments__system=system).distinct()
    return [(category, Item.published.filter(category=category)), (system, rows)]


@pytest.mark.parametrize("at", [0, 1])
def test_a_subject_of_many_rows_counts_them_by_place_and_leads_there(client, wide, at):
    subject, rows = subjects()[at]
    page = client.get(subject.get_absolute_url())
    country, *provinces = page.context["lines"]
    assert country.cells[-1][0] == rows.count() == sum(one.cells[-1][0] for one in provinces) > 50
    assert "各地" in page.content.decode()
    for line in provinces:
        for count, address in line.cells:
            shown = client.get(address)
            assert shown.context["page"].paginator.count == count or count == 0


def test_what_narrows_shows_the_rows_themselves(client, wide):
    category, rows = subjects()[0]
    place = Township.published.get(name="新地乡")
    page = client.get(category.get_absolute_url(), {"township": place.slug})
    assert page.context["listing"].total == rows.filter(township=place).count() > 5
    body = Department.published.filter(items__in=rows.filter(township=place)).first()
    page = client.get(category.get_absolute_url(), {"department": body.slug})
    assert page.context["listing"].total


def test_the_file_of_a_subject_of_many_rows_is_that_of_all_places(client, wide):
    category, rows = subjects()[0]
    answer = client.get(category.get_absolute_url(), {"format": "csv"}, follow=True)
    assert answer.redirect_chain[0][0].startswith(reverse("overview-rows"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.count("http://") == rows.count()


def test_few_rows_are_shown_as_they_are_unless_places_are_asked_for(client):
    category, rows = subjects()[0]
    assert "listing" in client.get(category.get_absolute_url()).context
    asked = client.get(category.get_absolute_url(), {"by": "place"})
    assert asked.context["lines"][0].cells[-1][0] == rows.count()


def test_the_home_page_names_provinces_where_townships_are_too_many(client, wide):
    page = client.get("/")
    text = page.content.decode()
    assert "新疆维吾尔自治区" in text and "新地乡" not in text
    links = [address for address, *_ in Page(page).links if address.startswith("/overview/?prov")]
    assert len(links) == 1 and client.get(links[0]).status_code == 200


@pytest.mark.parametrize("role", ["public", "township", "administrator"])
def test_kept_totals_and_drafts_are_what_counting_the_rows_gives(user_of, role):
    user = user_of(role) or AnonymousUser()
    states = ["published"] if role == "public" else ["published", "draft"]
    rows = Item.internal.filter(edition__state__in=states)
    counts = totals.by_category(user)
    for kind, number in totals.by_kind(user).items():
        assert rows.filter(kind=kind).count() == number
        for category in Category.internal.filter(items__in=rows).distinct():
            assert rows.filter(kind=kind, category=category).count() == counts[category.pk][kind]
    bodies = Department.internal.filter(items__in=rows).distinct().count()
    assert totals.departments(user) == bodies
