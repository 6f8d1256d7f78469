"""What each operation gives: the same rows as the pages, with their permalinks and sources."""

from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lists.models import Clause, Correction, Department, Duty, Edition, Item, Township
from lists.search.find import find
from lists.search.scope import Scope


@pytest.fixture
def edition(db) -> Edition:
    """An edition in force that replaced another one."""
    return Edition.published.get(township__name="新地乡")


def test_lists_are_the_editions_in_force_with_their_three_lists(ask, edition):
    page = ask("lists")
    assert page["count"] == len(page["results"]) == Edition.published.count()
    one = next(found for found in page["results"] if found["township"]["name"] == "新地乡")
    assert one == ask("lists/xindixiang")
    assert one["id"] == "xindixiang/2025-07" and one["source"]["file"] == edition.source_name
    assert [(each["kind"], each["count"]) for each in one["lists"]] == [
        (kind, edition.items.filter(kind=kind).count())
        for kind in ("basic", "cooperation", "revoked")
    ]
    items = one["lists"][1]["items"].removeprefix("http://testserver/api/v1/")
    assert ask(items)["count"] == one["lists"][1]["count"]


def test_a_row_has_all_its_page_has(ask, client, edition):
    found = ask("items/xindixiang/2025-07/cooperation/3")
    row = edition.items.get(kind="cooperation", number=3)
    assert found["id"] == "xindixiang/2025-07/cooperation/3"
    assert found["url"] == f"http://testserver{row.get_absolute_url()}"
    assert client.get(found["url"]).status_code == 200
    assert found["lead_duty"] == row.cooperationitem.lead_duty
    assert found["township_duty"] == row.cooperationitem.township_duty
    assert found["printed"] == row.printed
    assert found["source"]["place"] == (row.place or f"第{row.line}行")
    clauses = row.clauses.order_by("position")
    assert [one["text"] for one in found["clauses"]] == [one.text for one in clauses]
    assert {one["name"] for one in found["departments"]} == {
        body.name for body in row.departments.all()
    }
    assert all(client.get(one["url"]).status_code == 200 for one in found["departments"])


def test_a_clause_is_found_by_its_id(ask, edition):
    clause = Clause.objects.filter(item__edition=edition, side="township").first()
    listed = ask("clauses?township=xindixiang&side=township&page_size=1")
    assert listed["count"] == Clause.objects.filter(item__edition=edition, side="township").count()
    one = listed["results"][0]
    assert ask(f"clauses/{one['id']}") == one
    assert one["text"] == clause.text and one["item"] in one["id"]


def test_a_row_of_an_old_edition_says_what_became_of_it(ask):
    found = ask("items/xindixiang/2025-03/cooperation/19")
    assert found["edition"]["state"] == "superseded"
    fate = found["fate"]
    assert fate["edition"] == "xindixiang/2025-07" and "moved" in fate["changes"]
    assert ask(f"items/{fate['item']}")["edition"]["state"] == "published"


def test_a_correction_is_told_without_who_made_it(ask, edition, user_of):
    row = edition.items.get(kind="cooperation", number=3)
    if not row.place:
        Item.internal.filter(pk=row.pk).update(place="第9行")
    Correction.objects.create(
        document=edition.document,
        place=row.place or "第9行",
        column="name",
        old="甲",
        new="乙",
        reason="印错了",
        made_by=user_of("administrator"),
    )
    found = ask("items/xindixiang/2025-07/cooperation/3")
    told = found["corrections"]
    assert [(one["old"], one["new"]) for one in told] == [("甲", "乙")]
    assert "administrator" not in str(found) and "印错了" not in str(found)


def test_filters_leave_what_they_name(ask, edition):
    row = edition.items.get(kind="cooperation", number=3)
    body = row.departments.first()
    filters = f"county={edition.township.county.slug}&kind=cooperation"
    filters += f"&category={row.category.slug}&department={body.slug}&page_size=200"
    page = ask(f"items?{filters}&township=xindixiang&q=&page=")
    expected = edition.items.filter(kind="cooperation", category=row.category, departments=body)
    numbers = [one["number"] for one in page["results"]]
    assert numbers == list(expected.order_by("number").values_list("number", flat=True)) != []


def test_without_a_query_rows_come_in_list_order_page_by_page(ask):
    ids, address = [], "items?page_size=200"
    while address:
        page = ask(address)
        ids += [one["id"] for one in page["results"]]
        address = (page["next"] or "").removeprefix("http://testserver/api/v1/")
    assert len(ids) == len(set(ids)) == page["count"] == Item.published.count()
    of_one = [i.split("/")[2:] for i in ids if i.startswith("xindixiang/")]
    kinds = ["basic", "cooperation", "revoked"]
    assert of_one == sorted(of_one, key=lambda row: (kinds.index(row[0]), int(row[1])))


def test_with_a_query_the_order_is_that_of_the_search(ask, db):
    place = Township.published.get(slug="xindixiang")
    found = find(AnonymousUser(), Scope.of(place), "低保")
    page = ask("items?q=低保&township=xindixiang")
    ranked = [(row.kind, row.number) for row in found.ranked(len(page["results"]))]
    assert [(one["kind"], one["number"]) for one in page["results"]] == ranked != []
    assert page["search"]["q"] == "低保"


def test_a_query_lists_a_duty_once_and_names_its_other_rows(ask, client):
    page = ask("items?q=党组织&page_size=20")
    shown = client.get("/search/?q=党组织").context["hits"]
    assert [one["url"] for one in page["results"]] == [
        f"http://testserver{hit.item.get_absolute_url()}" for hit in shown
    ]
    hits = [one for one in page["results"] if one["also"]]
    assert hits, "no duty of two townships"
    other = ask(f"items/{hits[0]['also'][0]}")
    assert other["township"]["id"] != hits[0]["township"]["id"] and hits[0]["townships"] > 1


