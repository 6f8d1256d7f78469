"""Everything can be reached and seen by keyboard alone."""

from playwright.sync_api import Page, expect

# What has the focus: its kind, its outline as drawn, whether it stands inside the window.
FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    is: `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 20)}`,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
  }
}"""
PATIENCE = 80  # presses of Tab


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"{PATIENCE} presses of Tab do not reach {selector}")


def test_the_first_tab_reaches_the_way_past_the_header(open_page, pages):
    page = open_page()
    for name in ("home", "township", "item-cooperation", "search", "login"):
        page.goto(pages[name])
        page.keyboard.press("Tab")
        skip = page.locator(".skip-link")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null"), name


def test_whatever_has_the_focus_shows_it(open_page, pages):
    page = open_page()
    for name in ("home", "search-filtered", "township-filtered"):
        page.goto(pages[name])
        for _ in range(45):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus["is"].startswith("body"):
                break
            assert focus["outline"] >= 2, (name, focus)
            assert focus["seen"], (name, focus)


def test_from_the_home_page_to_the_proof_without_a_mouse(open_page):
    page = open_page()
    page.goto("/")
    tab_to(page, "#q")
    page.keyboard.type("宅基地")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    tab_to(page, "a.facet__choice")
    page.keyboard.press("Enter")
    expect(page.locator(".facet__choice[aria-current]")).to_have_count(1)
    # Whoever chose a facet goes on from there, not from the top of the page.
    expect(page.locator(".facet__choice[aria-current]")).to_be_focused()
    page.goto("/search/?q=宅基地")
    tab_to(page, ".row__name a")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("article.item h1")).to_have_text(name)
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.printed")).to_have_attribute("open", "")
