"""Townships compared: counts, what one alone has, what is listed differently."""

import pytest
from django.urls import reverse

from lists.models import Edition, Item, Township, Wording
from tests.pages.html import Page

pytestmark = pytest.mark.django_db
PAGE = "/compare/"


@pytest.fixture
def two() -> list[Township]:
    names = ("大泉塔塔尔族乡", "新地乡")
    return [Township.published.get(name=name) for name in names]


def entries_of(client, words: list[str], show: str) -> list:
    """All lines of one part, over its pages."""
    context = client.get(PAGE, {"t": words, "show": show}).context
    pages = context["page"].paginator
    return [line for at in pages.page_range for line in pages.page(at)]


def duties(township: Township) -> set[int]:
    rows = Item.published.filter(township=township)
    return set(rows.values_list("wording__duty", flat=True))


def test_what_one_alone_has_is_what_the_other_has_not(client, two):
    slugs = [place.slug for place in two]
    for at, (own, other) in enumerate((two, two[::-1])):
        alone = entries_of(client, slugs, f"only-{at}")
        assert {line.first.same[1] for line in alone} == duties(own) - duties(other) != set()
    shared = entries_of(client, slugs, "all") + entries_of(client, slugs, "differs")
    assert {line.first.same[1] for line in shared} == duties(two[0]) & duties(two[1])


def test_what_differs_stands_in_another_list_or_is_led_by_another_system(client, two):
    slugs = [place.slug for place in two]
    for line in entries_of(client, slugs, "differs"):
        kinds = [{row.kind for row in rows} for rows in line.rows]
        leads = [frozenset().union(*(row.leads for row in rows)) for rows in line.rows]
        assert kinds[0] != kinds[1] or leads[0] != leads[1]
    for line in entries_of(client, slugs, "all"):
        assert len({frozenset(row.kind for row in rows) for rows in line.rows}) == 1


def test_every_number_leads_to_the_rows_behind_it(client, two):
    context = client.get(PAGE, {"t": [place.slug for place in two]}).context
    for kind, (_, cells) in zip(
        ("basic", "cooperation", "revoked"), context["by_kind"], strict=True
    ):
        for place, (count, address) in zip(two, cells, strict=True):
            assert count == Item.published.filter(township=place, kind=kind).count()
            assert client.get(address).context["listing"].tab.count == count
    for _, cells in context["by_category"]:
        for count, address in cells:
            listing = client.get(address).context["listing"]
            assert count == sum(tab.count for tab in listing.tabs)
    for _, _, count, address in context["parts"]:
        assert client.get(address).context["page"].paginator.count == count


def test_rows_without_a_duty_are_the_same_where_their_wording_is(client, two):
    Wording.objects.update(duty=None)
    slugs = [place.slug for place in two]
    alone = {line.first.same for line in entries_of(client, slugs, "only-0")}
    own, other = (
        set(Item.published.filter(township=place).values_list("wording", flat=True))
        for place in two
    )
    assert alone == {("wording", pk) for pk in own - other}


def test_an_edition_is_compared_with_the_one_in_force(client, two):
    place = two[1]
    old = Edition.internal.get(township=place, state="superseded")
    page = client.get(PAGE, {"t": [place.slug, f"{place.slug}@{old.slug}"]})
    assert page.status_code == 200
    kinds = [[count for count, _ in cells] for _, cells in page.context["by_kind"]]
    assert [sum(column) for column in zip(*kinds, strict=True)] == [
        Edition.published.get(township=place).items.count(),
        old.items.count(),
    ]
    assert f"{old.date_label}）" in Page(page).text
    # Of an old list that differs only: no page of the duty may be promised that is not there.
    for address, _, _ in Page(page).links:
        if address.startswith("/duties/"):
            assert client.get(address).status_code == 200


