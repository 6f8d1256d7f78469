"""Whatever length somebody pastes, a page of ours answers, not the server's own refusal."""

import pytest
from playwright.sync_api import expect

LONG = {
    "words": "农村低保申请" * 1667,
    "letters": "a" * 10_000,
    "signs": "？！，。" * 2500,
    "emoji": "🐕" * 5000,
}
LARGEST = 150_000  # bytes of a page, uncompressed


@pytest.mark.parametrize("typed", LONG.values(), ids=LONG)
def test_ten_thousand_characters_in_the_address(open_page, typed):
    page = open_page()
    answer = page.request.get("/search/", params={"q": typed})
    assert answer.status == 200
    assert "乡镇履职事项清单" in answer.text()


def test_ten_thousand_characters_in_the_field(open_page):
    page = open_page()
    page.goto("/")
    page.locator("#q").fill(LONG["words"])
    with page.expect_navigation() as navigation:
        page.locator("#q").press("Enter")
    assert navigation.value.status == 200
    expect(page.locator("main")).to_contain_text("只按前")
    # The links on the page repeat no more of it than what was searched.
    links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert max(map(len, links)) < 4000


def test_the_page_that_answers_a_long_query_is_light(open_page):
    answer = open_page().request.get("/search/", params={"q": LONG["words"]})
    assert len(answer.body()) < LARGEST
