"""From a complaint to the sheet one prints: without script, on paper, with the button."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

A4 = (595, 842)  # points


def test_from_a_complaint_to_the_sheet_without_script(open_page):
    page = open_page(java_script_enabled=False, width=360)
    page.goto("/")
    page.locator("main").get_by_role("link", name="判断一件事归不归").click()
    page.get_by_label("什么事").fill("文明养犬")
    page.locator("main").get_by_role("button", name="判断").click()
    expect(page.get_by_text("请先选择乡镇（街道）")).to_be_visible()
    page.get_by_label("哪个乡镇").select_option(label="新地乡")
    page.locator("main").get_by_role("button", name="判断").click()
    expect(page.locator("h1")).to_contain_text("牵头，新地乡配合")
    page.get_by_role("link", name="打印转办（退单）依据").click()
    expect(page.locator("h1")).to_have_text("转办（退单）依据")
    expect(page.locator(".sheet")).to_contain_text("文明养犬管理工作")
    expect(page.locator("[data-print]")).to_be_hidden()
    # The township is remembered.
    page.goto("/check/")
    assert page.get_by_label("哪个乡镇").input_value() == "xindixiang"


def test_the_township_s_page_asks_for_its_own_list(open_page, pages):
    page = open_page()
    page.goto(pages["township"])
    page.get_by_label("这件事归谁？").fill("收养登记")
    page.get_by_role("button", name="判断").click()
    expect(page.locator("h1")).to_have_text("上级已收回，由吉木萨尔县民政局承接")


def test_a_long_complaint_pasted_into_the_field_is_answered(open_page, pages):
    page = open_page()
    page.goto("/check/?township=xindixiang")
    page.get_by_label("什么事").fill("隔壁养的狗不拴绳，" * 400)
    with page.expect_navigation() as navigation:
        page.locator("main").get_by_role("button", name="判断").click()
    assert navigation.value.status == 200
    expect(page.get_by_text("只按前 300 个字判断")).to_be_visible()


def test_the_button_prints(open_page, pages):
    page = open_page()
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(pages["basis"])
    page.get_by_role("button", name="打印这一页").click()
    assert page.evaluate("window.printed")


def test_a_sheet_is_one_page_of_a4_without_navigation(open_page, pages):
    page = open_page(color_scheme="dark")
    for name in ("basis", "basis-basic", "basis-revoked", "off-list"):
        page.goto(pages[name])
        paper = pypdfium2.PdfDocument(page.pdf(format="A4", print_background=True))
        assert len(paper) == 1, name
        assert paper[0].get_size() == pytest.approx(A4, abs=2)
        text = re.sub(r"\s+", "", paper[0].get_textpage().get_text_bounded())
        expected = "清单外事项说明" if name == "off-list" else "依据"
        assert expected in text and "打印日期" in text and "固定网址" in text, name
        for gone in ("首页", "登录", "字号", "使用帮助", "打印这一页", "回到判断结果"):
            assert gone not in text, (name, gone)
        # White ground, black letters, also from a dark screen.
        picture = paper[0].render(scale=1).to_pil().convert("L")
        tones = picture.histogram()
        assert picture.getpixel((5, 5)) == 255 and sum(tones[200:]) > 0.8 * sum(tones)
        assert sum(tones[:60]) > 500, name
