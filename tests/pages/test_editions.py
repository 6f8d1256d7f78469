"""What becomes of a list's pages when it is published anew or withdrawn."""

import pytest

from ingest.pipeline import take
from lists.models import Edition
from lists.search.upkeep import refresh
from tests import samples
from tests.pages.html import Page
from tests.pages.leaks import Secret

TOWNSHIP = "新地乡"
OLD = "负责本乡网络安全宣传教育工作"
NEW = "管好<script>alert(1)</script>与<b>粗体</b>&amp;“引号”的鹦鹉养殖登记"


@pytest.fixture
def earlier(db):
    return Edition.published.get(township__name=TOWNSHIP)


@pytest.fixture
def newer(earlier, tmp_path):
    """A newer edition, published, in which one row reads otherwise."""
    sample = next(path for path in samples.FILES if path.stem == "xindi")
    text = sample.read_text("utf-8")
    assert text.count(OLD) == 1
    file = tmp_path / "xindi-2026.txt"
    file.write_text(text.replace(OLD, NEW), "utf-8")
    edition = take(file).edition
    edition.publish()
    refresh()
    return edition


def row_of(edition):
    number = (
        Edition.internal.get(pk=edition.pk).items.get(kind="basic", name__contains="鹦鹉").number
    )
    return edition.items.get(kind="basic", number=number)


def test_the_newer_edition_stands_at_the_townships_address(client, newer):
    page = Page(client.get(newer.township.get_absolute_url() + "?all=1"))
    assert "鹦鹉养殖登记" in page.text and OLD not in page.text


def test_the_superseded_edition_stays_readable_and_says_so(client, earlier, newer):
    row = earlier.items.get(name=OLD)
    for address in (earlier.get_absolute_url(), row.get_absolute_url()):
        page = Page(client.get(address))
        assert "这是旧版本" in page.text
        assert newer.get_absolute_url() in page.html
    assert "这是旧版本" not in Page(client.get(newer.get_absolute_url())).text


def test_the_superseded_edition_is_in_no_search_count_or_list(client, earlier, newer):
    assert client.get("/").context["total"] == sum(
        edition.items.count() for edition in Edition.internal.filter(state="published")
    )
    old = earlier.get_absolute_url()
    department = earlier.items.filter(kind="cooperation").first().departments.first()
    addresses = [
        "/",
        f"/search/?q={OLD}",
        f"/search/?q={OLD}&township={earlier.township.slug}",
        department.get_absolute_url(),
        earlier.township.county.get_absolute_url(),
        earlier.items.get(name=OLD).category.get_absolute_url() + "?kind=basic",
    ]
    for address in addresses:
        assert f'href="{old}' not in client.get(address).content.decode(), address


def test_nobody_learns_from_the_old_page_what_a_later_draft_says(client, earlier, tmp_path, newer):
    file = tmp_path / "later.txt"
    text = (tmp_path / "xindi-2026.txt").read_text("utf-8")
    file.write_text(text.replace("鹦鹉养殖登记", "猫头鹰养殖登记"), "utf-8")
    draft = take(file).edition
    for address in (
        draft.get_absolute_url(),
        earlier.get_absolute_url(),
        newer.township.get_absolute_url() + "?all=1",
        "/search/?q=猫头鹰",
    ):
        html = client.get(address).content.decode()
        assert "猫头鹰养殖" not in html and f'href="{draft.get_absolute_url()}' not in html
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_after_withdrawal_nothing_of_it_is_to_be_seen(client, client_of, earlier):
    row = earlier.items.get(name=OLD)
    withdrawn = [
        earlier.get_absolute_url(),
        earlier.township.get_absolute_url(),
        earlier.township.county.get_absolute_url(),
        row.get_absolute_url(),
    ]
    for address in withdrawn:
        assert client.get(address).status_code == 200
    earlier.withdraw()
    refresh()
    for role in ("public", "no_account", "department", "office", "township"):
        for address in withdrawn:
            assert client_of(role).get(address).status_code == 404, (role, address)
    secret = Secret("withdrawn")
    assert secret.names and secret.runs
    for address in ("/", "/departments/", "/categories/", f"/search/?q={OLD}", "/search/?q=低保"):
        assert not secret.in_answer(client.get(address), address)
    # Its own people still read what was withdrawn.
    page = Page(client_of("other_township").get(earlier.get_absolute_url()))
    assert "已撤回" in page.text


def test_a_cell_with_html_in_it_is_shown_as_text(client, newer):
    row = row_of(newer)
    assert "<script>alert(1)</script>" in row.name
    for address in (
        row.get_absolute_url(),
        newer.get_absolute_url() + "?all=1",
        "/search/?q=鹦鹉养殖登记",
        "/search/?q=script",
        row.category.get_absolute_url() + "?kind=basic",
    ):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html and "<b>" not in html, address
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html or "鹦鹉" in html
