"""Townships compared, to take away: the duties of the page, all pages of it, in its order."""

import csv
import io
import json
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from lists.exports import FORMATS
from lists.models import Edition, Item
from tests import samples
from tests.pages.test_townships import PAGE, entries_of

pytestmark = pytest.mark.django_db
OTHER = "daquantataerzuxiang"


@pytest.fixture
def words() -> list[str]:
    """An old edition of one township, and the lists in force of two others."""
    old = Edition.internal.get(state="superseded")
    return [f"{old.township.slug}@{old.slug}", OTHER, "tuokayixiang"]


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def lines(client, **asked) -> list[dict]:
    answer = client.get(PAGE, {**asked, "format": "jsonl"})
    return [json.loads(line) for line in body(answer).splitlines()]


def lists_of(words: list[str]) -> list[str]:
    """How the keys of a file name the lists."""
    editions = [
        Edition.internal.get(township__slug=slug, **({"slug": day} if day else IN_FORCE))
        for slug, _, day in (word.partition("@") for word in words)
    ]
    return [f"{edition.township.slug}/{edition.slug}" for edition in editions]


IN_FORCE = {"state": "published"}


def test_each_part_holds_the_lines_of_all_its_pages(client, words):
    parts = [part for part, *_ in client.get(PAGE, {"t": words}).context["parts"]]
    assert parts == ["differs", "only-0", "only-1", "only-2", "some", "all"]
    for part in parts:
        shown = entries_of(client, words, part)
        found = lines(client, t=words, show=part)
        assert {line["part"] for line in found} <= {part}
        assert [line["duty"] for line in found] == [line.first.name for line in shown]
        for line, one in zip(found, shown, strict=True):
            for key, rows in zip(lists_of(words), one.rows, strict=True):
                assert line[f"{key}_names"] == [row.name for row in rows]
                assert len(line[f"{key}_rows"]) == len(line[f"{key}_urls"]) == len(rows)


def test_addresses_and_numbers_are_those_of_the_rows(client, words):
    found = lines(client, t=words, show="every")
    for key in lists_of(words):
        for line in found[::25]:
            for url, said in zip(line[f"{key}_urls"], line[f"{key}_rows"], strict=True):
                page = client.get(url.removeprefix("http://testserver"))
                item = page.context["item"]
                assert said == f"{item.get_kind_display()}第{item.number}项"


def test_every_part_together_holds_every_row_of_every_list_once(client, words):
    found = lines(client, t=words, show="every")
    for key in lists_of(words):
        slug, day = key.split("/")
        rows = Item.internal.filter(edition__township__slug=slug, edition__slug=day)
        urls = [url for line in found for url in line[f"{key}_urls"]]
        assert len(urls) == len(set(urls)) == rows.count() > 100
    book = load_workbook(
        io.BytesIO(body(client.get(PAGE, {"t": words, "show": "every", "format": "xlsx"})))
    )
    assert sum(sheet.max_row - 3 for sheet in book) == len(found)
    assert book.sheetnames[0] == "归类或部门不同" and "都有、归类相同" in book.sheetnames


def test_the_counts_are_those_of_the_page(client, words):
    context = client.get(PAGE, {"t": words}).context
    answer = client.get(PAGE, {"t": words, "show": "counts", "format": "csv"})
    head, *found = csv.reader(io.StringIO(body(answer).decode("utf-8-sig")))
    assert head == ["表", "名称", *(side.label for side, *_ in context["sides"])]
    shown = [*context["by_kind"], *context["by_category"]]
    assert [row[1:] for row in found] == [
        [name, *(str(count) for count, _ in cells)] for name, cells in shown
    ]


def test_a_sheet_says_what_is_compared_where_it_is_from_and_when(client, words):
    answer = client.get(PAGE, {"t": words, "format": "xlsx", "page": "2"})
    sheet = load_workbook(io.BytesIO(body(answer))).active
    assert sheet["A1"].value == (
        "清单比较：新地乡（2025年3月·示例）、大泉塔塔尔族乡、托喀依乡·归类或部门不同"
    )
    source = sheet["A2"].value
    assert "网址：http://testserver/compare/?t=xindixiang%402025-03" in source
    assert "下载日期：" in source and "page=" not in source
    name = unquote(answer["Content-Disposition"])
    assert "清单比较：新地乡（2025年3月·示例）" in name and name.endswith(".xlsx")


def test_the_page_offers_its_files_and_fewer_than_two_lists_give_none(client, words):
    text = client.get(PAGE, {"t": words}).content.decode()
    for format in FORMATS:
        for show in ("differs", "every", "counts"):
            assert f"format={format}&amp;show={show}" in text
        answer = client.get(PAGE, {"t": words[:1], "format": format})
        assert answer["Content-Type"].startswith("text/html")


def test_a_draft_is_in_the_file_of_its_own_people_only(client_of):
    draft = Edition.internal.get(state="draft", township__name=samples.DRAFT_TOWNSHIP)
    asked = {"t": [draft.township.slug, OTHER], "show": "every"}
    for role in samples.OUTSIDERS:
        for format in FORMATS:
            assert client_of(role).get(PAGE, {**asked, "format": format}).status_code == 404
    for role in samples.INSIDERS:
        answer = client_of(role).get(PAGE, {**asked, "format": "xlsx"})
        assert "（内部）" in unquote(answer["Content-Disposition"])
        sheet = load_workbook(io.BytesIO(body(answer))).active
        assert sheet["A2"].value.startswith("含公众看不到的版本")


def test_few_queries(client, words, django_assert_max_num_queries):
    for format in ("", *FORMATS):
        with django_assert_max_num_queries(12):
            answer = client.get(PAGE, {"t": words, "show": "every", "format": format})
            assert answer.status_code == 200
            if format:
                body(answer)
