"""The Atom feeds: what changed from edition to edition, for everyone, valid, and no draft."""

from urllib.parse import quote

from django.conf import settings
from django.utils.dateparse import parse_datetime
from lxml import etree

from ingest.pipeline import take
from lists import feeds
from lists.compare import Change
from lists.models import Department, Edition, Item
from lists.views.compare import LABELS
from tests.pages.leaks import Secret

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = settings.BASE_DIR / "fixtures" / "editions" / "daquan-2025-11.txt"


def feed_of(client, address: str) -> etree._Element:
    """The feed at an address, as a strict reader of XML takes it."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(answer.content, etree.XMLParser(recover=False))


def texts(feed, path: str) -> list[str]:
    return [element.text or "" for element in feed.iterfind(path)]


def entries(feed) -> list[dict[str, str]]:
    """The entries with title, id, link, date and summary."""
    return [
        {
            "title": entry.findtext(f"{ATOM}title"),
            "id": entry.findtext(f"{ATOM}id"),
            "link": entry.find(f"{ATOM}link").get("href"),
            "updated": entry.findtext(f"{ATOM}updated"),
            "summary": entry.findtext(f"{ATOM}summary"),
        }
        for entry in feed.iterfind(f"{ATOM}entry")
    ]


def township_feed(edition) -> str:
    return f"{edition.township.get_absolute_url()}feed/"


def all_feeds(edition) -> list[str]:
    body = Department.published.get(county=edition.township.county, name__endswith="县应急管理局")
    place = f"township={edition.township.slug}"
    return [
        township_feed(edition),
        f"{body.get_absolute_url()}feed/",
        "/search/feed/?q=低保",
        f"/search/feed/?q=殡葬&{place}",
        f"/search/feed/?q=消防&county={edition.township.county.slug}",
        "/search/feed/?q=xyzzy",
    ]


def test_feeds_hold_what_atom_asks_for(client, current):
    for address in all_feeds(current):
        feed = feed_of(client, address)
        assert feed.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated"):
            assert len(feed.findall(f"{ATOM}{name}")) == 1, (address, name)
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        links = {link.get("rel"): link.get("href") for link in feed.iterfind(f"{ATOM}link")}
        assert links["self"] == f"http://testserver{quote(address, safe='/?=&-')}"
        assert client.get(links["alternate"]).status_code == 200
        assert parse_datetime(feed.findtext(f"{ATOM}updated")).tzinfo
        told = entries(feed)
        assert len({entry["id"] for entry in told}) == len(told) <= feeds.MOST_ENTRIES
        assert all(entry["title"] and entry["link"] and entry["summary"] for entry in told)


def test_every_change_of_a_township_is_an_entry_at_its_permalink(client, current, earlier):
    told = entries(feed_of(client, township_feed(current)))
    *changed, first = told
    assert len(changed) == 19  # as the page that compares counts them
    for label in ("由配合履职改为基本履职", "新增", "删去", LABELS[Change.REWORDED], "部门调整"):
        assert any(label in entry["title"] for entry in changed), label
    assert not any(LABELS[Change.RENUMBERED] in entry["title"] for entry in changed)
    for entry in told:
        assert client.get(entry["link"]).status_code == 200
    added = next(entry for entry in changed if "：新增，" in entry["title"])
    assert current.get_absolute_url() in added["link"]
    removed = next(entry for entry in changed if "：删去，" in entry["title"])
    assert removed["link"].startswith(f"http://testserver{earlier.get_absolute_url()}")
    assert "公布清单（2025年3月·示例）" in first["title"]


def test_what_was_reworded_is_marked(client, current):
    told = entries(feed_of(client, township_feed(current)))
    summary = next(e["summary"] for e in told if "殡葬管理秩序" in e["title"])
    assert "<ins>负责本乡</ins>" in summary
    assert "2025年3月·示例版配合履职第16项 → 2025年7月版基本履职第32项" in summary


def test_the_newest_come_first_with_the_moment_both_editions_were_public(client, current, earlier):
    feed = feed_of(client, township_feed(current))
    dates = [parse_datetime(entry["updated"]) for entry in entries(feed)]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == current.published_at and dates[-1] == earlier.published_at
    assert parse_datetime(feed.findtext(f"{ATOM}updated")) == current.published_at
    # An older edition that is put in after the newer one changes what is told of the newer one.
    late = current.published_at.replace(year=current.published_at.year + 1)
    Edition.internal.filter(pk=earlier.pk).update(published_at=late)
    told = entries(feed_of(client, township_feed(current)))
    assert {parse_datetime(entry["updated"]) for entry in told} == {late}


def test_a_feed_says_the_same_when_nothing_happened(client, current):
    for address in all_feeds(current):
        assert client.get(address).content == client.get(address).content


def test_ids_outlive_the_host_and_the_scheme(client, current):
    address = township_feed(current)
    elsewhere = client.get(address, secure=True, headers={"host": "127.0.0.1"})
    moved = etree.fromstring(elsewhere.content)
    feed = feed_of(client, address)
    assert [e["id"] for e in entries(moved)] == [e["id"] for e in entries(feed)]
    assert moved.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")
    assert all(entry["id"].startswith("urn:uuid:") for entry in entries(feed))


def test_what_a_feed_has_no_room_for_is_told(client, current, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 8)
    told = entries(feed_of(client, township_feed(current)))
    assert len(told) == 8
    assert told[-1]["title"] == "新地乡：另有 12 项变动（2025年7月）"
    assert "全部改动见版本比较" in told[-1]["summary"]
    assert client.get(told[-1]["link"]).status_code == 200
    assert "/compare/" in told[-1]["link"]


def test_a_department_is_told_what_concerns_it(client, current):
    body = Department.published.get(
        county=current.township.county, name__endswith="人力资源和社会保障局"
    )
    told = entries(feed_of(client, f"{body.get_absolute_url()}feed/"))
    assert [entry["title"].split("，")[0] for entry in told] == [
        "新地乡：由基本履职改为上级收回",
        "新地乡：公布清单（2025年3月·示例）",
    ]


def test_a_search_is_told_of_rows_with_its_words_alone(client, current):
    for word, least in (("殡葬", 2), ("消防", 2)):
        address = f"/search/feed/?q={word}&township={current.township.slug}"
        told = entries(feed_of(client, address))
        assert len(told) >= least
        assert all(word in entry["title"] + entry["summary"] for entry in told[:-1])
    assert entries(feed_of(client, "/search/feed/?q=xyzzy")) == []


def test_signs_that_no_xml_holds_are_left_out(client, current):
    Item.internal.filter(edition=current, kind="basic", number=1).update(name="党建\x0b<b>&\ufffe")
    titles = [entry["title"] for entry in entries(feed_of(client, township_feed(current)))]
    assert any("党建<b>&" in title for title in titles)
    assert feed_of(client, "/search/feed/?q=%0B低保<b>%26%EF%BF%BE") is not None


def test_a_search_for_nothing_has_no_feed(client, db):
    for query in ("", "?q=", "?q=%20", "?q=低保&township=nowhere"):
        assert client.get(f"/search/feed/{query}").status_code == 404


def test_the_draft_after_the_edition_in_force_is_in_no_feed(client_of, db):
    draft = take(LATER).edition
    secret = Secret("draft")
    words = draft.items.first().name[:20]
    for role in ("public", "other_office", "administrator"):  # for all the same
        client = client_of(role)
        for address in (township_feed(draft), f"/search/feed/?q={words}"):
            answer = client.get(address)
            assert answer.status_code == 200
            assert not secret.in_answer(answer, address) and draft.slug not in str(answer.content)
    before = client_of("public").get(township_feed(draft)).content
    draft.publish()
    after = client_of("public").get(township_feed(draft)).content
    assert before != after and draft.slug in after.decode()


def test_a_withdrawn_edition_leaves_its_feeds(client, current, earlier):
    earlier.withdraw()
    assert earlier.slug not in client.get(township_feed(current)).content.decode()
    current.withdraw()
    assert client.get(township_feed(current)).status_code == 404


def test_no_cache_keeps_a_feed_for_long(client, client_of, current):
    for address in all_feeds(current):
        assert client.get(address)["Cache-Control"] == "public, max-age=300", address
    staff = client_of("office").get(township_feed(current))
    assert staff["Cache-Control"] == "private, no-store"


def test_feeds_ask_the_database_little(client, current, django_assert_max_num_queries):
    for address in all_feeds(current):
        client.get(address)
        with django_assert_max_num_queries(12):
            client.get(address)


def test_pages_name_their_feeds(client, current):
    body = Department.published.get(county=current.township.county, name__endswith="县应急管理局")
    for page, feed in (
        (current.township.get_absolute_url(), township_feed(current)),
        (body.get_absolute_url(), f"{body.get_absolute_url()}feed/"),
        ("/search/?q=低保", "/search/feed/?q=低保"),
    ):
        html = client.get(page).content.decode()
        assert 'rel="alternate" type="application/atom+xml"' in html, page
        assert html.count(f'href="{feed}"') == 2, page  # for programs, and to click on
        assert client.get(feed).status_code == 200
