"""Pages of duties: one over all townships, those listed as different things, and decisions."""

import json
from unittest import mock
from urllib.parse import quote

import pytest
from django.urls import reverse

from lists.access import account_of
from lists.audit_words import changes
from lists.families import decisions
from lists.models import AuditRecord, Duty, DutyDecision, Item
from tests.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared() -> Duty:
    """A duty that one township lists as cooperation and two as revoked."""
    return Duty.published.filter(name__contains="农产品质量安全事故").get()


def test_a_duty_shows_all_townships_and_their_lists(client, shared):
    page = client.get(shared.get_absolute_url()).content.decode()
    for place in ("大泉塔塔尔族乡", "加尕斯台镇", "托喀依乡"):
        assert (place in page) == shared.wordings.filter(
            items__township__name=place, items__edition__state="published"
        ).exists()
    assert "配合履职" in page and "上级收回" in page and "不同的写法" in page


def test_a_merged_duty_leads_on(client, shared):
    gone = Duty.internal.create(name="并入的", merged_into=shared)
    response = client.get(gone.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, shared.get_absolute_url())


def test_a_duty_of_a_draft_alone_is_not_there_for_the_public(client, client_of):
    hidden = Duty.internal.filter(townships=0, wordings__items__edition__state="draft").first()
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client_of("township").get(hidden.get_absolute_url()).status_code == 200


def test_a_duty_in_drafts_alone_is_called_as_the_own_draft_calls_it(client_of):
    hidden = Duty.internal.filter(townships=0, wordings__items__edition__state="draft").first()
    own = Item.internal.filter(wording__duty=hidden).order_by("pk").first()
    Duty.internal.filter(pk=hidden.pk).update(name="邻县草稿的写法")  # the words of another draft
    township = client_of("township")
    page = Page(township.get(hidden.get_absolute_url()))
    assert own.name in page.text and "邻县草稿的写法" not in page.html
    file = township.get(f"{hidden.get_absolute_url()}?format=csv")
    assert quote("邻县草稿") not in file["Content-Disposition"]


def test_conflicts_name_the_places_and_are_narrowed(client, shared):
    page = client.get(reverse("conflicts")).content.decode()
    assert shared.name in page and "个乡镇（街道）" in page
    counties = client.get(reverse("conflicts")).context["counties"]
    assert all(county.name != "塔什库尔干塔吉克自治县" for county in counties)
    one = client.get(reverse("conflicts"), {"county": counties[0].slug})
    assert shared.name not in one.content.decode()  # one township a county: no conflict there
    area = client.get(reverse("conflicts"), {"prefecture": "昌吉回族自治州"})
    assert area.status_code == 200
    for value in ("nowhere", "\x00"):
        for field in ("county", "prefecture", "system", "category", "page"):
            assert client.get(reverse("conflicts"), {field: value}).status_code == 200


def test_filters_of_conflicts_leave_what_fits(client, shared):
    category = shared.wordings.first().category
    page = client.get(reverse("conflicts"), {"category": category.slug}).content.decode()
    assert shared.name in page
    other = client.get(reverse("conflicts"), {"category": "dangdejianshe"}).content.decode()
    assert shared.name not in other


def rows_in(client, address: str, **asked) -> list[dict]:
    """The rows of a page as JSON Lines give them."""
    answer = client.get(address, {**asked, "format": "jsonl"})
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def test_conflicts_go_into_a_file_with_all_their_rows(client, shared):
    pages = client.get(reverse("conflicts")).context["page"].paginator
    shown = [duty.name for at in pages.page_range for duty in pages.page(at)]
    rows = rows_in(client, reverse("conflicts"))
    assert list(dict.fromkeys(row["duty"] for row in rows)) == shown and len(shown) > 2
    for name in shown:
        assert len({row["kind"] for row in rows if row["duty"] == name}) > 1
    own = Item.published.filter(wording__duty=shared)
    found = {row["url"] for row in rows if row["duty"] == shared.name}
    assert found == {f"http://testserver{item.get_absolute_url()}" for item in own}
    area = rows_in(client, reverse("conflicts"), prefecture="昌吉回族自治州")
    assert {row["county"] for row in area} <= {"奇台县", "吉木萨尔县"}
    titled = client.get(reverse("conflicts"), {"system": "nongyenongcun", "format": "csv"})
    assert quote("归类不一致的职责·农业农村") in titled["Content-Disposition"]


