"""One row, one address: it says where one is, leads on, and every link leads somewhere."""

import re

import pytest
from django.urls import resolve

from lists.models import Edition
from tests import addresses
from tests.pages.html import Page


@pytest.fixture
def edition(db):
    return Edition.published.get(township__name="新地乡")


def test_first_and_last_row_of_every_list_open(client, db):
    for edition in Edition.published.all():
        for kind in ("basic", "cooperation", "revoked"):
            rows = edition.items.filter(kind=kind).order_by("number")
            for row in (rows.first(), rows.last()):
                page = Page(client.get(row.get_absolute_url()))
                assert row.name in page.text
                assert f"第{row.number}项" in page.title
                assert edition.township.name in page.title
                assert f"http://testserver{row.get_absolute_url()}" in page.text


def test_next_and_previous_walk_the_whole_list(client, edition):
    rows = list(edition.items.filter(kind="revoked").order_by("number"))
    address, walked = rows[0].get_absolute_url(), []
    while address:
        walked.append(address)
        page = Page(client.get(address))
        assert page.to("prev") == (walked[-2] if len(walked) > 1 else "")
        address = page.to("next")
    assert walked == [row.get_absolute_url() for row in rows]


@pytest.mark.parametrize(
    "rest", ["basic/99999/", "basic/0/", "nothing/1/", "basic/2147483648/", "basic/-1/", "basic/x/"]
)
def test_a_row_that_is_not_there_is_a_404(client, edition, rest):
    assert client.get(edition.get_absolute_url() + rest).status_code == 404


def test_breadcrumbs_lead_from_the_home_page_down(client, db):
    for name, address in addresses.public().items():
        page = Page(client.get(address))
        # An embedded list stands in another site's page.
        if name in ("home", "login", "missing") or name.startswith("embed"):
            continue
        assert page.trail and page.trail[0] == "首页", name
    row = Edition.published.get(township__name="新地乡").items.get(kind="cooperation", number=3)
    trail = Page(client.get(row.get_absolute_url())).trail
    assert trail == ["首页", "吉木萨尔县", "新地乡", "配合履职", "第3项"]


def test_titles_tell_the_pages_apart(client, db):
    titles = {
        name: Page(client.get(address)).title.strip()
        for name, address in addresses.public().items()
    }
    shared = [name for name in titles if list(titles.values()).count(titles[name]) > 1]
    assert not shared, "\n".join(f"{name}: {titles[name]}" for name in shared)
    for name, title in titles.items():
        of_portal = title.endswith("· 乡镇履职事项清单") or name.startswith("embed")
        assert re.search(r"[\u4e00-\u9fff]", title) and of_portal, name
        assert len(title) <= 90, name


# Whose pages are walked: the public's all; of the others those that show them more.
WALKED = {
    "public": None,
    "department": ("home", "county", "township-cooperation", "departments", "search"),
    "township": ("home", "county", "departments", "search", "search-page"),
    "administrator": ("home", "departments", "category", "search", "desk", "draft", "draft-item"),
}
OF_A_KIND = 3  # links tried on a page for each kind of page they lead to


@pytest.mark.parametrize("role", WALKED)
def test_no_link_leads_nowhere(client_of, role):
    client = client_of(role)
    pages = addresses.public() | ({} if role == "public" else {"desk": "/desk/"})
    if role == "administrator":
        pages |= addresses.administrators()
    tried, dead = set(pages.values()), []
    for name in WALKED[role] or pages:
        path = pages[name].partition("?")[0]
        often = {}
        for link, text, _ in Page(client.get(pages[name])).links:
            target = (path + link if link.startswith("?") else link).partition("#")[0] or "/"
            if link.startswith("#") or target in tried:
                continue
            kind = resolve(target.partition("?")[0]).view_name
            often[kind] = often.get(kind, 0) + 1
            if often[kind] > OF_A_KIND:
                continue
            tried.add(target)
            if client.get(target).status_code not in (200, 302):
                dead.append(f"{name}: {text} {target}")
    assert len(tried) > len(pages) + 20
    assert not dead, "\n".join(dead)


def test_a_head_request_is_answered(client, db):
    for address in addresses.public().values():
        answer = client.head(address)
        assert answer.status_code in (200, 404) and not answer.content
