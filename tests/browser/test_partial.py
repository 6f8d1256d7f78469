"""What changes within a page changes alone: the list, the address, the count told aloud."""

import re

import pytest
from playwright.sync_api import Page, expect

STAMP = "window.stamp = 'the same page'"
STAMPED = "window.stamp === 'the same page'"


@pytest.fixture
def page(open_page):
    return open_page()


def shown(page: Page) -> int:
    """How many rows the sentence above the list names."""
    return int(page.locator(".sentence strong").first.text_content())


def test_choosing_a_filter_refreshes_the_list_alone(page, pages):
    page.goto(pages["township-cooperation"])
    page.evaluate(STAMP)
    before = shown(page)
    chooser = page.get_by_label("事项类别")
    value = chooser.locator("option").nth(1).get_attribute("value")
    chooser.focus()
    chooser.select_option(value)
    expect(page.locator(".filter-tag")).to_have_count(1)
    assert page.evaluate(STAMPED)
    assert f"category={value}" in page.url and "kind=cooperation" in page.url
    assert shown(page) < before
    expect(page.locator("#announcement")).to_have_text(f"配合履职事项 {shown(page)} 项")
    expect(page.get_by_label("事项类别")).to_be_focused()
    expect(page.get_by_label("事项类别")).to_have_value(value)


def test_back_leads_to_the_list_before(page, pages):
    page.goto(pages["township-cooperation"])
    address, before = page.url, shown(page)
    page.get_by_label("事项类别").select_option(index=1)
    expect(page.locator(".filter-tag")).to_have_count(1)
    filtered = page.url
    page.go_back()
    expect(page.locator(".filter-tag")).to_have_count(0)
    assert (page.url, shown(page)) == (address, before)
    expect(page.locator("header.site-header")).to_have_count(1)
    page.go_forward()
    expect(page.locator(".filter-tag")).to_have_count(1)
    assert page.url == filtered
    page.reload()
    expect(page.locator(".filter-tag")).to_have_count(1)


def test_tabs_and_pages_of_a_list_refresh_it_alone(page, pages):
    page.goto(pages["township"])
    page.evaluate(STAMP)
    page.locator(".tab--cooperation").click()
    expect(page.locator(".tab--cooperation")).to_have_attribute("aria-current", "true")
    expect(page.locator(".tab--cooperation")).to_be_focused()
    page.get_by_role("link", name="下一页").click()
    expect(page.locator(".pages__here")).to_have_text("第2页")
    expect(page.locator(".row").first, "one reads on at the top").to_be_in_viewport()
    assert page.evaluate(STAMPED)
    assert "kind=cooperation" in page.url and "page=2" in page.url
    expect(page.locator("header.site-header")).to_have_count(1)


@pytest.mark.parametrize("name", ["township", "category", "search"])
def test_a_row_opens_its_whole_page(page, pages, name):
    page.goto(pages[name])
    page.evaluate(STAMP)
    page.locator(".row__name a").first.click()
    expect(page.locator("article.item")).to_be_visible()
    assert not page.evaluate(STAMPED)
    expect(page).to_have_title(re.compile("第[0-9]+项"))
    expect(page.locator("#results")).to_have_count(0)
    expect(page.locator("header.site-header")).to_have_count(1)


def test_a_facet_refreshes_the_results_alone(page, pages):
    page.goto(pages["search"])
    page.evaluate(STAMP)
    choice = page.locator("a.facet__choice").first
    count = int(re.search(r"[0-9]+", choice.locator(".facet__count").text_content())[0])
    choice.click()
    expect(page.locator(".facet__choice[aria-current]")).to_have_count(1)
    assert page.evaluate(STAMPED)
    assert "q=" in page.url and "kind=" in page.url
    expect(page.locator("#announcement")).to_contain_text(f"共 {count} 项")
    expect(page.locator("#q")).to_have_value("低保")
    page.go_back()
    expect(page.locator(".facet__choice[aria-current]")).to_have_count(0)
    expect(page.locator("header.site-header")).to_have_count(1)


def test_the_title_tells_of_the_list_shown(page, pages):
    page.goto(pages["township-cooperation"])
    before = page.title()
    page.get_by_label("事项类别").select_option(index=1)
    expect(page.locator(".filter-tag")).to_have_count(1)
    expect(page).not_to_have_title(before)
