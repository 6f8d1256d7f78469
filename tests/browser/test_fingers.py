"""A phone in a shaky hand, with large letters: what is tapped is 44 px high, nothing runs over."""

import pytest

from tests.browser.watch import layout

PHONE = {"width": 360, "has_touch": True, "is_mobile": True}
# Pages over townships, and the ways to them.
PAGES = [
    "home",
    "county",
    "township-cooperation",
    "item-cooperation",
    "departments-county",
    "department",
    "search",
    "search-county",
    "check-cooperation",
    "duty",
    "conflicts",
    "gaps",
    "gaps-few",
    "elastic",
    "compare",
    "load",
    "embed",
    "categories",
    "help",
]
# Links within a sentence are left as they are; the list of lists draws its own table.
LOW = """() => [...document.querySelectorAll("a[href], button, summary, select, input, textarea")]
  .filter(one => one.checkVisibility() && one.type !== "hidden")
  .filter(one => !one.closest(".skip-link, .heat, details:not([open]) > :not(summary)"))
  .filter(one => getComputedStyle(one).display !== "inline")
  .map(one => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect()])
  .map(([text, box]) => [text, Math.round(box.width), Math.round(box.height)])"""
CELLS = """() => [...document.querySelectorAll(".stacked tbody td")].map(cell => {
  const style = getComputedStyle(cell);
  return [style.display, getComputedStyle(cell, "::before").content, cell.dataset.label || ""];
})"""


@pytest.mark.parametrize("name", PAGES)
def test_what_is_tapped_is_high_enough(open_page, pages, name):
    page = open_page(**PHONE)
    page.goto(pages[name])
    found = page.evaluate(LOW)
    assert len(found) >= 8
    assert [one for one in found if one[2] < 44 or one[1] < 24] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_over_in_letters_of_twice_the_size(open_page, pages, name):
    page = open_page(**PHONE)
    page.goto(pages[name])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert layout(page) == []


@pytest.mark.parametrize("name", ["duty", "gaps", "elastic-empty"])
def test_a_phone_shows_rows_as_cards_that_stay_a_table(open_page, pages, name):
    page = open_page(**PHONE)
    page.goto(pages[name])
    cells = page.evaluate(CELLS)
    assert cells
    for display, before, label in cells:
        assert display == "block" and label and label in before
    spoken = page.locator(".stacked").first.aria_snapshot()
    assert "columnheader" in spoken and "rowheader" in spoken and "cell" in spoken
    wide = open_page()
    wide.goto(pages[name])
    assert {display for display, _, _ in wide.evaluate(CELLS)} == {"table-cell"}


def test_a_printed_page_says_where_and_when_it_was_printed(open_page, pages):
    page = open_page()
    page.goto(pages["search"])
    line = page.locator(".site-footer__print")
    assert not line.is_visible()
    page.emulate_media(media="print")
    assert line.is_visible()
    assert "/search/?q=低保" in line.text_content() and "打印日期：" in line.text_content()


def test_a_wide_table_is_whole_on_paper(open_page, pages):
    page = open_page(width=640)
    page.goto(pages["duty"])
    page.emulate_media(media="print")
    frame = page.locator(".table-frame").last
    assert frame.evaluate("frame => getComputedStyle(frame).overflowX") == "visible"
    assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
