"""What a page shows, as a file: the same rows in the same order, and a draft for nobody else."""

import csv
import io
import json
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from ingest.pipeline import take
from lists.exports import FORMATS
from lists.models import Category, Department, Edition, Item, SearchRecord
from lists.views import downloads
from tests import samples
from tests.pages.test_compare import EDITIONS

pytestmark = pytest.mark.django_db


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def lines(client, address: str, params: dict) -> list[dict]:
    """The rows of a page as JSON Lines give them."""
    answer = client.get(address, {**params, "format": "jsonl"})
    return [json.loads(line) for line in body(answer).splitlines()]


def book_of(client, address: str, params: dict):
    return load_workbook(io.BytesIO(body(client.get(address, {**params, "format": "xlsx"}))))


def on_screen(client, address: str, params: dict) -> list[str]:
    """The addresses of the rows on all pages of a listing, in order."""
    found, number = [], 1
    while True:
        page = client.get(address, {**params, "page": number}).context["listing"].page
        found += [item.get_absolute_url() for item in page]
        if not page.has_next():
            return found
        number += 1


def paths(rows: list[dict]) -> list[str]:
    return [row["url"].removeprefix("http://testserver") for row in rows]


@pytest.fixture
def edition():
    return Edition.published.get(township__name="新地乡")


@pytest.fixture
def cases(edition):
    """Pages with a listing, and what their addresses ask."""
    department = Department.published.get(name="奇台县农业农村局")
    category = Category.published.get(name="应急管理及消防")
    township, shown = edition.township.get_absolute_url(), edition.get_absolute_url()
    return [
        (township, {}),
        (township, {"kind": "cooperation"}),
        (shown, {"kind": "cooperation", "category": category.slug}),
        (township, {"kind": "revoked", "on": "2025-05-01"}),
        (category.get_absolute_url(), {"kind": "cooperation"}),
        (category.get_absolute_url(), {"kind": "basic", "township": edition.township.slug}),
        (department.get_absolute_url(), {"role": "joint", "kind": "cooperation"}),
        (department.get_absolute_url(), {"role": "sole", "kind": "cooperation"}),
        (department.system.get_absolute_url(), {"kind": "revoked"}),
    ]


def test_a_file_holds_the_rows_of_all_pages_in_their_order(client, cases):
    for address, params in cases:
        shown = on_screen(client, address, params)
        assert shown, (address, params)
        assert paths(lines(client, address, params)) == shown
        # A page number or the whole list on one page change nothing.
        assert paths(lines(client, address, params | {"page": "2", "all": "1"})) == shown


def test_the_three_formats_hold_the_same(client, edition):
    address, params = edition.get_absolute_url(), {"kind": "cooperation"}
    rows = lines(client, address, params)
    text = body(client.get(address, params | {"format": "csv"})).decode("utf-8")
    assert text.startswith("\ufeff清单,序号,事项类别,事项名称,上级部门,")
    _, *cells = csv.reader(io.StringIO(text))
    sheet = book_of(client, address, params)["配合履职"]
    _, _, _, *typed = sheet.iter_rows(values_only=True)
    assert len(rows) == len(cells) == len(typed) > 50
    for one, two, three in zip(rows, cells, typed, strict=True):
        assert one["name"] == two[3] == three[3]
        assert str(one["number"]) == two[1] == str(three[1])
        assert "、".join(one["departments"]) == two[4]
        assert one["kind"] == "cooperation" and two[0] == three[0] == "配合履职"


def test_all_lists_come_as_sheets_of_one_workbook(client, edition):
    book = book_of(client, edition.get_absolute_url(), {"kind": "all"})
    assert book.sheetnames == ["基本履职", "配合履职", "上级收回"]
    assert sum(sheet.max_row - 3 for sheet in book) == edition.items.count()


def test_a_search_gives_every_row_of_the_wordings_found_in_their_order(client):
    for params in ({"q": "低保"}, {"q": "安全生产", "kind": "cooperation"}, {"q": "狗咬人"}):
        page = client.get("/search/", params)
        shown = [item.get_absolute_url() for hit in page.context["hits"] for item in (hit.item,)]
        rows = paths(lines(client, "/search/", params))
        at = [rows.index(address) for address in shown]
        assert shown and at == sorted(at)
        assert len(rows) == len(set(rows)) >= page.context["left"]
        if "kind" in params:
            assert {row["kind"] for row in lines(client, "/search/", params)} == {params["kind"]}
    assert lines(client, "/search/", {"q": "xyzzy"}) == []


def test_a_search_taken_away_is_not_recorded_again(client):
    before = SearchRecord.objects.count()
    lines(client, "/search/", {"q": "低保"})
    assert SearchRecord.objects.count() == before


def test_a_comparison_holds_what_the_page_tells(client, edition):
    address = f"{edition.township.get_absolute_url()}compare/"
    for params in ({}, {"change": "moved"}, {"change": "renumbered"}):
        page = client.get(address, params)
        told = page.context["page"].paginator.object_list
        rows = lines(client, address, params)
        assert [row["new_name"] or row["old_name"] for row in rows] == [
            one.row.name for one in told
        ]
        assert len(rows) == len(told) > 0
    moved = lines(client, address, {"change": "moved"})[0]
    assert moved["told"].startswith("由") and "改列清单" in moved["changes"]
    assert moved["old_url"] != moved["new_url"]
    assert book_of(client, address, {}).sheetnames == ["版本比较"]


