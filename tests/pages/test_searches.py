"""The record of searches as pages meet it: opened hits, and what a list office is shown."""

import pytest
from django.core import signing

from lists import searches
from lists.models import County, Edition, SearchRecord
from tests import samples
from tests.pages.html import Page


@pytest.fixture(autouse=True)
def empty(db):
    SearchRecord.objects.all().delete()


@pytest.fixture
def address(db) -> str:
    return Edition.published.get(township__name="新地乡").items.first().get_absolute_url()


def ask(query: str, times: int = 1, results: int = 4, county: str = "", clicked=None) -> None:
    place = County.internal.get(name=county) if county else None
    for _ in range(times):
        SearchRecord.objects.create(query=query, results=results, county=place, clicked=clicked)


def test_opening_a_hit_is_recorded_once_and_sets_no_cookie(client, address):
    ask("低保")
    record = SearchRecord.objects.get()
    for position in (3, 1):
        answer = client.get(address + searches.trail(record.pk, position))
        assert answer.status_code == 200
        assert set(answer.cookies) <= {"csrftoken"}
    record.refresh_from_db()
    assert record.clicked == 3


def test_the_address_that_counts_is_the_one_without_the_trail(client, address):
    answer = client.get(address + searches.trail(1, 1))
    assert f'<link rel="canonical" href="http://testserver{address}">' in answer.content.decode()


@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}]
)
def test_a_prefetch_opens_nothing(client, address, headers):
    ask("低保")
    client.get(address + searches.trail(SearchRecord.objects.get().pk, 1), headers=headers)
    client.head(address + searches.trail(SearchRecord.objects.get().pk, 1))
    assert SearchRecord.objects.get().clicked is None


def test_a_trail_of_nobody_s_or_too_old_changes_nothing(client, address, monkeypatch):
    ask("低保")
    key = SearchRecord.objects.get().pk
    other = signing.TimestampSigner(salt="something else").sign(f"{key}.1")
    for forged in (f"{key}.1", f"{key}.1:x:y", other, "", "\x00", "：" * 3000):
        assert client.get(address, {"from": forged}).status_code == 200
    link = searches.trail(key, 1)
    monkeypatch.setattr(searches, "TRAIL_AGE", -1)
    assert client.get(address + link).status_code == 200
    assert SearchRecord.objects.get().clicked is None


def test_a_page_that_is_not_there_records_nothing(client):
    ask("低保")
    draft = Edition.internal.get(state="draft").items.first().get_absolute_url()
    assert client.get(draft + searches.trail(SearchRecord.objects.get().pk, 1)).status_code == 404
    assert SearchRecord.objects.get().clicked is None


def table(page: Page, nth: int) -> dict[str, list[str]]:
    """The rows of the tables in which the first heading tells them apart."""
    heads = [at for at, row in enumerate(page.rows) if row and row[0] == "查找的文字"]
    ends = [*heads[1:], len(page.rows)]
    rows = page.rows[heads[nth] + 1 : ends[nth]]
    return {row[0]: row[1:-1] for row in rows}


def test_what_is_asked_often_finds_nothing_or_is_not_opened(client_of):
    ask("低保", 3, results=10, clicked=1)
    ask("低保", 1, results=20)
    ask("修路", 3, results=5)
    ask("骆驼", 3, results=0)
    page = Page(client_of("other_office").get("/desk/searches/"))
    assert "查找共 10 次，其中没有结果的 3 次，打开了结果的 3 次" in page.text
    assert table(page, 0) == {"骆驼": ["3 次", "3 次"]}
    assert table(page, 1) == {"修路": ["3 次", "5"]}
    assert table(page, 2) == {
        "低保": ["4 次", "12.5", "75%"],
        "修路": ["3 次", "5", "0%"],
        "骆驼": ["3 次", "0", "0%"],
    }


def test_a_rare_text_shows_only_where_it_found_nothing_and_is_short(client_of):
    long = "我家隔壁姓什么的在某某街开店的那一家天天放音乐到半夜两点"  # tells whose matter it is
    assert len(long) < 30
    ask(long + "吵得睡不着", 2, results=0)
    ask("打＊找我", results=0)
    ask("少见的话", 2, results=4)
    ask("短的话", results=0)
    page = Page(client_of("other_office").get("/desk/searches/"))
    assert "短的话" in page.text
    for hidden in (long, "打＊找我", "少见的话"):
        assert hidden not in page.text


def test_an_office_sees_its_county_and_searches_without_a_place(client_of):
    ask("没有地方", 3)
    ask("奇台的", 3, county="奇台县")
    ask("塔县的", 3, county=samples.DRAFT_COUNTY)
    seen = {
        role: Page(client_of(role).get("/desk/searches/")).text
        for role in ("office", "other_office", "administrator")
    }
    everywhere = "没有地方"
    assert all(everywhere in text for text in seen.values())
    assert "塔县的" in seen["office"] and "奇台的" not in seen["office"]
    assert "奇台的" in seen["other_office"] and "塔县的" not in seen["other_office"]
    assert "奇台的" in seen["administrator"] and "塔县的" in seen["administrator"]
    county = County.internal.get(name="奇台县").slug
    chosen = Page(client_of("administrator").get("/desk/searches/", {"county": county})).text
    assert "奇台的" in chosen and "塔县的" not in chosen
    # An office cannot choose another county.
    same = Page(client_of("office").get("/desk/searches/", {"county": county})).text
    assert "塔县的" in same and "奇台的" not in same


@pytest.mark.parametrize("days", ["7", "30", "90", "zzz", ""])
def test_the_period_is_chosen_and_odd_ones_are_the_usual(client_of, days):
    ask("低保", 3)
    answer = client_of("other_office").get("/desk/searches/", {"days": days})
    assert answer.context["days"] == (int(days) if days.isdigit() else 30)
    assert answer.context["report"].total == 3


def test_a_row_leads_to_a_new_group_with_the_query(client_of):
    ask("骆驼 走丢了&", 3, results=0)
    client = client_of("other_office")
    page = Page(client.get("/desk/searches/?days=7"))
    link = next(to for to, text, _ in page.links if text.startswith("加入同义词"))
    assert client.get(link).context["form"].initial["examples"] == ["骆驼 走丢了&"]


@pytest.mark.parametrize("role", ["no_account", "other_township", "department", "township"])
def test_others_are_refused(client_of, role):
    assert client_of(role).get("/desk/searches/").status_code == 403
    assert "/desk/searches/" not in client_of(role).get("/desk/").content.decode()


def test_the_public_logs_in_first(client, db):
    assert client.get("/desk/searches/").url == "/login/?next=/desk/searches/"


@pytest.mark.parametrize("role", ["office", "administrator"])
def test_the_desk_leads_there(client_of, role):
    links = [to for to, _, _ in Page(client_of(role).get("/desk/")).links]
    assert "/desk/searches/" in links and "/desk/thesaurus/" in links


def test_the_page_asks_the_database_few_things(client_of, django_assert_max_num_queries):
    for at in range(60):
        ask(f"查{at}", 3, results=at % 3)
    client = client_of("administrator")
    with django_assert_max_num_queries(12):
        client.get("/desk/searches/")
