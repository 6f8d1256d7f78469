"""What a rendered page is looked at for: axe, the checks of checks.js, what it does unseen."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async options => (await axe.run(document, {...options, resultTypes: ["violations"]}))
    .violations"""
CHECKS = Path(__file__).with_name("checks.js").read_text("utf-8")


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


def axe(page: Page, *only: str) -> list[str]:
    """What axe finds wrong, by these tags or rules: rule, element and the remedy it names."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [
        f"axe {violation['id']}: {node['target'][0]}: "
        + re.sub(r"\s+", " ", node["failureSummary"])
        for violation in page.evaluate(RUN_AXE, {"runOnly": list(only)})
        for node in violation["nodes"][:4]
    ]


def layout(page: Page) -> list[str]:
    """What is wrong with the measures of a page: too wide, too small to hit, ids twice."""
    return page.evaluate(CHECKS)
