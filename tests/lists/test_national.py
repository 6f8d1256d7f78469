"""A made-up country: what the portal finds in it is what looking at every row finds."""

from random import Random

import pytest
from django.db import connection

from lists.models import County, Item, Township, Wording
from lists.models.items import Kind
from lists.search.candidates import MOST_WEIGHED
from lists.search.facets import Filters, facets
from lists.search.find import AS_TYPED, find
from lists.search.scope import Scope
from tests.bench.national import load, shares
from tests.bench.national.asked import PUBLIC, Asked, by_words_only
from tests.bench.national.writing import Text, Writer

QUERIES = ["安全", "残联 残疾证", "秸秆 焚烧", "狗咬人了谁管"]


@pytest.fixture
def country(db, monkeypatch) -> None:
    """Two thousand rows in small lists, so that there are places enough."""
    monkeypatch.setattr(shares, "ROWS", 40)
    monkeypatch.setattr(shares, "TOWNSHIPS", (3, 6))
    monkeypatch.setattr(shares, "COUNTIES", 5)
    load.fill(2000, seed=3, processes=1)


def scopes() -> list[Scope]:
    """All lists, a made-up county and one of its townships."""
    county = County.internal.order_by("pk").last()
    return [Scope(), Scope(county), Scope.of(Township.internal.filter(county=county).first())]


def rows_of(scope: Scope) -> list[tuple[int, int, str, set[str]]]:
    """(row, wording, kind, tokens) of every published row of a place."""
    rows = scope.limit(Item.published.all())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, wording_id, kind, tsvector_to_array(search) FROM lists_item"
            " WHERE id = ANY(%s)",
            [list(rows.values_list("pk", flat=True))],
        )
        return [(pk, wording, kind, set(tokens)) for pk, wording, kind, tokens in cursor]


def test_a_search_finds_what_looking_at_every_row_finds(country):
    for scope in scopes():
        rows = rows_of(scope)
        assert len(rows) > 30
        listed = 0
        for typed in QUERIES:
            with by_words_only():
                asked, found = Asked(scope, typed), find(PUBLIC, scope, typed, AS_TYPED)
            # `AS_TYPED` leaves the terms of the thesaurus out of what is found.
            groups = [{token} for token in asked.tokens] + [set(asked.words)]
            fitting = [row for row in rows if any(group <= row[3] for group in groups)]
            exact = [row for row in fitting if set(asked.words) <= row[3]]
            assert (found.count, found.exact) == (len(fitting), len(exact)), (scope.label, typed)
            matching = set(found.chosen.matching.values_list("pk", flat=True))
            assert matching == {row[0] for row in fitting}
            wordings = {row[1] for row in fitting}
            assert set(found.chosen.worded) <= wordings
            assert len(found.chosen.worded) == min(len(wordings), MOST_WEIGHED)
            listed += len(fitting)
            kinds = facets(found.chosen, Filters(), scope)[0]
            assert {choice.value: choice.count for choice in kinds.choices} == {
                kind: sum(row[2] == kind for row in fitting) for kind in Kind.values
            }
        assert listed


def test_rows_of_a_wording_are_named_place_by_place(country):
    wording = Wording.objects.order_by("-published", "pk").first()
    with by_words_only():
        found = find(PUBLIC, Scope(), wording.name)
    rows = found.carried([wording.pk], 5)[wording.pk]
    carrying = Item.published.filter(wording=wording)
    carrying = carrying.order_by("county_id", "township_id", "kind", "number")
    assert wording.published == carrying.count() > 5
    assert rows == list(carrying.values_list("pk", flat=True)[:5])


def test_places_share_as_assumed_and_a_seed_makes_the_same_country():
    def planned(seed: int) -> shares.Country:
        random = Random(seed)
        texts = [Text(n, f"负责事项{n}号，做好宣传", (), ()) for n in range(300)]
        writer = Writer(texts, [("basic", n % 7) for n in range(300)], random)
        country = shares.plan([list(range(150)), list(range(150, 300))], writer, 30_000, random)
        country.texts = writer.texts
        return country

    country = planned(5)
    assert abs(country.items - 30_000) < shares.ROWS
    assert country.counties == planned(5).counties != planned(6).counties
    assert len(set(country.texts)) == len(country.texts)
    first = country.counties[0]
    common = set(first.townships[0]) & set(first.townships[1])
    assert 0.7 < len(common) / shares.ROWS <= 1
    elsewhere = {text for rows in country.counties[1].townships for text in rows}
    assert len(set(first.townships[0]) & elsewhere) / shares.ROWS < 0.95
