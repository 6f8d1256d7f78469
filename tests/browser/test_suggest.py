"""The search box suggests names while one types, by keyboard, by touch and to screen readers."""

import json
import re
import time
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import LARGE
from tests.browser.watch import TAGS, Watch, axe, layout

OPTIONS = "#q-suggestions [role=option]"
TALLEST_LINES = 44  # px a finger needs


@pytest.fixture
def box(open_page):
    """Opens the home page and gives it with its search box."""

    def make(address: str = "/", *args, **options):
        page = open_page(*args, **options)
        page.goto(address)
        return page, page.locator("#q[role=combobox]")

    return make


def typed_in(route: Route) -> str:
    """What a request for suggestions asks for."""
    return parse_qs(urlsplit(route.request.url).query)["q"][0]


def test_the_box_says_what_it_is_and_what_it_offers(box):
    page, field = box()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    field.press_sequentially("安全")
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.locator(OPTIONS)
    count = options.count()
    assert 1 < count <= 8
    listbox = page.get_by_role("listbox")
    expect(listbox).to_have_id(field.get_attribute("aria-controls"))
    expect(page.locator(".search-form [role=status]")).to_contain_text(f"有 {count} 条建议")
    for kind in page.locator(".suggestions__kind").all_text_contents():
        assert kind in ("事项", "部门", "类别", "地方")
    assert axe(page, *TAGS) == []


def test_arrows_choose_and_enter_opens(box):
    page, field = box()
    field.press_sequentially("新地")
    options = page.locator(OPTIONS)
    expect(options.first).to_contain_text("新地乡")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    assert axe(page, *TAGS) == []
    field.press("Enter")
    page.wait_for_url("**/townships/**")


def test_home_end_and_both_arrows_go_through_the_list_and_escape_closes_it(box):
    page, field = box()
    field.press_sequentially("奇台")
    options = page.locator(OPTIONS)
    expect(options.first).to_be_visible()
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(page.locator(f"{OPTIONS}[aria-selected=true]")).to_have_count(0)
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("奇台")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_enter_without_a_choice_searches_what_was_typed(box):
    page, field = box()
    field.press_sequentially("宅基")
    expect(page.locator(OPTIONS).first).to_be_visible()
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert unquote(urlsplit(page.url).query) == "q=宅基"


def test_a_duty_is_searched_for_in_the_place_of_the_form(box, pages):
    page, field = box(pages["township"])
    field.press_sequentially("宅基")
    option = page.locator(OPTIONS).first
    name = option.locator(".suggestions__name").text_content()
    option.click()
    page.wait_for_url("**/search/?q=*")
    query = parse_qs(urlsplit(page.url).query)
    assert query["q"] == [name] and query["township"]


def test_fast_typing_shows_the_last_answer_only(box):
    page, field = box()
    asked = []

    def answer(route: Route) -> None:
        asked.append(typed_in(route))
        if len(asked) == 1:
            time.sleep(0.6)  # the first answer comes after the last
        one = {"text": f"关于{asked[-1]}", "kind": "事项", "url": "/"}
        try:
            route.fulfill(body=json.dumps({"suggestions": [one]}), content_type="application/json")
        except Exception as error:  # the page gave this request up
            assert len(asked) == 1, error

    page.route("**/suggest?*", answer)
    field.press_sequentially("低")
    page.wait_for_timeout(200)
    field.press_sequentially("保金", delay=20)
    expect(page.locator(OPTIONS)).to_have_text(["关于低保金 事项"])
    page.wait_for_timeout(900)
    expect(page.locator(OPTIONS)).to_have_text(["关于低保金 事项"])
    # Between fast keys nobody is asked.
    assert asked == ["低", "低保金"]


def test_nothing_is_asked_while_an_input_method_composes(box):
    page, field = box()
    asked = []
    page.on("request", lambda request: "/suggest?" in request.url and asked.append(request.url))
    field.focus()
    compose(page, "compositionstart", "zhai")
    page.wait_for_timeout(400)
    assert asked == []
    expect(page.get_by_role("listbox")).to_be_hidden()
    compose(page, "compositionend", "宅")
    expect(page.locator(OPTIONS).first).to_be_visible()
    assert len(asked) == 1 and unquote(asked[0]).endswith("q=宅")


def compose(page: Page, event: str, text: str) -> None:
    """What an input method does to the field: an event of composition, and text in the field."""
    page.evaluate(
        """([event, text]) => {
          const field = document.querySelector("#q");
          if (event === "compositionstart") field.dispatchEvent(new CompositionEvent(event));
          field.value = text;
          field.dispatchEvent(new InputEvent("input", {isComposing: event === "compositionstart"}));
          if (event === "compositionend") field.dispatchEvent(new CompositionEvent(event));
        }""",
        [event, text],
    )


def test_the_list_closes_when_one_goes_on(box):
    page, field = box()
    field.press_sequentially("消防")
    expect(page.locator(OPTIONS).first).to_be_visible()
    field.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("display", ["", LARGE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_a_finger_hits_one_option(box, portal, display, scheme):
    page, field = box("/", display, width=360, has_touch=True, color_scheme=scheme)
    watch = Watch(page, portal)
    field.press_sequentially("应急")
    options = page.locator(OPTIONS)
    expect(options.first).to_be_visible()
    for option in options.all():
        assert option.bounding_box()["height"] >= TALLEST_LINES
    field.press("ArrowDown")
    assert layout(page) + axe(page, "color-contrast", "target-size") == []
    page.get_by_role("option", name="应急管理及消防").tap()
    page.wait_for_url("**/categories/**")
    assert watch.heard == []


def test_an_answer_that_fails_leaves_a_plain_field(box):
    page, field = box()
    page.route("**/suggest?*", lambda route: route.abort())
    field.press_sequentially("低保")
    page.wait_for_timeout(400)
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_without_script_it_is_a_plain_search_field(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    expect(page.locator("[role=combobox]")).to_have_count(0)
    page.get_by_role("searchbox").fill("低保")
    page.get_by_role("button", name="搜索").click()
    page.wait_for_url("**/search/?q=*")
