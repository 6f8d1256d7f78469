"""What an address says is what is shown, whatever somebody writes into it."""

import pytest

from tests import addresses
from tests.pages.html import Page

# Sent to every page; none may break it, and the page stays the page.
STRANGE = {
    "page no number": {"page": "zzz"},
    "page negative": {"page": "-1"},
    "page zero": {"page": "0"},
    "page beyond the last": {"page": "999999"},
    "page beyond all numbers": {"page": "9" * 50},
    "page empty": {"page": ""},
    "kind unknown": {"kind": "zzz"},
    "values unknown": {"category": "zzz", "department": "zzz", "township": "zzz"},
    "county unknown": {"county": "zzz"},
    "NUL": dict.fromkeys(("q", "kind", "category", "department", "township", "county"), "a\x00b"),
    "NUL alone": dict.fromkeys(("q", "page", "township", "county", "all", "next"), "\x00"),
    "twice": {"kind": ["basic", "revoked"], "page": ["1", "2"], "q": ["低保", "犬"]},
    "lone surrogate": {"q": "\udcff".encode("utf-8", "surrogateescape")},
    "SQL": {"q": "'; DROP TABLE lists_item; --", "category": "' OR 1=1 --", "kind": "'"},
    "HTML": {"q": "<script>alert(1)</script>", "kind": "<b>", "county": '"><img src=x>'},
    "unknown parameter": {"zzz": "zzz", "__proto__": "x"},
}
QUERIES = {
    "10000 characters": "低保" * 5000,
    "10000 letters": "a" * 10_000,
    "tsquery": "a & | ! ( ) :* <-> '",
    "backslashes": "\\' \\\\ '' \" %s %(x)s {} {{ }} {% %}",
    "punctuation": "，。！？；：“”（）【】…—·、",
    "blanks": " \t\n　\u200b",
    "emoji": "🐕🏽👩‍👩‍👧 ❤️",
    "wide letters": "ＬＯＷ　１２３",
    "traditional": "流浪貓狗",
    "right to left": "\u202eabc\u202c",
    "combining": "e\u0301" * 100,
    "wildcards": "%_*?",
    "one filler": "管",
    "supplementary": "𠀀𠀁",
    "date": "2025-07-01",
}


@pytest.fixture
def pages(db):
    return addresses.public()


def with_params(address: str) -> tuple[str, dict]:
    path, _, query = address.partition("?")
    return path, dict(pair.split("=", 1) for pair in query.split("&") if pair)


@pytest.mark.parametrize("params", STRANGE.values(), ids=STRANGE)
def test_no_parameter_breaks_a_page(client, pages, params):
    for name, address in pages.items():
        path, own = with_params(address)
        answer = client.get(path, own | params)
        assert answer.status_code == (404 if name == "missing" else 200), name
        html = answer.content.decode()
        for harm in ("<script>alert", "<img src=x", "\x00", "<b>"):
            assert harm not in html, name


@pytest.mark.parametrize("typed", QUERIES.values(), ids=QUERIES)
def test_no_query_breaks_the_search(client, pages, typed):
    for name in ("search", "search-township", "search-filtered"):
        path, own = with_params(pages[name])
        answer = client.get(path, own | {"q": typed})
        assert answer.status_code == 200
        assert len(answer.content) < 300_000


def test_a_query_is_shown_escaped(client, db):
    page = client.get("/search/", {"q": "<script>alert(1)</script>\"' &amp;低保"})
    html = page.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27; &amp;amp;低保" in html


def test_a_page_beyond_the_last_is_the_last(client, pages):
    path, own = with_params(pages["search-page"])
    last = client.get(path, own | {"page": "999999"}).context["page"]
    assert last.number == last.paginator.num_pages > 1


def test_pages_cut_a_list_without_loss(client, pages):
    for name in ("edition", "department", "category", "search-page"):
        path, own = with_params(pages[name])
        seen, address = [], f"{path}?" + "&".join(f"{k}={v}" for k, v in own.items() if k != "page")
        while address:
            answer = client.get(path + address.removeprefix(path))
            page = answer.context.get("page") or answer.context["listing"].page
            # A search pages duties, each by its wordings.
            seen += [tuple(row) if isinstance(row, list) else row.pk for row in page]
            address = Page(answer).to("next")
        assert len(seen) == len(set(seen)) == page.paginator.count


def test_the_whole_list_stands_on_one_page(client, pages):
    path, _ = with_params(pages["township"])
    for kind in ("basic", "cooperation", "revoked"):
        listing = client.get(path, {"kind": kind, "all": "1"}).context["listing"]
        assert len(listing.page) == listing.tab.count and not listing.page.has_next()


def test_every_choice_of_the_filters_can_be_written_into_the_address(client, pages):
    for name in ("township", "department", "category"):
        path, _ = with_params(pages[name])
        listing = client.get(path).context["listing"]
        for tab in listing.tabs:
            assert client.get(path, {"kind": tab.kind}).context["listing"].tab.kind == tab.kind
        for field in listing.filter.form:
            for slug, label in field.field.choices[1:7]:
                answer = client.get(path, {field.name: slug, "kind": listing.tab.kind})
                name, _, rows = label.rpartition("（")
                assert answer.context["listing"].tab.count == int(rows.rstrip("）"))
                assert f"“{name}”" in Page(answer).text


# A search asks for rarity, counts, words, meaning, evidence, slips, rows, facets and its record,
# besides who may see which drafts; a verdict searches, then fetches the rows it quotes whole.
SEARCHES = ("search", "check-", "off-list")
MOST_ASKED, MOST_ASKED_OF_A_SEARCH = 12, 22
# Kept counts know no drafts: whoever may see some has these counted besides.
MOST_ASKED_OF_DRAFTS = 2


@pytest.mark.parametrize("role", ["public", "township", "administrator"])
def test_a_page_asks_the_database_a_few_times(
    client_of, pages, role, django_assert_max_num_queries
):
    client = client_of(role)
    asked = pages if role == "public" else pages | {"desk": "/desk/"}
    for name, address in asked.items():
        client.get(address)  # what is asked once per process
        most = MOST_ASKED_OF_A_SEARCH if name.startswith(SEARCHES) else MOST_ASKED
        most += 0 if role == "public" else MOST_ASKED_OF_DRAFTS
        with django_assert_max_num_queries(most, info=name):
            client.get(address)
