"""A pack unzipped on somebody's desk: its pages search from the disk, and read without scripts."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.watch import TAGS, axe
from tests.served import ROOT, environment


@pytest.fixture(scope="module")
def start(browser, tmp_path_factory) -> Path:
    """The first page of an unzipped pack."""
    folder = tmp_path_factory.mktemp("pack")
    env = environment(settings.DATABASES["default"]["NAME"], folder / "static")
    command = [sys.executable, "manage.py", "pack", "吉木萨尔县", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    with zipfile.ZipFile(folder / "jimusaerxian.zip") as pack:
        pack.extractall(folder / "unzipped")
    return folder / "unzipped" / "html" / "index.html"


def test_it_searches_from_the_disk(open_page, start):
    page = open_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url) if "http" in request.url else 0)
    page.goto(start.as_uri())
    page.get_by_label("查找事项").fill("殡葬")
    page.get_by_role("button", name="查找").click()
    results = page.locator("#results li")
    expect(results.first).to_contain_text("殡葬")
    expect(page.locator("#told")).to_contain_text("查到")
    page.get_by_label("查找事项").fill("燃气安全的检查")  # no row has all of that in a row
    page.keyboard.press("Enter")
    expect(results.first).to_contain_text("燃气")
    page.get_by_label("查找事项").fill("xyzzy")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("没有查到")
    expect(results).to_have_count(0)
    page.get_by_label("查找事项").fill(" ")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("请先输入要查的词")
    page.get_by_label("查找事项").fill("犬")
    page.keyboard.press("Enter")
    results.first.get_by_role("link").first.click()
    expect(page.locator("article:target")).to_contain_text("犬")
    assert not heard


def test_without_scripts_the_lists_are_plain_pages(open_page, start):
    page = open_page(java_script_enabled=False)
    page.goto(start.as_uri())
    expect(page.locator("form")).to_be_hidden()
    expect(page.get_by_text("浏览器没有运行脚本")).to_be_visible()
    page.get_by_role("link", name="新地乡").click()
    expect(page.locator("h1")).to_have_text("新地乡履职事项清单")
    assert page.locator("article").count() > 200
    page.get_by_role("link", name="返回查找", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("吉木萨尔县履职事项清单")


@pytest.mark.parametrize("width", [1280, 360])
def test_its_pages_are_accessible_and_fit(open_page, start, width):
    page = open_page(width=width)
    for file in (start, start.with_name("xindixiang.html")):
        page.goto(file.as_uri())
        if file == start:
            page.get_by_label("查找事项").fill("消防")
            page.keyboard.press("Enter")
        assert axe(page, *TAGS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