def test_a_county_with_one_list_has_nothing_to_compare(client):
    answer = client.get(reverse("conflicts"), {"county": "qitaixian"})
    page = Page(answer)
    assert "奇台县只收录了 1 个乡镇（街道）的清单，没有可以比较的" in page.text
    assert client.get(reverse("conflicts")).context["breadcrumbs"] == [("归类不一致的职责", "")]


def test_the_rows_of_a_duty_go_into_a_file(client, client_of, shared):
    address = shared.get_absolute_url()
    assert len(rows_in(client, address)) == shared.basic + shared.cooperation + shared.revoked
    [row] = rows_in(client, address, county="qitaixian")
    assert row["township"] == "大泉塔塔尔族乡"
    hidden = Duty.internal.filter(townships=0, wordings__items__edition__state="draft").first()
    inside = client_of("township").get(hidden.get_absolute_url(), {"format": "csv"})
    assert quote("（内部）") in inside["Content-Disposition"]
    assert client.get(hidden.get_absolute_url(), {"format": "csv"}).status_code == 404


def test_a_duty_listed_differently_says_so_and_leads_to_the_others(client, shared):
    page = Page(client.get(shared.get_absolute_url()))
    assert "这项职责各地归类不一致" in page.text
    same = Duty.published.filter(basic=0, revoked=0).first()
    assert "归类不一致" not in Page(client.get(same.get_absolute_url())).text


def decide(client, duty: Duty, **said):
    return client.post(reverse("duty-decide", args=[duty.pk]), {"note": "理由"} | said, follow=True)


def test_decisions_are_for_the_office_and_recorded(client, client_of, shared):
    wording = shared.wordings.first()
    assert decide(client, shared, wording=wording.pk).redirect_chain[0][0].startswith("/login/")
    assert decide(client_of("township"), shared, wording=wording.pk).status_code == 403
    page = decide(client_of("administrator"), shared, wording=wording.pk).content.decode()
    assert "已记录" in page
    assert DutyDecision.objects.get().same is False
    assert AuditRecord.objects.first().act == "decide_duty"


def test_an_office_learns_nothing_of_drafts_elsewhere(client_of, shared):
    hidden = Duty.internal.filter(townships=0, wordings__items__edition__state="draft").first()
    office = client_of("other_office")
    assert decide(office, hidden, other=shared.pk).status_code == 404
    for number in (hidden.pk, 99_999_999):
        assert "没有这个编号的职责" in decide(office, shared, other=number).content.decode()
    assert not AuditRecord.objects.filter(act="decide_duty").exists()


def test_a_decision_that_takes_the_place_of_another_tells_what_that_was(client_of, user_of, shared):
    wording = shared.wordings.first()
    decide(client_of("administrator"), shared, wording=wording.pk, note="起先的理由")
    county = account_of(user_of("other_office")).county
    with mock.patch.object(decisions, "require_reach"):
        decide(client_of("other_office"), shared, wording=wording.pk, note="后来的理由")
    record = AuditRecord.objects.filter(act="decide_duty").first()
    assert record.county == county
    assert [(c.label, c.before, c.after) for c in changes(record)] == [
        ("是同一职责", "否", "否"),
        ("理由", "起先的理由", "后来的理由"),
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"wording": "1", "note": " "}, "请写明理由"),
        ({"wording": "x"}, "只用数字"),
        ({"other": "999999999"}, "没有这个编号"),
        ({"other": "二"}, "只用数字"),
    ],
)
def test_a_wrong_form_decides_nothing(client_of, shared, said, words):
    page = decide(client_of("administrator"), shared, **said).content.decode()
    assert words in page
    assert not DutyDecision.objects.exists()


def test_a_search_beyond_a_township_shows_a_duty_once_with_its_townships(client, shared):
    page = client.get(reverse("search"), {"q": shared.name})
    hits = page.context["hits"]
    duties = [hit.duty.pk for hit in hits if hit.duty]
    assert len(duties) == len(set(duties))
    found = next(hit for hit in hits if hit.duty == shared)
    assert found.townships == 3 and len(found.others) == 2
    assert "3 个乡镇（街道）有这项职责" in page.content.decode()
    # Within one township there is nothing to collapse.
    place = found.item.edition.township
    inside = client.get(reverse("search"), {"q": shared.name, "township": place.slug})
    assert [hit.others for hit in inside.context["hits"]][0] == []


def test_a_row_leads_to_its_duty_elsewhere(client, shared):
    row = shared.wordings.first().items.filter(edition__state="published").first()
    page = client.get(row.get_absolute_url()).content.decode()
    assert shared.get_absolute_url() in page and "3 个乡镇（街道）的清单" in page
