"""What people take away in a browser: paper like the document, a citation, files."""

from pathlib import Path

import pdfplumber
import pytest
from django.conf import settings
from playwright.sync_api import Page

from ingest.pipeline import understand
from ingest.read.pdf.characters import repaired

KEPT = settings.BASE_DIR / ".artifacts" / "paper"
PORTRAIT, LANDSCAPE = (595, 842), (842, 595)


def printed(page: Page, name: str) -> Path:
    """The file a page makes when it is printed, kept to be looked at."""
    KEPT.mkdir(parents=True, exist_ok=True)
    page.pdf(prefer_css_page_size=True, path=KEPT / f"{name}.pdf")
    return KEPT / f"{name}.pdf"


def sheets_of(file: Path) -> list[tuple[tuple[int, int], str]]:
    """The sheets of a file: their sizes in points, and their texts without blanks."""
    with pdfplumber.open(file) as pdf:
        return [
            (
                (round(sheet.width), round(sheet.height)),
                "".join(repaired(sheet.extract_text()).split()),
            )
            for sheet in pdf.pages
        ]


def test_an_edition_prints_like_its_document(open_page, pages):
    page = open_page()
    page.goto(pages["print"])
    sheets = sheets_of(printed(page, "edition"))
    assert sheets[0][0] == PORTRAIT and {size for size, _ in sheets} == {PORTRAIT, LANDSCAPE}
    titles = dict.fromkeys(("基本履职事项清单", "配合履职事项清单", "上级部门收回事项清单"), 0)
    for at, (size, text) in enumerate(sheets, start=1):
        assert f"第{at}页，共{len(sheets)}页" in text
        # The head of its table stands on every sheet.
        assert text.count("序号事项类别事项名称") == 1
        (title,) = [one for one in titles if f"新地乡{one}（" in text]
        titles[title] += 1
        assert (title == "配合履职事项清单") == (size == LANDSCAPE)
        assert "跳到正文" not in text and "使用帮助" not in text
    assert all(titles.values())


def test_what_is_printed_reads_back_to_the_list(open_page, pages):
    page = open_page()
    page.goto(pages["print"])
    read = understand(printed(page, "edition"))
    source = understand(settings.BASE_DIR / "fixtures" / "townships" / "xindi.txt")
    assert [texts(item) for item in read.items] == [texts(item) for item in source.items]
    assert not read.blocked


def texts(item) -> tuple:
    """What a row says, without blanks."""
    cells = (item.name, item.lead_duty, item.township_duty, item.method)
    plain = tuple("".join((cell or "").split()) for cell in cells)
    return (item.kind, item.number, item.category, *plain, tuple(item.departments))


@pytest.mark.parametrize("name", ["item-basic", "item-cooperation", "item-revoked"])
def test_an_item_prints_on_one_sheet_with_its_code(open_page, pages, name):
    page = open_page()
    page.goto(pages[name])
    assert not page.locator(".source .sheet__code").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".source .sheet__code svg").is_visible()
    ((size, text),) = sheets_of(printed(page, name))
    assert size == PORTRAIT and "引用这一项" in text
    assert "复制引用文字" not in text and "使用帮助" not in text


def test_a_long_row_prints_on_one_sheet_as_well(open_page, pages):
    page = open_page()
    page.goto("/townships/tuokayixiang/undated/cooperation/65/")
    assert len(sheets_of(printed(page, "item-long"))) == 1


def test_a_draft_says_so_on_every_sheet(open_page, pages):
    page = open_page(logged=True)
    page.goto(pages["draft-print"])
    sheets = sheets_of(printed(page, "draft"))
    assert len(sheets) > 3
    assert all("草稿，未公布" in text for _, text in sheets)


def test_a_citation_names_the_clause_that_is_chosen_and_is_copied(open_page, pages):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(pages["item-cooperation"])
    cited = page.locator("#citation")
    whole = cited.inner_text()
    page.get_by_label("上级部门职责第1条的网址").click()
    assert page.url.endswith("#lead-1")
    assert "，上级部门职责第1条，网址" in cited.inner_text() and "#lead-1，" in cited.inner_text()
    page.get_by_role("button", name="复制引用文字").click()
    page.get_by_text("已复制。").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == cited.inner_text()
    page.go_back()
    page.wait_for_function("!document.querySelector('#citation').textContent.includes('#lead')")
    assert cited.inner_text() == whole


def test_without_script_the_citation_can_be_read(open_page, pages):
    page = open_page(java_script_enabled=False)
    page.goto(pages["item-cooperation"])
    assert page.locator("#citation").inner_text().startswith("《")
    assert page.get_by_role("button", name="复制引用文字").count() == 0


def test_a_file_is_downloaded_under_the_filters_on_screen(open_page, pages):
    page = open_page()
    page.goto(pages["township-cooperation"])
    page.get_by_label("事项类别", exact=True).select_option(index=1)
    page.wait_for_url("**category=**")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert started.value.suggested_filename.endswith(".csv")
    assert "配合履职事项·" in started.value.suggested_filename
    count = int(page.locator(".sentence strong").inner_text())
    text = started.value.path().read_text("utf-8-sig")
    assert text.count("\n配合履职,") == count > 0
