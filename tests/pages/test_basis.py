"""The sheets one sends a matter back with: verbatim, dated, with an address that can be scanned."""

import re

import pytest
import segno
from django.urls import reverse

from lists.models import Edition, Item, SearchRecord
from tests import samples
from tests.pages.html import Page

TASK = "隔壁养狗不拴绳，天天叫"


def row(kind: str, number: int, place: str = "新地乡") -> Item:
    return Item.published.get(edition__township__name=place, kind=kind, number=number)


def sheet(item: Item) -> str:
    """The address of the sheet of a row."""
    edition = item.edition
    return reverse("basis", args=[edition.township.slug, edition.slug, item.kind, item.number])


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def modules(path: str) -> set[tuple[int, int]]:
    """The dark modules (x, y) an SVG path of horizontal strokes draws."""
    dark, x, y = set(), 0, 0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        if command == "h":
            dark |= {(x + at, y) for at in range(int(numbers))}
            x += int(numbers)
        else:
            right, down = (float(number) for number in numbers.split())
            x = int(right) if command == "M" else x + int(right)
            y = int(down) if command == "M" else y + int(down)
    return dark


def test_a_cooperation_row_is_quoted_word_by_word(client, db):
    for item in Item.published.filter(kind="cooperation")[::17]:
        text = Page(client.get(sheet(item), {"q": TASK})).text
        detail = item.cooperationitem
        assert "转办（退单）依据" in text and TASK in text
        place = f"{item.county.name}{item.township.name}"
        assert f"《{place}配合履职事项清单》第{item.number}项" in text
        cells = (item.name, detail.departments_as_printed, detail.lead_duty, detail.township_duty)
        for line in "\n".join(cells).splitlines():
            assert folded(line) in text


def test_a_revoked_row_is_quoted_word_by_word(client, db):
    for item in Item.published.filter(kind="revoked")[::17]:
        text = Page(client.get(sheet(item))).text
        for line in (item.name, *item.revokeditem.method.splitlines()):
            assert folded(line) in text
    gone = row("revoked", 18, "托喀依乡")
    assert "不再开展" in Page(client.get(sheet(gone))).text


def test_a_row_of_one_s_own_is_no_reason_to_send_anything_back(client, db):
    page = Page(client.get(sheet(row("basic", 84)), {"q": "宅基地审批"}))
    assert "承办依据" in page.text and "退单）依据" not in page.text
    assert "由新地乡负责" in page.text


def test_the_sheet_names_its_source_its_address_and_its_day(client, db):
    item = row("cooperation", 19)
    text = Page(client.get(sheet(item))).text
    assert f"来源文件{item.edition.source_name}，第{item.line}行（现行）" in text.replace(" ", "")
    assert f"http://testserver{item.get_absolute_url()}" in text
    assert re.search(r"打印日期\s*\d{4}年\d+月\d+日", text)


def test_the_code_on_the_sheet_holds_the_permalink(client, db):
    item = row("cooperation", 19)
    html = client.get(sheet(item), {"q": TASK}).content.decode()
    drawn = re.search(r'class="sheet__code".*?<svg.*?stroke="#000"[^>]* d="([^"]+)"', html, re.S)
    code = segno.make_qr(f"http://testserver{item.get_absolute_url()}", error="m")
    expected = {
        (x, y)
        for y, line in enumerate(code.matrix_iter(border=4))
        for x, dark in enumerate(line)
        if dark
    }
    assert len(expected) > 300
    assert modules(drawn.group(1)) == expected


@pytest.mark.parametrize("role", samples.OUTSIDERS)
def test_a_draft_has_no_sheet_for_others(client_of, role):
    draft = Edition.internal.get(state="draft")
    assert client_of(role).get(sheet(draft.items.first())).status_code == 404


@pytest.mark.parametrize("role", samples.INSIDERS)
def test_a_draft_s_sheet_says_that_it_is_no_basis(client_of, role):
    draft = Edition.internal.get(state="draft")
    client = client_of(role)
    assert "草稿，不得作为依据。" in Page(client.get(sheet(draft.items.first()))).text
    off = client.get(reverse("off_list"), {"township": draft.township.slug, "q": "高铁票退票"})
    assert "草稿，不得作为依据。" in Page(off).text


def test_an_old_edition_s_sheet_says_so(client, db):
    item = row("cooperation", 19)
    Edition.internal.filter(pk=item.edition_id).update(state=Edition.State.SUPERSEDED)
    assert "这是旧版本。" in Page(client.get(sheet(item))).text
    Edition.internal.filter(pk=item.edition_id).update(state=Edition.State.WITHDRAWN)
    assert client.get(sheet(item)).status_code == 404


def test_the_sheet_off_the_list_names_the_edition_and_the_nearest(client, db):
    place = Edition.published.get(township__name="新地乡").township
    answer = client.get(reverse("off_list"), {"township": place.slug, "q": "高铁票退票"})
    text = Page(answer).text
    assert "吉木萨尔县新地乡履职事项清单（现行，文件日期：2025年7月）没有列明这件事" in text
    assert "高铁票退票" in text and "职责准入" in text
    nearest = answer.context["answer"].nearest
    assert nearest
    for cited in nearest:
        number = f"{cited.quote.list_name}第{cited.quote.item.number}项：{cited.quote.item.name}"
        assert number in text


def test_no_sheet_says_off_the_list_of_what_a_list_holds(client, db):
    place = Edition.published.get(township__name="新地乡").township
    text = Page(client.get(reverse("off_list"), {"township": place.slug, "q": "文明养犬"})).text
    assert "不能按清单外处理" in text and "配合履职第19项" in text
    assert "没有列明这件事" not in text


@pytest.mark.parametrize("params", [{}, {"q": "高铁票退票"}, {"township": "xindixiang"}])
def test_the_sheet_off_the_list_needs_a_place_and_a_matter(client, db, params):
    text = Page(client.get(reverse("off_list"), params)).text
    assert "先判断这件事归谁" in text and "没有列明" not in text


def test_a_matter_of_any_length_is_printed_cut_and_kept_nowhere(client, db):
    before = SearchRecord.objects.count()
    item = row("cooperation", 19)
    answer = client.get(sheet(item), {"q": "<b>狗</b>\x00" + "叫" * 10_000})
    text = Page(answer).text
    assert "&lt;b&gt;狗" in answer.content.decode() and "原文较长，只印前面部分" in text
    assert len(answer.content) < 60_000
    assert SearchRecord.objects.count() == before


@pytest.mark.parametrize("rest", ["basic/99999", "nothing/1", "basic/2147483648", "basic/0"])
def test_a_row_that_is_not_there_has_no_sheet(client, db, rest):
    edition = Edition.published.get(township__name="新地乡")
    assert client.get(f"{edition.get_absolute_url()}{rest}/basis/").status_code == 404
