"""Facet counts are the counts one gets by following them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lists.search.facets import Filters, facets
from lists.search.find import find
from lists.search.scope import Scope

pytestmark = pytest.mark.django_db
public = AnonymousUser()


def answer(**params):
    scope = Scope.read(public, params.pop("county", ""), params.pop("township", ""))
    chosen = find(public, scope, "安全检查").chosen
    filters = Filters.read(params)
    return chosen.matching, filters, facets(chosen, filters, scope)


@pytest.mark.parametrize("chosen", [{}, {"kind": "cooperation"}, {"category": "shichangjianguan"}])
def test_following_a_choice_leaves_the_count_it_promised(chosen):
    matching, filters, shown = answer(**chosen)
    for facet in shown:
        if facet.name == "county":
            continue
        for choice in facet.choices[:6]:
            followed = Filters.read(chosen | {facet.name: choice.value})
            assert followed.apply(matching).distinct().count() == choice.count, choice


def test_places_drill_down():
    assert answer()[2][-1].name == "county"
    assert answer(county="qitaixian")[2][-1].name == "township"
    names = [facet.name for facet in answer(township="xindixiang")[2]]
    assert names == ["kind", "category", "department"]


def test_place_counts_are_those_of_the_narrower_search():
    for typed in ("安全检查", "低保", "流浪狗"):
        chosen = find(public, Scope(), typed).chosen
        for choice in facets(chosen, Filters(), Scope())[-1].choices:
            scope = Scope.read(public, choice.value, "")
            narrower = find(public, scope, typed).chosen
            assert narrower.count == choice.count, (typed, choice)


def test_a_chosen_value_can_be_taken_back():
    _, _, shown = answer(kind="basic")
    choice = shown[0].chosen
    assert choice.value == "basic"
    assert choice.change == {"kind": None, "page": None}


def test_unknown_filter_values_leave_nothing_and_do_not_fail():
    matching, filters, _ = answer(category="no-such", department="x\x00")
    assert filters.apply(matching).count() == 0