@pytest.mark.parametrize(
    ("task", "kind"),
    [("流浪狗咬人", "cooperation"), ("收养登记", "revoked"), ("高铁票退票", "none")],
)
def test_the_verdict_is_that_of_the_page(ask, client, task, kind):
    said = ask(f"check?township=xindixiang&q={task}")
    page = client.get(said["url"])
    assert said["verdict"] == page.context["answer"].verdict.kind
    assert said["headline"] in page.content.decode()
    if said["verdict"] != "unsure":
        assert said["verdict"] == kind
    for cited in (said["best"], *said["also"], *said["nearest"]):
        if cited:
            assert ask(f"items/{cited['id']}")["name"] == cited["name"]
            assert client.get(cited["basis"]).status_code == 200


def test_differences_are_those_of_the_page(ask, client):
    page = ask("differences?township=xindixiang&page_size=200")
    assert (page["old"], page["new"]) == ("xindixiang/2025-03", "xindixiang/2025-07")
    shown = client.get("/townships/xindixiang/compare/").context["comparison"]
    assert page["count"] == len(shown.told) and page["unchanged"] == shown.unchanged
    moved = ask("differences?township=xindixiang&change=moved&from=2025-03&to=2025-07")
    assert moved["count"] == page["counts"]["moved"] > 0
    assert all(one["old"]["kind"] != one["new"]["kind"] for one in moved["results"])
    assert ask("differences?township=jiagasitaizhen")["old"] is None


def test_places_and_bodies_are_those_of_the_pages(ask, client):
    for name in ("counties", "townships", "departments", "systems", "categories"):
        page = ask(f"{name}?page_size=200")
        assert page["count"] == len(page["results"]) > 0
        one = page["results"][0]
        assert ask(f"{name}/{one['id']}") == one
        assert client.get(one["url"]).status_code == 200
    assert ask("counties?province=新疆维吾尔自治区")["count"] == ask("counties")["count"]
    assert ask("counties?province=海南省")["count"] == 0


def test_a_department_counts_its_rows(ask):
    body = Department.published.get(county__name="吉木萨尔县", name__endswith="县应急管理局")
    rows = Item.published.filter(departments=body)
    counted = ask(f"departments/{body.slug}")["items"]
    assert counted["cooperation"] == rows.filter(kind="cooperation").count() > 0
    system = body.system.slug
    page = ask(f"departments?county=jimusaerxian&system={system}")
    assert body.slug in [one["id"] for one in page["results"]]


def test_a_category_counts_its_rows_in_force(ask, edition):
    counted = {one["id"]: one["items"] for one in ask("categories?page_size=200")["results"]}
    rows = Item.published.values_list("category__slug", "kind")
    for (slug, kind), count in Counter(rows).items():
        assert counted[slug][kind] == count
    assert sum(sum(by.values()) for by in counted.values()) == Item.published.count()


def test_duties_lead_to_their_rows(ask):
    page = ask("duties?page_size=5")
    assert page["count"] == Duty.published.count()
    for one in page["results"]:
        rows = ask(f"duties/{one['id']}/items")
        places = {row["township"]["id"] for row in rows["results"]}
        assert len(places) == one["townships"] == len(places)


def test_a_duty_that_went_into_another_leads_there(ask):
    first, second = Duty.published.order_by("pk")[:2]
    Duty.internal.filter(pk=first.pk).update(merged_into=second)
    assert ask(f"duties/{first.pk}")["id"] == second.pk


def test_a_superseded_edition_can_be_read_and_is_not_in_force(ask):
    states = {one["id"]: one["state"] for one in ask("editions?township=xindixiang")["results"]}
    assert states == {"xindixiang/2025-07": "published", "xindixiang/2025-03": "superseded"}
    assert ask("editions/xindixiang/2025-03")["items"]["basic"] > 0
    assert ask("editions?state=superseded")["count"] == 1


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("lists", 12),
        ("editions", 12),
        ("items", 12),
        ("items?township=xindixiang&county=jimusaerxian&kind=cooperation&page=2", 12),
        ("items?q=农村环境&county=jimusaerxian&kind=cooperation", 22),
        ("items?q=我家隔壁养了十几只羊还有狗，味道很大，污水直接排到路边的水渠里", 22),
        ("items/xindixiang/2025-07/cooperation/3", 12),
        ("items/xindixiang/2025-03/cooperation/19", 12),
        ("clauses", 12),
        ("differences?township=xindixiang", 12),
        ("check?township=xindixiang&q=文明养犬", 22),
        ("counties", 12),
        ("townships", 12),
        ("departments", 12),
        ("systems", 12),
        ("categories", 12),
        ("duties", 12),
    ],
)
def test_an_answer_takes_few_queries(ask, address, most):
    ask(address)
    with CaptureQueriesContext(connection) as queries:
        ask(address)
    assert len(queries) <= most


def test_a_page_far_behind_is_that_of_all_rows_in_their_order(ask):
    def ids(path: str) -> list[str]:
        return [one["id"] for one in ask(path)["results"]]

    for path in ("items?kind=basic", "clauses?side=lead", "departments?county=", "duties?county="):
        whole = ids(f"{path}&page_size=200")
        pages = [ids(f"{path}&page_size=40&page={page}") for page in range(1, 4)]
        assert sum(pages, []) == whole[:120] and len(whole) > 120, path


def test_very_many_rows_are_counted_no_further_than_a_page_can_be_reached(ask, monkeypatch):
    assert ask("items")["count"] > 30
    monkeypatch.setattr("lists.api.paging.MOST_COUNTED", 30)
    assert ask("items")["count"] == 30
    assert ask("items?page_size=20&page=2")["next"] is None
