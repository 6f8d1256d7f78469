"""Everything works where JavaScript is off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import log_in


@pytest.fixture
def page(open_page):
    return open_page(java_script_enabled=False)


def test_searching_narrowing_and_opening(page):
    page.goto("/")
    page.locator("#q").fill("环境")
    page.get_by_role("button", name="搜索").click()
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("main .sentence")).to_contain_text("环境")
    page.get_by_role("complementary").get_by_role("link", name="配合履职").click()
    page.wait_for_url("**kind=cooperation**")
    for kind in page.locator(".row .kind").all_text_contents():
        assert kind == "配合履职"
    page.locator(".row__name a").first.click()
    expect(page.locator("article.item")).to_be_visible()


def test_a_list_is_filtered_by_its_button_and_paged(page, pages):
    page.goto(pages["township"])
    page.get_by_role("link", name=re.compile("配合履职")).first.click()
    page.wait_for_url("**kind=cooperation**")
    page.get_by_role("link", name="下一页").click()
    page.wait_for_url("**page=2**")
    expect(page.locator(".pages__here")).to_have_text("第2页")
    chooser = page.get_by_label("事项类别")
    value = chooser.locator("option").nth(1).get_attribute("value")
    chooser.select_option(value)
    page.get_by_role("button", name="筛选").click()
    page.wait_for_url(f"**category={value}**")
    expect(page.locator(".filter-tag")).to_have_count(1)
    assert "kind=cooperation" in page.url


def test_the_display_is_switched(page, pages):
    page.goto(pages["search-page"])
    page.get_by_role("button", name="特大字").click()
    expect(page.locator("html")).to_have_attribute("data-size", "larger")
    assert "page=2" in page.url


def test_one_comes_in_and_goes_out(page):
    page.goto("/")
    log_in(page, "township")
    page.get_by_role("button", name=re.compile("退出")).click()
    expect(page.get_by_role("link", name="工作人员登录")).to_be_visible()
