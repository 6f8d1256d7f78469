"""A list in the page of another site, in a real frame: where it may stand, and where not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from unittest.mock import patch

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.watch import TAGS, axe, layout
from tests.served import served

PAGE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>县门户</title>
<link rel="icon" href="data:,">
<h1>履职清单</h1><iframe src="{}" title="清单" width="{}" height="800"></iframe>"""


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """Serve a folder as another site; gives its origin."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> Iterator[tuple[str, str, Path]]:
    """The county's site, which may frame lists, a stranger's, and the folder both serve."""
    folder = tmp_path_factory.mktemp("site")
    with site(folder) as county, site(folder) as stranger:
        yield county, stranger, folder


@pytest.fixture(scope="module")
def framed(sites, browser: Browser, pages, tmp_path_factory) -> Iterator[str]:
    """The address of a list on a portal that lets the county's site frame it."""
    with patch.dict(os.environ, PORTAL_EMBED_ORIGINS=sites[0]):
        name = settings.DATABASES["default"]["NAME"]
        with served(name, tmp_path_factory.mktemp("static")) as portal:
            yield portal + pages["embed"].split("?")[0]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def put(folder: Path, address: str, width: str = "100%") -> str:
    (folder / "page.html").write_text(PAGE.format(address, width), "utf-8")
    return "/page.html"


def test_the_county_s_site_shows_a_list_that_is_filtered_and_paged_in_its_frame(
    page, sites, framed
):
    county, _, folder = sites
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto(county + put(folder, framed))
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("新地乡履职事项清单")
    expect(frame.locator("li[value]")).to_have_count(50)
    frame.get_by_role("link", name="配合履职").click()
    expect(frame.locator("[aria-current]")).to_contain_text("配合履职")
    frame.get_by_role("link", name="下一页").click()
    expect(frame.locator(".pages")).to_contain_text("第 2 页")
    frame.get_by_label("事项类别").select_option(index=1)
    frame.get_by_role("button", name="筛选").click()
    expect(frame.locator(".pages")).to_have_count(0)
    with page.context.expect_page() as opened:
        frame.locator("li[value] a").first.click()
    expect(opened.value.locator("article.item")).to_be_visible()
    assert opened.value.evaluate("window.opener === null")
    assert page.url.startswith(county) and not heard


def test_a_stranger_s_site_shows_nothing(page, sites, framed):
    _, stranger, folder = sites
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto(stranger + put(folder, framed))
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in text for text in heard), heard
    assert "履职事项清单" not in "".join(frame.content() for frame in page.frames[1:])


def test_no_other_page_is_framed_even_by_the_county_s_site(page, sites, framed):
    county, _, folder = sites
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto(county + put(folder, framed.replace("/embed", "")))
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in text for text in heard), heard
    assert "履职事项清单" not in "".join(frame.content() for frame in page.frames[1:])


def test_scripts_of_the_county_s_site_alone_read_the_data(page, sites, framed):
    county, stranger, folder = sites
    read = "async address => (await (await fetch(address)).json()).items.length"
    data = framed.rstrip("/") + ".json"
    page.goto(county + put(folder, "about:blank"))
    assert page.evaluate(read, data) > 200
    page.goto(stranger + "/page.html")
    with pytest.raises(Exception, match="Failed to fetch"):
        page.evaluate(read, data)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_frame_of_any_width_is_accessible(page, framed, width):
    page.set_viewport_size({"width": width, "height": 800})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{framed}?kind=cooperation")
        # Without scripts of its own it runs none of axe either, but for the debugger's.
        assert axe(page, *TAGS) + layout(page) == []
