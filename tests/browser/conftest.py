"""A real Chromium on the portal as gunicorn serves it from the filled test database."""

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests import addresses, prerequisites, samples
from tests.served import served

LARGE = "larger-high"  # the display cookie of 特大字 and 高对比
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="package", autouse=True)
def db(django_db_setup):
    """The filled database; in this folder only the served portal talks to it.

    Playwright runs an event loop in this thread, beside which Django refuses its database.
    """


@pytest.fixture(scope="package")
def pages(db, django_db_blocker) -> dict[str, str]:
    """All addresses by name."""
    with django_db_blocker.unblock():
        return addresses.public() | addresses.administrators()


@pytest.fixture(scope="package")
def portal(pages, tmp_path_factory):
    """The address of the served portal."""
    name = settings.DATABASES["default"]["NAME"]
    with served(name, tmp_path_factory.mktemp("static")) as address:
        yield address


@pytest.fixture(scope="package")
def browser(portal):
    """One Chromium for the whole folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=prerequisites.chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def logged_in(browser: Browser, portal: str) -> dict:
    """The browser state of an administrator who came in through the form."""
    context = browser.new_context(base_url=portal, locale="zh-CN")
    page = context.new_page()
    log_in(page, "administrator")
    state = context.storage_state()
    context.close()
    return state


def log_in(page: Page, name: str) -> None:
    """Log in through the form."""
    page.goto("/login/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码", exact=True).fill(samples.PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")


@pytest.fixture
def open_page(browser: Browser, portal: str, logged_in: dict):
    """Opens pages of contexts made to order; all close at the end."""
    contexts = []

    def make(display: str = "", logged: bool = False, width: int = 1280, **options) -> Page:
        context = browser.new_context(
            base_url=portal,
            locale="zh-CN",
            viewport={"width": width, "height": 800},
            storage_state=logged_in if logged else None,
            **options,
        )
        if display:
            context.add_cookies([{"name": "display", "value": display, "url": portal}])
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
