"""How pages are shown: large, in high contrast, dark, on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

COLOUR = "([element, what]) => getComputedStyle(document.querySelector(element))[what]"


def lightness(page: Page, element: str, what: str) -> float:
    """How light a colour of an element is, 0 for black to 1 for white."""
    red, green, blue = map(float, re.findall(r"[\d.]+", page.evaluate(COLOUR, [element, what]))[:3])
    return round((0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255, 3)


def test_the_display_stays_from_page_to_page(open_page, pages):
    page = open_page()
    page.goto("/")
    normal = page.evaluate("getComputedStyle(document.body).fontSize")
    page.get_by_role("button", name="特大字").click()
    page.get_by_role("button", name="高对比").click()
    for name in ("township", "search", "item-basic", "help"):
        page.goto(pages[name])
        root = page.locator("html")
        expect(root).to_have_attribute("data-size", "larger")
        expect(root).to_have_attribute("data-contrast", "high")
        pressed = page.locator(".display-switch [aria-pressed=true]")
        assert pressed.all_text_contents() == ["特大字", "高对比"]
    grown = page.evaluate("getComputedStyle(document.body).fontSize")
    assert float(grown[:-2]) == 1.5 * float(normal[:-2])
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["display"]["value"] == "larger-high"
    assert cookies["display"]["expires"] > 0, "gone when the browser closes"
    page.get_by_role("button", name="高对比").click()
    expect(page.locator("html")).to_have_attribute("data-contrast", "normal")
    page.get_by_role("button", name=re.compile("标准")).click()
    expect(page.locator("html")).to_have_attribute("data-size", "normal")


@pytest.mark.parametrize("display", ["", "normal-high"], ids=["normal", "high"])
def test_dark_is_dark(open_page, pages, display):
    page = open_page(display, color_scheme="dark")
    for name, part in (("home", ".card"), ("search", ".row"), ("item-cooperation", ".item")):
        page.goto(pages[name])
        for element in (
            ("body", ".site-header", part, "#q")
            if name != "item-cooperation"
            else (
                "body",
                part,
            )
        ):
            assert lightness(page, element, "backgroundColor") < 0.2, (name, element)
            assert lightness(page, element, "color") > 0.7, (name, element)
        page.emulate_media(color_scheme="light")
        assert lightness(page, "body", "backgroundColor") > 0.9
        page.emulate_media(color_scheme="dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_stands_the_matter_alone_black_on_white(open_page, pages, scheme):
    page = open_page(color_scheme=scheme)
    for name in ("item-cooperation", "item-revoked", "township-whole", "search"):
        page.goto(pages[name])
        page.emulate_media(media="print", color_scheme=scheme)
        for gone in ("nav", "form", "button", ".facets", ".site-header__top", ".skip-link"):
            for element in page.locator(gone).all():
                expect(element, f"{name} {gone}").to_be_hidden()
        expect(page.locator("main h1")).to_have_count(1)
        assert lightness(page, "body", "color") == 0
        assert lightness(page, "body", "backgroundColor") == 1
        matter = ".item" if name.startswith("item") else ".row"
        assert lightness(page, matter, "backgroundColor") == 1
        assert lightness(page, f"{matter} .kind", "color") < 0.45
        page.emulate_media(media="screen")


def test_an_item_and_a_whole_list_go_to_paper(open_page, pages):
    page = open_page()
    for name, least in (("item-cooperation", 1), ("township-whole", 4)):
        page.goto(pages[name])
        document = page.pdf(format="A4")
        sheets = len(re.findall(rb"/Type\s*/Page\b", document))
        assert sheets >= least, name