def test_one_or_none_is_asked_for_more_and_a_fifth_is_left_out(client):
    assert "请先选两个乡镇（街道）" in Page(client.get(PAGE)).text
    slugs = [place.slug for place in Township.published.all()]
    one = Page(client.get(PAGE, {"t": slugs[0]}))
    assert "再选一个乡镇（街道）" in one.text
    assert f'value="{slugs[1]}"' in one.html and f'<option value="{slugs[0]}"' not in one.html
    old = Edition.internal.get(state="superseded")
    five = client.get(PAGE, {"t": [*slugs, f"{old.township.slug}@{old.slug}"]})
    assert "一次最多比较四个" in Page(five).text and len(five.context["sides"]) == 4


def test_any_edition_is_offered_and_none_twice(client, two):
    old = Edition.internal.get(state="superseded")
    word = f"{old.township.slug}@{old.slug}"
    offered = [word for _, word, _ in client.get(PAGE).context["offered"]]
    assert len(offered) == len(set(offered)) == Edition.published.count() + 1
    # Behind the list in force of its township.
    assert offered[offered.index(old.township.slug) + 1] == word
    answer = client.get(PAGE, {"t": [word, two[0].slug]})
    assert f"{old.township.name}（{old.date_label}版" in Page(client.get(PAGE)).text
    left = [word for _, word, _ in answer.context["offered"]]
    assert sorted([*left, word, two[0].slug]) == sorted(offered)


def test_an_old_edition_of_one_is_compared_with_the_lists_in_force_of_others(client, two):
    """Two editions of one township beside a list of another: each its own column."""
    old = Edition.internal.get(township=two[1], state="superseded")
    words = [f"{two[1].slug}@{old.slug}", two[0].slug, two[1].slug]
    page = client.get(PAGE, {"t": words})
    sides = [side.edition for side, *_ in page.context["sides"]]
    assert sides == [old, *(Edition.published.get(township=place) for place in two)]
    kinds = [[count for count, _ in cells] for _, cells in page.context["by_kind"]]
    totals = [sum(column) for column in zip(*kinds, strict=True)]
    assert totals == [edition.items.count() for edition in sides]
    labels = [side.label for side, *_ in page.context["sides"]]
    assert labels[0] == f"新地乡（{old.date_label}）" and labels[2] == "新地乡（2025年7月）"
    assert labels[1] == "大泉塔塔尔族乡"


def test_one_edition_by_two_words_is_one_list(client, two):
    edition = Edition.published.get(township=two[0])
    words = [two[0].slug, f"{two[0].slug}@{edition.slug}", two[1].slug]
    page = client.get(PAGE, {"t": words})
    assert [side.word for side, *_ in page.context["sides"]] == [words[0], words[2]]
    assert page.context["by_kind"][0][1][0][0] == edition.items.filter(kind="basic").count()


def test_townships_of_one_name_are_told_apart(client, two):
    Township.internal.filter(pk=two[0].pk).update(name=two[1].name)
    page = client.get(PAGE, {"t": [place.slug for place in two]})
    labels = [side.label for side, *_ in page.context["sides"]]
    assert labels == ["奇台县新地乡", "吉木萨尔县新地乡"]


@pytest.mark.parametrize("word", ["nowhere", "xindixiang@nowhere", "@", "x\x00"])
def test_a_list_that_is_not_there_is_not_found(client, word):
    assert client.get(PAGE, {"t": word}).status_code == 404


def test_many_townships_are_offered_by_county(client, monkeypatch):
    monkeypatch.setattr("lists.views.sides.MOST_OFFERED", 2)
    page = client.get(PAGE).context
    assert page["offered"] == [] and len(page["counties"]) == 4
    county = page["counties"][0]
    chosen = client.get(PAGE, {"county": county.slug}).context["offered"]
    assert chosen and all(name == county.name for name, _, _ in chosen)


def test_a_draft_is_compared_by_its_own_people_only(client, client_of):
    draft = Edition.internal.get(state="draft", township__name="塔吉克阿巴提镇")
    asked = {"t": [draft.township.slug, "xindixiang"]}
    assert client.get(PAGE, asked).status_code == 404
    page = client_of("township").get(PAGE, asked)
    assert page.status_code == 200 and draft.get_absolute_url() in page.content.decode()
    assert reverse("compare-places") == PAGE
