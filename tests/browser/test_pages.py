"""Every page in the appearances that matter: accessible, quiet, its own, as wide as the screen."""

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests import addresses
from tests.browser.conftest import LARGE
from tests.browser.watch import TAGS, Watch, axe, layout

SCREENSHOTS = settings.BASE_DIR / ".artifacts" / "screenshots"
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}

# One page of every template, and those whose parts look different: seen in every appearance.
TEMPLATES = [
    "home",
    "county",
    "township-cooperation",
    "item-basic",
    "item-cooperation",
    "item-revoked",
    "compare",
    "township-before",
    "print",
    "report",
    "report-sent",
    "departments-county",
    "department",
    "load",
    "duty",
    "conflicts",
    "overview",
    "overview-rows",
    "gaps",
    "places",
    "elastic",
    "categories",
    "category-places",
    "search",
    "check",
    "check-cooperation",
    "check-none",
    "basis",
    "off-list",
    "search-empty",
    "search-filtered",
    "help",
    "api",
    "embed",
    "embed-help",
    "login",
    "missing",
]
# Pages of the same templates: seen once, wide and narrow.
ALIKE = [
    "township",
    "township-revoked",
    "township-filtered",
    "township-whole",
    "edition",
    "print-revoked",
    "township-on",
    "compare-moved",
    "compare-renumbered",
    "compare-back",
    "compare-same",
    "compare-alone",
    "item-moved-since",
    "item-gone-since",
    "item-moved",
    "departments",
    "department-role",
    "system",
    "category",
    "overview-prefecture",
    "overview-county",
    "county-rows",
    "county-rows-every",
    "overview-rows-system",
    "gaps-few",
    "places-empty",
    "places-one",
    "places-only",
    "places-editions",
    "elastic-empty",
    "elastic-rule",
    "search-page",
    "search-nothing",
    "search-punctuation",
    "search-character",
    "search-complaint",
    "search-township",
    "search-county",
    "search-unknown-place",
    "check-basic",
    "check-revoked",
    "check-complaint",
    "check-punctuation",
    "check-no-place",
    "check-unknown-place",
    "basis-basic",
    "basis-revoked",
    "off-list-not",
    "off-list-empty",
    "embed-help-none",
]
FOR_ADMINISTRATORS = [
    "desk",
    "password",
    "tickets",
    "notice",
    "draft",
    "draft-print",
    "draft-item",
    "draft-basis",
    "draft-check",
    "reports",
    "intake",
    "review",
    "review-part",
    "review-row",
    "audit",
    "audit-filtered",
    "audit-nothing",
    "searches",
    "thesaurus",
    "thesaurus-new",
    "thesaurus-group",
    "thesaurus-reviewed",
    "thesaurus-delete",
]
# Pictures of these are kept in every appearance; of the others one wide and one narrow.
PICTURED = ("home", "search", "item-cooperation")


def seen(page: Page, name: str, schemes: tuple[str, ...], suffix: str = "") -> list[str]:
    """What is wrong with an open page, wide in these colour schemes and narrow."""
    wrong = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        # Between the schemes only colours differ.
        found = axe(page, *(TAGS if scheme == "light" else ["color-contrast"]))
        found += layout(page) if scheme == "light" else []
        wrong += [f"[wide {scheme}{suffix}] {one}" for one in found]
        if name in PICTURED or (scheme == "light" and not suffix):
            take_picture(page, name, f"wide-{scheme}{suffix}")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    wrong += [f"[narrow{suffix}] {one}" for one in [*layout(page), *axe(page, "target-size")]]
    if name in PICTURED or (name in TEMPLATES and not suffix):
        take_picture(page, name, f"narrow-light{suffix}")
    return wrong


def take_picture(page: Page, name: str, variant: str) -> None:
    """Keep a picture of the page for people to look at."""
    page.screenshot(path=SCREENSHOTS / f"{name}-{variant}.png", full_page=name != "township-whole")


@pytest.mark.parametrize("name", [*TEMPLATES, *ALIKE, *FOR_ADMINISTRATORS])
def test_page(open_page, pages, portal, name):
    page = open_page(logged=name in FOR_ADMINISTRATORS)
    watch = Watch(page, portal)
    assert page.goto(pages[name]).status == (404 if name == "missing" else 200)
    wrong = seen(page, name, ("light", "dark") if name in (*TEMPLATES, "desk") else ("light",))
    wrong += watch.heard
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", [*TEMPLATES, "desk"])
def test_page_in_large_letters_of_high_contrast(open_page, pages, name):
    page = open_page(LARGE, logged=name in FOR_ADMINISTRATORS)
    page.goto(pages[name])
    wrong = seen(page, name, ("light", "dark"), "-large")
    assert not wrong, "\n".join(wrong)


def test_every_address_has_its_page_test(pages):
    assert set(pages) == {*TEMPLATES, *ALIKE, *FOR_ADMINISTRATORS}
    assert addresses.COMPLAINT in pages["search-complaint"]
