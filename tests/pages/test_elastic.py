"""Elastic wording on pages: marked at its clause, counted for townships and bodies."""

import pytest
from django.urls import reverse

from lists.elastic import elastic, rules
from lists.models import Clause, County, Department, Item
from tests.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County.published.get(name="阿拉尔市")


def asked(client, county, **more):
    return client.get(reverse("elastic"), {"county": county.slug, **more})


def flagged(**within) -> set[int]:
    clauses = Clause.objects.filter(item__edition__state="published", **within)
    return {pk for pk, text in clauses.values_list("pk", "text") if elastic(text)}


def shown(response) -> set[int]:
    pages = response.context["page"].paginator
    return {pk for at in pages.page_range for pk, _ in pages.page(at)}


def test_the_clauses_of_a_county_are_those_the_rules_find(client, county):
    assert shown(asked(client, county)) == flagged(item__county=county) != set()
    assert 'class="elastic"' not in asked(client, county).content.decode()


def test_rates_count_a_township_for_its_own_part_and_a_body_for_what_it_owns(client, county):
    reading = asked(client, county).context["reading"]
    [rate] = reading.townships
    ours = Clause.objects.filter(item__county=county, side="township")
    ours = ours.filter(item__edition__state="published")
    assert (rate.name, rate.all) == ("托喀依乡", ours.count())
    assert rate.found == len(flagged(item__county=county, side="township")) > 0
    assert rate.share == round(100 * rate.found / rate.all, 1)
    for body in reading.departments[:8]:
        owner = Department.internal.get(slug=body.slug)
        assert body.found == len(flagged(departments=owner))
        if body.found:
            assert len(shown(asked(client, county, department=body.slug))) == body.found


def test_conditions_narrow_and_unknown_ones_do_nothing(client, county):
    everything = shown(asked(client, county))
    for rule in rules():
        some = shown(asked(client, county, rule=rule.code))
        texts = Clause.objects.filter(pk__in=some).values_list("text", flat=True)
        assert all(elastic(text).rule is rule for text in texts) and some <= everything
    for name in ("township", "department", "rule", "page"):
        for value in ("nowhere", "\x00"):
            assert shown(asked(client, county, **{name: value})) == everything


def test_an_unknown_county_is_asked_for_and_no_draft_is_read(client, client_of):
    draft = County.internal.get(name="塔什库尔干塔吉克自治县")
    for looking in (client, client_of("administrator")):
        page = asked(looking, draft)
        assert page.context["county"] is None and "reading" not in page.context
    assert "怎样判断" in Page(client.get(reverse("elastic"))).text


def test_the_page_of_a_row_marks_the_clause_and_says_why(client):
    clause = Clause.objects.get(item__edition__state="published", text__contains="其他监测任务")
    page = Page(client.get(clause.item.get_absolute_url()))
    assert f"{clause.text}〔" not in page.text  # the text stays as printed
    assert "弹性表述“其他监测任务”：其他工作没有写明" in page.text
    plain = Item.published.filter(kind="cooperation").exclude(
        clauses__in=flagged(item__kind="cooperation")
    )
    assert "弹性表述" not in Page(client.get(plain.first().get_absolute_url())).text
