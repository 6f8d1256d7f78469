"""What changed between two editions: who may compare them, what the page and old rows say."""

import pytest
from django.conf import settings

from ingest.pipeline import take
from lists.models import Edition
from lists.search.upkeep import refresh
from tests.pages.html import Page

EDITIONS = settings.BASE_DIR / "fixtures" / "editions"
EXAMPLE = "示例版本"
READERS_OF_DAQUAN = ("other_office", "administrator")


@pytest.fixture
def draft(db):
    """A draft after the edition in force of another township."""
    return take(EDITIONS / "daquan-2025-11.txt").edition


def compare_address(edition) -> str:
    return f"{edition.township.get_absolute_url()}compare/"


def changes(response) -> dict[str, int]:
    return {change.value: count for change, count in response.context["comparison"].counts.items()}


def test_the_edition_before_is_compared_with_the_one_in_force(client, current, earlier):
    answer = client.get(compare_address(current))
    assert (answer.context["old"], answer.context["new"]) == (earlier, current)
    assert changes(answer) == {
        "moved": 5,
        "added": 3,
        "removed": 2,
        "reworded": 7,
        "departments": 2,
        "category": 1,
        "renumbered": 142,
    }
    page = Page(answer)
    assert "改列清单 5 项，新增 3 项，删去 2 项，文字改动 7 项，部门调整 2 项" in page.text
    sections = [section["kind"] for section in answer.context["sections"]]
    assert sections == ["moved", "added", "removed", "reworded", "departments", "category"]
    first = answer.context["sections"][0]["rows"][0]
    assert first.moved == "由配合履职改为基本履职" and first.moved in page.text
    assert "另有 142 项内容没有变化，只是序号变动" in page.text


def test_every_row_of_both_is_accounted_for(client, current, earlier):
    comparison = client.get(compare_address(current)).context["comparison"]
    for side, edition in (("old", earlier), ("new", current)):
        rows = [getattr(one, side) for one in comparison.differences]
        assert sorted((r.kind, r.number) for r in rows if r) == sorted(
            edition.items.values_list("kind", "number")
        )


def test_words_that_changed_are_marked_and_told_to_screen_readers(client, current):
    html = client.get(compare_address(current)).content.decode()
    assert '<ins><span class="visually-hidden">［改为：</span>核发备案卡，' in html
    assert '<del><span class="visually-hidden">［删去：</span>县市场监督管理局' in html


def test_a_split_row_is_told_with_the_row_it_came_from(client, current, earlier):
    page = Page(client.get(compare_address(current) + "?change=added"))
    assert "可能是由那一项拆分出来的" in page.text
    old = earlier.items.get(name__startswith="负责本乡政府信息公开工作，")
    assert old.get_absolute_url() in page.html


@pytest.mark.parametrize(
    "change", ["moved", "added", "removed", "reworded", "departments", "category", "renumbered"]
)
def test_one_kind_of_change_is_filtered_and_every_link_of_it_opens(client, current, change):
    answer = client.get(compare_address(current), {"change": change})
    shown = [row for section in answer.context["sections"] for row in section["rows"]]
    assert len(shown) == min(50, changes(answer)[change])
    assert all(change in row.one.changes for row in shown)
    for row in shown[:5]:
        for address in filter(None, row.addresses.values()):
            assert client.get(address).status_code == 200


def test_the_other_way_round_what_came_went(client, current, earlier):
    there = changes(client.get(compare_address(current)))
    back = changes(client.get(compare_address(current), {"from": current.slug, "to": earlier.slug}))
    assert (back.pop("added"), back.pop("removed")) == (there.pop("removed"), there.pop("added"))
    assert back == there


def test_an_edition_nobody_has_or_may_read_is_not_there(client, client_of, current, earlier, draft):
    address = compare_address(current)
    assert client.get(address, {"from": "2020-01"}).status_code == 404
    for slug in (draft.slug, "2031-01"):
        assert client.get(compare_address(draft), {"to": slug}).status_code == 404
    assert draft.slug not in client.get(compare_address(draft)).content.decode()
    earlier.withdraw()
    assert client.get(address, {"from": earlier.slug}).status_code == 404
    assert "只有" in Page(client.get(address)).text
    assert client_of("other_township").get(address, {"from": earlier.slug}).status_code == 200


@pytest.mark.parametrize("role", READERS_OF_DAQUAN)
def test_the_office_compares_a_draft_with_the_edition_in_force(client_of, draft, role):
    answer = client_of(role).get(compare_address(draft), {"to": draft.slug})
    assert answer.context["old"].state == "published" and answer.context["new"] == draft
    assert changes(answer)["moved"] == 3
    # One row came at the top of the list: the others only have new numbers.
    assert changes(answer)["added"] == 1 and changes(answer)["renumbered"] > 100
    page = Page(answer)
    assert "公众看不到这一版" in page.text and f"{draft.date_label}是{EXAMPLE}" in page.text
    page = Page(client_of(role).get(draft.get_absolute_url()))
    assert draft.get_absolute_url() in page.html and "compare/?from=2025-07&amp;to=2025-11" in (
        page.html
    )


def test_a_township_with_one_edition_has_nothing_to_compare(client, db):
    other = Edition.published.get(township__name="加尕斯台镇")
    page = Page(client.get(compare_address(other)))
    assert "只有 2025年7月 一个版本，没有可以比较的版本" in page.text


def test_the_page_of_a_township_lists_its_editions(client, current, earlier):
    page = Page(client.get(current.township.get_absolute_url()))
    rows = [row for row in page.rows if row[0] in (current.date_label, earlier.date_label)]
    today = f"{current.published_at.year}年"
    assert [row[:5] for row in rows] == [
        ["2025年7月", "—", "现行", "动态调整", "2025年7月1日（按文件日期）"],
        ["2025年3月·示例", "比较", "已被新版替代", "首次公布", "2025年3月1日（按文件日期）"],
    ]
    assert all(row[5].startswith(today) for row in rows)


