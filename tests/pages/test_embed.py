"""Lists in other sites' pages: which sites may, and what these get; no other page is framed."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from lists.models import Edition
from portal.origins import origins
from tests.pages.html import Page
from tests.pages.test_headers import directives

COUNTY_SITE, OTHER = "https://www.example.org", "https://evil.example.com"


@pytest.fixture
def edition(db):
    return Edition.published.get(township__name="新地乡")


@pytest.fixture
def allowed(settings):
    settings.EMBED_ORIGINS = [COUNTY_SITE]


def frame(edition) -> str:
    return f"/embed/townships/{edition.township.slug}/"


def data(edition) -> str:
    return f"/embed/townships/{edition.township.slug}.json"


def test_nobody_frames_a_list_unless_the_portal_says_who(client, edition):
    answer = client.get(frame(edition))
    assert answer["X-Frame-Options"] == "DENY"
    assert directives(answer["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]


def test_the_sites_of_the_setting_frame_a_list_and_no_other_page(client, edition, allowed):
    answer = client.get(frame(edition))
    policy = directives(answer["Content-Security-Policy"])
    assert policy["frame-ancestors"] == [COUNTY_SITE] and policy["script-src"] == ["'none'"]
    assert policy["style-src"] == ["'self'"] and "X-Frame-Options" not in answer
    for address in ("/", edition.get_absolute_url(), "/help/embed/", "/login/", "/nowhere/"):
        other = client.get(address)
        assert other["X-Frame-Options"] == "DENY", address
        assert directives(other["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]


def test_a_frame_shows_a_list_filtered_and_in_pages_with_links_to_the_portal(client, edition):
    page = Page(client.get(frame(edition)))
    assert "<script" not in page.html and "style=" not in page.html
    rows = [link for link in page.links if link[0].startswith(edition.get_absolute_url())]
    assert len(rows) == 50
    target = 'target="_blank" rel="noopener"'
    assert page.html.count(target) == len(rows) + 2  # the heading and the source, too
    revoked = client.get(f"{frame(edition)}?kind=revoked")
    shown = list(revoked.context["listing"].page)
    assert shown and all(item.kind == "revoked" for item in shown)
    category = shown[0].category
    some = client.get(f"{frame(edition)}?kind=revoked&category={category.slug}")
    shown = list(some.context["listing"].page)
    assert shown and all(item.category == category for item in shown)
    second = client.get(f"{frame(edition)}?kind=basic&page=2")
    assert [item.number for item in second.context["listing"].page][0] == 51


def test_data_is_read_by_the_sites_of_the_setting_alone(client, edition, allowed):
    for origin, said in ((COUNTY_SITE, COUNTY_SITE), (OTHER, None), ("null", None)):
        answer = client.get(data(edition), headers={"origin": origin})
        assert answer.headers.get("Access-Control-Allow-Origin") == said
        assert "Access-Control-Allow-Credentials" not in answer
        assert "Origin" in answer["Vary"]
    assert "Access-Control-Allow-Origin" not in client.get(frame(edition))


def test_without_the_setting_no_site_reads_the_data(client, edition):
    answer = client.get(data(edition), headers={"origin": COUNTY_SITE})
    assert "Access-Control-Allow-Origin" not in answer


def test_data_holds_every_row_with_its_address(client, edition):
    found = json.loads(client.get(data(edition)).content)
    places = [(row["kind"], row["number"]) for row in found["items"]]
    assert places == list(edition.items.order_by("kind", "number").values_list("kind", "number"))
    assert found["township"] == "新地乡" and sum(found["counts"].values()) == len(places)
    row = next(row for row in found["items"] if row["kind"] == "cooperation")
    assert row["departments"] and row["lead_duty"] and row["township_duty"]
    assert client.get(row["url"]).status_code == 200
    some = json.loads(client.get(f"{data(edition)}?kind=revoked").content)["items"]
    assert {row["kind"] for row in some} == {"revoked"} and len(some) < len(places)
    assert json.loads(client.get(f"{data(edition)}?kind=nothing").content)["items"] == []


def test_frame_and_data_ask_the_database_little(client, edition, django_assert_max_num_queries):
    for address in (frame(edition), data(edition)):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_the_help_page_fills_the_address_in_for_a_township(client, edition, allowed):
    page = Page(client.get(f"/help/embed/?township={edition.township.slug}"))
    assert f'<iframe src="http://testserver{frame(edition)}"' in page.text
    assert f"http://testserver{data(edition)}" in page.text
    link = f"/help/embed/?township={edition.township.slug}"
    assert link in Page(client.get(edition.township.get_absolute_url())).html
    assert "请先打开" in Page(client.get("/help/embed/")).text


def test_the_help_page_says_when_no_site_may(client, edition):
    assert "还没有允许任何网站嵌入" in Page(client.get("/help/embed/")).text


def test_origins_are_read_strictly():
    text = " https://WWW.example.org/, http://127.0.0.1:8080,"
    assert origins(text) == ["https://www.example.org", "http://127.0.0.1:8080"]
    assert origins("") == []


@pytest.mark.parametrize(
    "wrong",
    [
        "*",
        "https://*.example.org",
        "example.org",
        "https://a.org/path",
        "https://a.org;script-src *",
    ]
    + [
        "'self'",
        "https://a.org https://b.org",
        "https://a.org\nX-Y: z",
        "data:",
        "https://u@a.org",
    ],
)
def test_what_is_no_origin_is_refused_with_the_remedy(wrong):
    with pytest.raises(ImproperlyConfigured, match="write https://www.example.org"):
        origins(wrong)