def test_a_sheet_says_where_it_is_from(client, edition):
    params = {"kind": "cooperation", "page": "2"}
    sheet = book_of(client, edition.get_absolute_url(), params).active
    assert sheet["A1"].value == f"吉木萨尔县新地乡（{edition.date_label}）配合履职事项"
    source = sheet["A2"].value
    assert f"http://testserver{edition.get_absolute_url()}?kind=cooperation；" in source
    assert "来源：" in source and "下载日期：" in source and "草稿" not in source


def test_the_name_of_a_file_is_chinese_and_safe(client, edition):
    for format in FORMATS:
        answer = client.get(edition.get_absolute_url(), {"format": format})
        name = unquote(answer["Content-Disposition"])
        assert name.startswith("attachment;") and "新地乡" in name and name.endswith(f".{format}")
    answer = client.get("/search/", {"q": 'a/b\\c:*?"<>|\r\n低保\u202e', "format": "csv"})
    name = unquote(answer["Content-Disposition"].partition("utf-8''")[2])
    assert "低保" in name and not set(name) & set('/\\:*?"<>|\r\n\u202e')


def test_an_unknown_format_is_the_page(client, edition):
    answer = client.get(edition.get_absolute_url(), {"format": "exe"})
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def test_more_rows_than_a_file_takes_are_told(client, edition, monkeypatch):
    monkeypatch.setattr(downloads, "MOST_ROWS", 5)
    text = body(client.get(edition.get_absolute_url(), {"format": "csv"})).decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text)))
    assert len(found) == 7 and "超过 5 项，其余没有列出" in found[-1][0]


def test_a_formula_in_a_list_stays_a_text(client, edition):
    item = edition.items.get(kind="basic", number=1)
    Item.internal.filter(pk=item.pk).update(name='=HYPERLINK("http://example.invalid")')
    text = body(client.get(edition.get_absolute_url(), {"format": "csv"})).decode()
    assert ""","'=HYPERLINK(""http://example.invalid"")",""" in text
    cells = [cell for row in book_of(client, edition.get_absolute_url(), {}).active for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@pytest.mark.parametrize("role", samples.OUTSIDERS)
def test_a_draft_is_in_nobody_else_s_file(client_of, role):
    client = client_of(role)
    draft = Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)
    row = draft.items.get(kind="cooperation", number=1)
    for format in FORMATS:
        assert client.get(draft.get_absolute_url(), {"format": format}).status_code == 404
    pages = [(row.category.get_absolute_url(), {"kind": kind}) for kind in ("basic", "all")]
    pages += [("/search/", {"q": row.name}), ("/search/", {"q": samples.DRAFT_TOWNSHIP})]
    for address, params in pages:
        rows = lines(client, address, params)
        assert rows
        assert samples.DRAFT_TOWNSHIP not in {one["township"] for one in rows}
        assert {one["state"] for one in rows} == {"published"}


@pytest.mark.parametrize("role", samples.INSIDERS)
def test_who_may_read_a_draft_gets_it_marked(client_of, role):
    client = client_of(role)
    draft = Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)
    rows = lines(client, draft.get_absolute_url(), {"kind": "all"})
    assert len(rows) == draft.items.count() and {row["state"] for row in rows} == {"draft"}
    answer = client.get(draft.get_absolute_url(), {"format": "xlsx"})
    assert "（内部）" in unquote(answer["Content-Disposition"])
    assert answer["Cache-Control"] == "private, no-store"
    sheet = load_workbook(io.BytesIO(body(answer))).active
    assert sheet["A2"].value.startswith("含公众看不到的版本（草稿或已撤回）")
    found = client.get("/search/", {"q": "低保", "format": "csv"})
    assert ("（内部）" in unquote(found["Content-Disposition"])) == (
        samples.DRAFT_TOWNSHIP in body(found).decode()
    )


def test_a_comparison_with_a_draft_is_for_its_readers(client_of):
    draft = take(EDITIONS / "daquan-2025-11.txt").edition
    address = f"{draft.township.get_absolute_url()}compare/"
    for format in FORMATS:
        params = {"to": draft.slug, "format": format}
        assert client_of("public").get(address, params).status_code == 404
        answer = client_of("other_office").get(address, params)
        assert answer.status_code == 200 and "（内部）" in unquote(answer["Content-Disposition"])


def test_an_edition_withdrawn_while_a_file_is_made_is_left_out(client, edition, monkeypatch):
    monkeypatch.setattr("lists.exports.items.CHUNK", 10)
    monkeypatch.setattr("lists.exports.turns.LARGE", 5)  # so many rows are read ahead
    address = Category.published.get(name="应急管理及消防").get_absolute_url()
    params = {"kind": "all"}
    whole = lines(client, address, params)
    assert "新地乡" in {row["township"] for row in whole[10:]}
    pieces = iter(client.get(address, params | {"format": "jsonl"}).streaming_content)
    read = [json.loads(next(pieces))]
    Edition.internal.filter(pk=edition.pk).update(state="withdrawn")
    read += map(json.loads, pieces)
    # The chunk in memory goes out; what is asked for afterwards is what may be read then.
    assert read == whole[:10] + [row for row in whole[10:] if row["township"] != "新地乡"]


def test_every_page_with_rows_offers_its_file(client, cases, edition):
    pages = [*cases, ("/search/", {"q": "低保"})]
    pages += [(f"{edition.township.get_absolute_url()}compare/", {})]
    for address, params in pages:
        text = client.get(address, params).content.decode()
        for format in FORMATS:
            assert f"format={format}" in text, address


def test_few_queries_whatever_is_taken_away(client, edition, django_assert_max_num_queries):
    for params in ({"kind": "all"}, {"kind": "cooperation"}):
        with django_assert_max_num_queries(20):
            body(client.get(edition.get_absolute_url(), params | {"format": "csv"}))
