"""The admin in a browser that forbids inline scripts and styles: every page works and is quiet."""

from playwright.sync_api import Page

from tests.browser.watch import Watch

LISTENS = """addEventListener('securitypolicyviolation', event =>
    console.error('forbidden by policy:', event.violatedDirective, event.blockedURI))"""
# Objects of a list are opened by the first of them; the page asks for no more.
FIRST = "#result_list tbody tr:first-child th a, #result_list tbody tr:first-child td.field-id a"


def addresses(page: Page, selector: str) -> list[str]:
    """The addresses of some links on the page."""
    found = page.eval_on_selector_all(selector, "all => all.map(a => a.getAttribute('href'))")
    return list(dict.fromkeys(found))


def test_every_page_of_the_admin_works_under_the_policy(open_page, portal):
    page = open_page(logged=True)
    page.add_init_script(LISTENS)
    watch = Watch(page, portal)
    assert page.goto("/admin/").status == 200
    opened = addresses(page, "#content-main a[href^='/admin/']:not(.viewlink)")
    assert len(opened) > 30
    for address in opened:
        assert page.goto(address).status == 200, address
        for one in addresses(page, FIRST)[:1]:
            assert page.goto(f"{portal}{one}").status == 200, one
    assert not watch.heard, "\n".join(watch.heard)


def test_the_scripts_of_the_admin_run(open_page, portal):
    page = open_page(logged=True)
    page.add_init_script(LISTENS)
    watch = Watch(page, portal)
    page.goto("/admin/lists/edition/")
    page.locator("#action-toggle").check()
    assert "selected" in page.locator("#result_list tbody tr").first.get_attribute("class")
    page.locator("select[name=action]").select_option("withdraw")
    page.locator("button[name=index]").click()
    page.get_by_text("请确认：撤回").first.wait_for()
    page.get_by_text("不，返回").click()
    page.wait_for_url("**/admin/lists/edition/")
    page.goto("/admin/lists/thesaurusgroup/add/")
    assert page.locator(".selector-available").count() == 1
    theme = page.locator("html").get_attribute("data-theme")
    page.locator("button.theme-toggle").first.click()
    assert page.locator("html").get_attribute("data-theme") != theme
    assert not watch.heard, "\n".join(watch.heard)
