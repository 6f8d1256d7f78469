"""What programs read of the portal: robots.txt, the sitemap, canonical links, facts of pages."""

import datetime
import json
import re

import pytest
from lxml import etree

from lists.models import Department, Duty, Edition, Item
from lists.views import metadata

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "http://testserver"
FACTS = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')


def addresses(client, address: str) -> list[str]:
    """The addresses that a part of the sitemap, or its index, names."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    root = etree.fromstring(answer.content)
    return [loc.text for loc in root.iter(f"{SITEMAP}loc")]


def everything(client) -> list[str]:
    return [one for part in addresses(client, "/sitemap.xml") for one in addresses(client, part)]


def test_the_sitemap_names_every_public_page_once_and_nothing_else(client, current, earlier):
    named = everything(client)
    assert len(named) == len(set(named))
    items = Item.published.select_related("edition__township")
    assert {HOST + item.get_absolute_url() for item in items} <= set(named)
    for edition in Edition.published.select_related("township"):
        assert HOST + edition.township.get_absolute_url() in named
    bodies = {HOST + body.get_absolute_url() for body in Department.published.all()}
    assert bodies <= set(named)
    duties = {HOST + duty.get_absolute_url() for duty in Duty.published.all()}
    assert duties <= set(named)
    assert len([one for one in named if "/duties/" in one]) == len(duties)
    assert not any(earlier.slug in address for address in named)
    pages = [one for one in named if one not in bodies | duties and "/townships/" not in one]
    for address in [*pages, *sorted(bodies)[:5], *sorted(duties)[:5], *named[-5:]]:
        assert client.get(address).status_code == 200, address


def test_a_big_portal_has_more_parts_and_loses_nothing(client, current, monkeypatch):
    whole = sorted(everything(client))
    monkeypatch.setattr(metadata, "RANGE", 97)
    assert len(addresses(client, "/sitemap.xml")) > 8
    assert sorted(everything(client)) == whole


def test_the_index_counts_nothing(client, current, django_assert_max_num_queries):
    with django_assert_max_num_queries(7) as asked:
        client.get("/sitemap.xml")
    assert not [one["sql"] for one in asked.captured_queries if "COUNT(" in one["sql"]]
    with django_assert_max_num_queries(4):
        client.get("/sitemap-items-0.xml")


def test_days_are_those_of_publication(client, current):
    # Half an hour into the day in Beijing; it is the day before in Greenwich.
    current.published_at = datetime.datetime(2026, 2, 28, 16, 30, tzinfo=datetime.UTC)
    current.save(update_fields=["published_at"])
    text = client.get("/sitemap-townships-0.xml").content.decode()
    address = f"{HOST}{current.township.get_absolute_url()}"
    assert f"<loc>{address}</loc><lastmod>2026-03-01</lastmod>" in text
    page = client.get(current.township.get_absolute_url()).content.decode()
    assert '"datePublished": "2026-03-01"' in page or '"datePublished":"2026-03-01"' in page


@pytest.mark.parametrize("part", ["items-99999", "pages-1", "editions-0", "desk-0"])
def test_parts_that_are_not_there(client, db, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def is_disallowed(robots: str, address: str) -> bool:
    """What RFC 9309 says: a path begins with the rule, in which a star stands for anything."""
    rules = re.findall(r"^Disallow: (.+)$", robots, re.MULTILINE)
    return any(re.match(re.escape(rule).replace(r"\*", ".*"), address) for rule in rules)


def test_robots_leave_the_desk_and_searches_alone(client, current):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    text = answer.content.decode()
    assert f"\nSitemap: {HOST}/sitemap.xml\n" in text
    for address in ("/desk/", "/admin/lists/item/", "/search/?q=低保", "/search/?county=x&q=低保"):
        assert is_disallowed(text, address), address
    for address in ("/", "/search/", current.get_absolute_url(), "/counties/x/pack/", "/help/"):
        assert not is_disallowed(text, address), address


def canonical(client, address: str) -> str:
    found = CANONICAL.findall(client.get(address).content.decode())
    assert len(found) <= 1
    return found[0] if found else ""


def test_each_page_names_its_one_address(client, current, earlier):
    township, edition = current.township.get_absolute_url(), current.get_absolute_url()
    for address, said in (
        ("/", "/"),
        (f"{township}?all=1&category=x", township),
        (f"{township}?page=2&kind=basic", f"{township}?kind=basic&amp;page=2"),
        (edition, township),
        (earlier.get_absolute_url(), earlier.get_absolute_url()),
        (f"{edition}basic/1/?from=x", f"{edition}basic/1/"),
        ("/categories/?x=1", "/categories/"),
    ):
        assert canonical(client, address) == HOST + said
    for address in ("/search/?q=低保", "/check/?q=低保", "/login/", "/nowhere/"):
        assert canonical(client, address) == ""


def facts(client, address: str) -> dict:
    found = FACTS.findall(client.get(address).content.decode())
    assert len(found) == 1
    return json.loads(found[0])


def test_a_row_is_a_service_of_who_leads(client, current):
    basic = facts(client, f"{current.get_absolute_url()}basic/1/")
    assert basic["@context"] == "https://schema.org"
    assert basic["@type"] == "GovernmentService"
    assert basic["provider"]["name"] == "吉木萨尔县新地乡"
    row = current.items.get(kind="cooperation", number=3)
    cooperation = facts(client, row.get_absolute_url())
    bodies = row.involvements.filter(in_column=True).values_list("department__name", flat=True)
    assert [body["name"] for body in cooperation["provider"]] == list(bodies)
    assert cooperation["name"] == row.name
    assert cooperation["url"] == HOST + row.get_absolute_url()
    assert cooperation["areaServed"]["containedInPlace"]["name"] == "吉木萨尔县"


def test_a_list_is_a_dataset_whose_files_open(client, current, earlier):
    found = facts(client, current.township.get_absolute_url())
    assert found["@type"] == "Dataset" and found["@id"] == HOST + current.get_absolute_url()
    for file in found["distribution"]:
        answer = client.get(file["contentUrl"])
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(file["encodingFormat"])
    assert "distribution" not in facts(client, earlier.get_absolute_url())


def test_a_text_cannot_end_the_block_of_facts(client, current):
    row = current.items.get(kind="basic", number=1)
    Item.internal.filter(pk=row.pk).update(name="</script><script>alert(1)</script>&\u2028")
    html = client.get(row.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert facts(client, row.get_absolute_url())["name"].startswith("</script><script>alert(1)")


def test_drafts_have_no_facts(client_of, db):
    draft = Edition.internal.get(state="draft")
    for address in (draft.get_absolute_url(), f"{draft.get_absolute_url()}basic/1/"):
        answer = client_of("administrator").get(address)
        assert answer.status_code == 200 and not FACTS.search(answer.content.decode())
