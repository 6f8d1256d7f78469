"""Everything works where JavaScript is off."""

import re

import pytest
from playwright.sync_api import expect

from lists.reports import SOONEST
from tests.browser.conftest import LARGE, log_in


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


def test_an_error_is_reported_and_its_answer_awaited(open_page, pages):
    # On a phone, in large letters: who reads the lists at home has no other screen.
    page = open_page(LARGE, width=360, java_script_enabled=False)
    page.goto(pages["item-basic"])
    page.get_by_role("link", name="发现这一项有错？告诉清单管理部门").click()
    page.wait_for_url("**/report/")
    page.get_by_label("哪里有错").fill("最后一行少了一个字。我的电话是13800000000")
    page.get_by_label("文字与原文不一致").check()
    page.get_by_role("button", name="发送").click()
    # Nobody writes that fast: what was written is still there and is sent again.
    expect(page.get_by_role("alert")).to_contain_text("还没有发送")
    expect(page.get_by_label("哪里有错")).to_have_value(re.compile("少了一个字"))
    expect(page.get_by_label("文字与原文不一致")).to_be_checked()
    page.wait_for_timeout(1000 * (SOONEST + 1))
    page.get_by_role("button", name="发送").click()
    page.wait_for_url("**/report/?sent=1")
    expect(page.locator("h1")).to_have_text("已收到，谢谢您")
    page.get_by_role("link", name="回到这一项").click()
    expect(page.locator(".row-reports")).to_contain_text("已收到（")
    office = open_page(logged=True, java_script_enabled=False)
    office.goto(pages["reports"])
    report = office.locator(".row", has_text="最后一行少了一个字")
    expect(report).not_to_contain_text("13800000000")
    report.get_by_label("核对结果").select_option("已更正")
    report.get_by_role("textbox", name="答复").fill("已补上缺少的字。")
    report.get_by_role("button", name="保存答复").click()
    expect(office.get_by_text("已保存答复")).to_be_visible()
    page.reload()
    expect(page.locator(".row-reports")).to_contain_text("已补上缺少的字。")


def test_the_field_for_machines_is_nowhere_for_people(page, pages):
    page.goto(pages["report"])
    expect(page.locator("#website")).to_be_hidden()
    assert "空着" not in page.locator("main").aria_snapshot()