def test_an_example_says_so_wherever_it_is_shown(client, current, earlier):
    row = earlier.items.get(kind="cooperation", number=1).get_absolute_url()
    for address in (
        earlier.get_absolute_url(),
        row,
        f"{row}basis/",
        compare_address(current),
        f"{current.township.get_absolute_url()}?on=2025-05-01",
    ):
        assert EXAMPLE in Page(client.get(address)).text, address
    assert "不是真实文件" not in Page(client.get(current.get_absolute_url())).text


FATES = {
    ("basic", "以铸牢中华民族共同体意识为主线"): "没有变化，见基本履职第2项",
    (
        "cooperation",
        "农村公益性墓地建设管理",
    ): "由配合履职改为基本履职，文字有改动，见基本履职第32项",
    ("basic", "就业帮扶培训"): "由基本履职改为上级收回，见上级收回第13项",
    ("basic", "负责本乡农村小型水利设施"): "已经没有。 查看比较",
    ("cooperation", "森林草原防灭火"): "部门有调整，序号改为第91项，见配合履职第91项",
}


@pytest.mark.parametrize(("kind", "name"), FATES)
def test_an_old_row_says_what_became_of_it(client, earlier, kind, name):
    row = earlier.items.get(kind=kind, name__startswith=name)
    page = Page(client.get(row.get_absolute_url()))
    assert f"这一项在现行版本（2025年7月）中：{FATES[kind, name]}" in page.text


def test_a_row_in_force_says_what_it_was_and_an_unchanged_one_nothing(client, current):
    moved = current.items.get(kind="basic", name__startswith="负责本乡农村公益性墓地")
    text = Page(client.get(moved.get_absolute_url())).text
    assert "与2025年3月·示例版相比：由配合履职改为基本履职，文字有改动，原为配合履职第16项" in text
    new = current.items.get(kind="cooperation", name="打击传销工作")
    assert "相比：这一项是新增的" in Page(client.get(new.get_absolute_url())).text
    same = current.items.get(kind="basic", number=2)
    assert "相比" not in Page(client.get(same.get_absolute_url())).text


def test_the_link_of_an_old_row_leads_to_its_difference(client, earlier):
    row = earlier.items.get(kind="basic", name="就业帮扶培训")
    page = Page(client.get(row.get_absolute_url()))
    (link,) = [address for address, text, _ in page.links if text == "查看比较"]
    path, _, anchor = link.partition("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()


def on(client, edition, day: str, **more):
    return client.get(edition.township.get_absolute_url(), {"on": day, **more})


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2025-03-01", "2025-03"),
        ("2025-06-30", "2025-03"),
        ("2025-07-01", "2025-07"),
        ("2025年7月1日", "2025-07"),
        ("２０２５/7/2", "2025-07"),
        ("2099-01-01", "2025-07"),
    ],
)
def test_the_list_in_force_on_a_day_is_shown(client, current, day, shown):
    answer = on(client, current, day, kind="revoked")
    assert answer.status_code == 200 and answer.context["edition"].slug == shown
    page = Page(answer)
    assert "施行的是" in page.text and "今天的现行版本" in page.text
    rows = [address for address, _, _ in page.links if "/revoked/" in address]
    assert rows and all(f"/{shown}/" in address for address in rows)
    if day == "2099-01-01":
        assert "还没有到" in page.text


def test_the_day_stays_while_lists_and_filters_change(client, current):
    page = Page(on(client, current, "2025-05-01", kind="cooperation"))
    tabs = [
        address for address, text, _ in page.links if text.endswith("项") and "kind=" in address
    ]
    assert len(tabs) == 3 and all("on=2025-05-01" in address for address in tabs)
    assert '<input type="hidden" name="on" value="2025-05-01">' in page.html
    category = current.items.filter(kind="cooperation").first().category.slug
    answer = on(client, current, "2025-05-01", kind="cooperation", category=category)
    assert answer.context["edition"].slug == "2025-03"
    assert {row.category.slug for row in answer.context["listing"].page} == {category}


def test_before_the_first_edition_there_was_nothing(client, current):
    answer = on(client, current, "2025-02-28")
    page = Page(answer)
    assert answer.status_code == 200 and "listing" not in answer.context
    assert "2025年2月28日，新地乡没有施行的清单" in page.text
    assert "自 2025年3月1日起施行" in page.text


@pytest.mark.parametrize("day", ["zzz", "2025-02-30", "2025-13-01", "0000-01-01", "2025", "<b>"])
def test_a_day_that_is_none_is_told_with_the_form(client, current, day):
    answer = on(client, current, day)
    page = Page(answer)
    assert answer.status_code == 400 and "看不懂日期" in page.text and "<b>" not in page.html
    assert "请按年-月-日填写，例如 2025-08-01" in page.text and 'name="on"' in page.html


def test_a_withdrawn_edition_was_in_force_on_no_day_for_the_public(client, current, earlier):
    earlier.withdraw()
    refresh()
    assert "没有施行的清单" in Page(on(client, current, "2025-05-01")).text


@pytest.mark.parametrize("name", ["township", "compare", "item"])
def test_pages_of_editions_ask_the_database_a_few_times(
    client_of, earlier, name, django_assert_max_num_queries
):
    client = client_of("administrator")
    address = {
        "township": f"{earlier.township.get_absolute_url()}?on=2025-05-01",
        "compare": compare_address(earlier),
        "item": f"{earlier.get_absolute_url()}cooperation/19/",
    }[name]
    client.get(address)  # what is asked once per session
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
