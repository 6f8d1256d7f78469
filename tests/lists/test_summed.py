"""Over all lists facets and filters are summed over wordings: the same as counting rows gives."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lists.models.items import Item, Kind
from lists.search import facets
from lists.search.facets import Filters, counted, left_by
from lists.search.find import find
from lists.search.scope import Scope
from lists.search.summed import Summed
from lists.views.hits import carried_under

pytestmark = pytest.mark.django_db
FILTERS = [
    {},
    {"kind": "cooperation"},
    {"category": "shichangjianguan"},
    {"kind": "basic", "category": "shichangjianguan"},
    {"kind": "nowhere"},
    {"category": "nowhere"},
]


@pytest.fixture(params=["public", "administrator"])
def found(request, user_of):
    user = user_of(request.param) or AnonymousUser()
    return find(user, Scope(), "安全检查")


@pytest.mark.parametrize("chosen", FILTERS)
def test_sums_are_the_counts_of_the_rows(found, chosen):
    filters, sums = Filters.read(chosen), Summed(found.chosen)
    rows = filters.apply(found.chosen.matching).values("pk").distinct()
    expected = rows.count() if filters.active else found.count
    assert left_by(filters, found.chosen, Scope(), sums) == expected
    shown = {one.name: one for one in facets.facets(found.chosen, filters, Scope(), sums)}
    for name in ("kind", "category"):
        by_rows = counted(filters.apply(found.chosen.matching, but=name), name)
        expected = {value: count for _, value, _, count in by_rows}
        choices = {choice.value: choice.count for choice in shown[name].choices if choice.count}
        assert choices == dict(sorted(expected.items(), key=lambda one: -one[1])[:20])


@pytest.mark.parametrize("chosen", FILTERS[1:])
def test_filters_keep_the_wordings_that_a_row_under_them_carries(found, chosen):
    filters = Filters.read(chosen)
    rows = filters.apply(found.ground.items.filter(wording__in=found.chosen.worded))
    kept = carried_under(found, filters, Scope())
    assert kept == set(rows.values_list("wording", flat=True))
    assert bool(kept) == ("nowhere" not in chosen.values())


def test_of_very_many_rows_bodies_and_places_are_not_counted(found, monkeypatch):
    names = [one.name for one in facets.facets(found.chosen, Filters(), Scope())]
    assert names == ["kind", "category", "department", "county"]
    monkeypatch.setattr(facets, "MOST_COUNTED", 0)
    names = [one.name for one in facets.facets(found.chosen, Filters(), Scope())]
    assert names == ["kind", "category"]
    body = Item.published.get(kind=Kind.COOPERATION, number=1, township__name="新地乡")
    slug = body.departments.first().slug
    narrowed = facets.facets(found.chosen, Filters(department=slug), Scope())
    assert [one.name for one in narrowed] == ["kind", "category", "department", "county"]
