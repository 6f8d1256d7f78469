"""Gaps: the duties most townships around list and one does not."""

import pytest
from django.urls import reverse

from lists.families.counts import count
from lists.models import Duty, Edition, Item, Township, Wording
from tests.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def township() -> Township:
    return Township.published.get(name="加尕斯台镇")


def gaps_of(client, township, **asked):
    return client.get(reverse("gaps", args=[township.slug]), asked)


def having(duty: Duty) -> set[str]:
    """The townships whose list in force has a duty."""
    rows = Item.internal.filter(edition__state="published", wording__duty=duty)
    return set(rows.values_list("township__name", flat=True))


def test_gaps_are_what_at_least_two_and_half_have_and_this_one_has_not(client, township):
    context = gaps_of(client, township, within="nation").context
    size = Edition.published.count()
    expected = {
        duty.pk
        for duty in Duty.published.all()
        if len(having(duty)) >= max(2, size / 2) and township.name not in having(duty)
    }
    pages = context["page"].paginator
    shown = [gap for at in pages.page_range for gap in pages.page(at)]
    assert {gap.duty.pk for gap in shown} == expected and len(expected) > 20
    assert [gap.townships for gap in shown] == sorted((g.townships for g in shown), reverse=True)
    for gap in context["entries"]:
        assert gap.townships == len(having(gap.duty))
        assert gap.example.wording.duty_id == gap.duty.pk
        assert gap.example.edition.state == "published"
        for kind, _, found in gap.listed:
            rows = Item.published.filter(kind=kind, wording__duty=gap.duty)
            assert found == rows.values("township").distinct().count()


def test_too_few_townships_around_are_told_plainly(client, township):
    page = Page(gaps_of(client, township, within="county"))
    assert "只收录了 1 个乡镇（街道）的清单，太少" in page.text
    assert gaps_of(client, township).context["around"].within == "nation"
    # A county directly under its province lies in no prefecture.
    direct = Township.published.get(name="托喀依乡")
    assert "本地（州、市）" not in Page(gaps_of(client, direct)).text


@pytest.fixture
def neighbours(township) -> list[Township]:
    """Two more townships of the county, with the lists of others."""
    found = []
    for name, like in (("甲镇", "大泉塔塔尔族乡"), ("乙镇", "新地乡")):
        place = Township.internal.create(county=township.county, name=name, kind="town")
        source = Edition.published.get(township__name=like)
        source.pk, source.township = None, place
        source.save()
        rows = Item.internal.filter(edition__township__name=like, edition__state="published")
        Item.internal.bulk_create(
            [
                Item(
                    edition=source,
                    kind="basic",
                    number=number,
                    category_id=row.category_id,
                    name=row.name,
                    county=township.county,
                    township=place,
                    wording_id=row.wording_id,
                )
                for number, row in enumerate(rows, start=1)
            ]
        )
        found.append(place)
    return found


def test_within_a_county_only_its_townships_count(client, township, neighbours):
    count()
    context = gaps_of(client, township).context
    around = context["around"]
    assert (around.within, around.size, around.enough) == ("county", 3, 2)
    for gap in context["entries"]:
        here = having(gap.duty) & {"甲镇", "乙镇"}
        assert gap.townships == len(here) == 2
        assert gap.example.township.name in here
    assert context["total"] > 20


def test_a_township_that_lists_a_duty_twice_counts_once(client, township, neighbours):
    own = Item.published.filter(township=township).values("wording__duty")
    others = Duty.published.exclude(pk__in=own)
    only = next(duty for duty in others if having(duty) == {"托喀依乡"})
    wording = Wording.objects.filter(duty=only).first()
    edition = Edition.published.get(township=neighbours[0])
    for kind in ("basic", "revoked"):
        Item.internal.create(
            edition=edition,
            kind=kind,
            number=900,
            category_id=wording.category_id,
            name=wording.name,
            county=township.county,
            township=neighbours[0],
            wording=wording,
        )
    count()
    context = gaps_of(client, township, within="county").context
    pages = context["page"].paginator
    shown = {gap.duty.pk for at in pages.page_range for gap in pages.page(at)}
    assert having(only) == {"托喀依乡", "甲镇"} and only.pk not in shown != set()


def test_list_and_category_narrow_and_the_file_has_the_same(client, township):
    whole = gaps_of(client, township).context
    kind, _, number = whole["tabs"][1]
    narrowed = gaps_of(client, township, kind=kind).context
    assert narrowed["page"].paginator.count == number > 0
    assert all(gap.main == kind for gap in narrowed["entries"])
    category = narrowed["entries"][0].category
    fewer = gaps_of(client, township, kind=kind, category=category.slug).context
    assert all(gap.category == category for gap in fewer["entries"])
    file = gaps_of(client, township, kind=kind, format="csv")
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert text.count("http://") == number
    for asked in ("\x00", "nowhere"):
        answer = gaps_of(client, township, within=asked, kind=asked, page=asked)
        assert answer.status_code == 200
