"""Every page in every appearance: accessible, quiet, its own, and as wide as the screen."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests import addresses
from tests.browser.conftest import LARGE

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "options => axe.run(document, options).then(report => report.violations)"
CHECKS = Path(__file__).with_name("checks.js").read_text("utf-8")
SCREENSHOTS = settings.BASE_DIR / ".artifacts" / "screenshots"

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
PUBLIC = [
    "home",
    "county",
    "township",
    "township-cooperation",
    "township-revoked",
    "township-filtered",
    "township-whole",
    "edition",
    "item-basic",
    "item-cooperation",
    "item-revoked",
    "departments",
    "departments-county",
    "department",
    "categories",
    "category",
    "search",
    "search-page",
    "search-empty",
    "search-nothing",
    "search-punctuation",
    "search-character",
    "search-complaint",
    "search-filtered",
    "search-township",
    "search-county",
    "search-unknown-place",
    "help",
    "login",
    "missing",
]
FOR_ADMINISTRATORS = ["desk", "draft", "draft-item"]


class Watch:
    """Listens to what a page does besides showing itself."""

    def __init__(self, page: Page, portal: str):
        self.heard: list[str] = []
        self.portal = urlsplit(portal).netloc
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))
        page.on("requestfailed", lambda request: self.heard.append(f"failed: {request.url}"))
        page.on("request", self.request)
        page.on("response", self.response)

    def console(self, message) -> None:
        # The browser reports the status of a page that is itself meant to be an error.
        if message.type in ("error", "warning") and "the server responded with" not in message.text:
            self.heard.append(f"console: {message.text}")

    def request(self, request) -> None:
        if urlsplit(request.url).netloc not in (self.portal, ""):
            self.heard.append(f"asked another host: {request.url}")

    def response(self, response) -> None:
        navigates = response.request.is_navigation_request()
        if response.status >= 400 and not navigates:
            self.heard.append(f"{response.status}: {response.url}")


def axe(page: Page, **options) -> list[str]:
    """What axe finds wrong: rule, element and the remedy it names."""
    return [
        f"axe {violation['id']}: {node['target'][0]}: "
        + re.sub(r"\s+", " ", node["failureSummary"])
        for violation in page.evaluate(RUN_AXE, options)
        for node in violation["nodes"][:4]
    ]


@pytest.mark.parametrize("display", ["", LARGE], ids=["normal", "large"])
@pytest.mark.parametrize("name", [*PUBLIC, *FOR_ADMINISTRATORS])
def test_page(open_page, pages, portal, name, display):
    page = open_page(display, logged=name in FOR_ADMINISTRATORS)
    watch = Watch(page, portal)
    wrong = []
    answer = page.goto(pages[name])
    assert answer.status == (404 if name == "missing" else 200)
    page.evaluate(AXE)
    for width, size in (("wide", WIDE), ("narrow", NARROW)):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            # Between the schemes only colours differ.
            found = axe(page, runOnly=TAGS if scheme == "light" else ["color-contrast"])
            found += page.evaluate(CHECKS) if scheme == "light" else []
            wrong += [f"[{width} {scheme}] {one}" for one in found]
            if scheme == "light" or name in ("home", "search", "item-cooperation"):
                variant = f"{width}-{scheme}{'-large' if display else ''}"
                if not display or name in ("home", "search", "item-cooperation"):
                    picture = SCREENSHOTS / f"{name}-{variant}.png"
                    page.screenshot(path=picture, full_page=name != "township-whole")
        page.emulate_media(color_scheme="light")
    wrong += watch.heard
    assert not wrong, "\n".join(wrong)


def test_every_address_has_its_page_test(pages):
    assert set(pages) == {*PUBLIC, *FOR_ADMINISTRATORS}
    assert addresses.COMPLAINT in pages["search-complaint"]
