"""The department's own page: its clauses, its roles, its file; systems and the load matrix."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from lists.models import Clause, Department, Edition, Involvement, Item
from tests import samples
from tests.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return Department.published.get(name="奇台县农业农村局")


def test_own_clauses_are_shown_and_the_others_counted(client, body):
    listing = client.get(body.get_absolute_url(), {"kind": "cooperation"})
    for item, groups, others in listing.context["entries"]:
        own = [clause for group in groups for clause in group.clauses]
        expected = Clause.objects.filter(item=item, side="lead", departments=body)
        assert {clause.pk for clause in own} == set(expected.values_list("pk", flat=True))
        rest = [clause for group in others for clause in group.clauses]
        assert len(rest) == Clause.objects.filter(item=item, side="lead").count() - len(own)
        for clause in own:
            assert clause.text[:40] in Page(listing).text


def test_roles_are_told_apart(client, body):
    named = Involvement.objects.filter(department=body, item__kind="cooperation")
    rows = set(Item.published.filter(pk__in=named.values("item")).values_list("pk", flat=True))
    seen = {}
    for role in ("sole", "joint", "mentioned"):
        page = client.get(body.get_absolute_url(), {"role": role, "kind": "cooperation"})
        assert not page.context["listing"].page.has_next()
        seen[role] = {item.pk for item, _, _ in page.context["entries"]}
        counts = {name: count for name, _, count in page.context["roles"]}
        assert counts[role] == page.context["listing"].tab.count == len(seen[role])
    assert seen["sole"] | seen["joint"] == rows
    assert not seen["sole"] & seen["joint"]
    assert not seen["mentioned"] & rows
    for pk in seen["sole"]:
        assert Involvement.objects.filter(item=pk).count() == 1
    for pk in seen["mentioned"]:
        assert Clause.objects.filter(item=pk, text__contains="农业农村局").exists()


def test_the_file_holds_the_rows_on_screen_with_the_department_s_own_clauses(client, body):
    params = {"kind": "cooperation", "role": "joint"}
    entries = client.get(body.get_absolute_url(), params).context["entries"]
    answer = client.get(body.get_absolute_url(), params | {"format": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    _, _, head, *rows = sheet.iter_rows(values_only=True)
    assert head[-1] == "其中本部门职责"
    shown = [(item.number, item.name) for item, _, _ in entries]
    assert [(row[1], row[3]) for row in rows] == shown
    for row, (_, groups, _) in zip(rows, entries, strict=True):
        own = [clause.text for group in groups for clause in group.clauses]
        assert own == [] or all(text in row[-1] for text in own)
        assert bool(own) == bool(row[-1])


def test_a_system_gathers_the_bodies_of_all_counties(client, body):
    page = client.get(body.system.get_absolute_url())
    counties = {department.county.name for department in page.context["bodies"]}
    assert {"奇台县", "吉木萨尔县"} <= counties
    assert "塔什库尔干塔吉克自治县" not in counties


def test_the_load_matrix_adds_up(client, body):
    page = client.get(f"/counties/{body.county.slug}/load/")
    parts = Involvement.objects.filter(
        item__in=Item.published.filter(county=body.county, kind="cooperation")
    )
    assert page.context["total"] == parts.count() == sum(page.context["totals"])
    line = next(line for line in page.context["lines"] if line.department == body)
    assert line.total == parts.filter(department=body).count()


def test_a_township_tells_with_whom_it_works(client):
    page = client.get("/townships/xindixiang/")
    partners = page.context["partners"]
    assert partners and [d.rows for d in partners] == sorted(d.rows for d in partners)[::-1]
    assert "与哪些部门配合" in Page(page).text


def test_an_item_tells_whose_each_clause_is(client):
    # tuokayi cooperation 65: sub-tasks with departments inside them
    page = client.get("/townships/tuokayixiang/undated/cooperation/65/")
    groups = [(g.heading, [o.name for o in g.owners]) for g in page.context["lead"]]
    assert groups == [
        ("一、文化下乡工作", ["师市文化体育广电和旅游局"]),
        ("二、文艺活动开展与普及工作", ["师市党委宣传部", "师市文学艺术界联合会"]),
        ("三、采风、书籍撰写、电影拍摄工作", ["师市党委宣传部", "师市文学艺术界联合会"]),
    ]


def test_an_official_arrives_at_the_page_of_the_department(client, user_of, body):
    official = user_of("department")
    official.account.department = body
    official.account.save()
    client.force_login(official)
    assert client.get("/desk/").url == body.get_absolute_url()
    # The desk's tools are reached from there, by nobody but the department's own people.
    tools = ('href="/desk/notice/"', 'href="/desk/tickets/"')
    own = client.get(body.get_absolute_url()).content.decode()
    assert all(tool in own for tool in tools)
    client.logout()
    public = client.get(body.get_absolute_url()).content.decode()
    assert not any(tool in public for tool in tools)


def test_the_load_matrix_goes_into_a_file_that_says_who_may_see_it(client, client_of, body):
    address = f"/counties/{body.county.slug}/load/"
    lines = client.get(address).context["lines"]
    answer = client.get(address, {"format": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    head, *rows = sheet.iter_rows(min_row=3, values_only=True)
    assert head == ("部门", *(place.name for place, _, _ in lines[0].cells), "合计")
    assert [row[0] for row in rows] == [line.department.name for line in lines]
    assert [row[-1] for row in rows] == [line.total for line in lines]
    assert "不得外传" not in sheet["A2"].value
    inside = client_of("administrator").get(f"/counties/{samples_county()}/load/?format=xlsx")
    book = load_workbook(BytesIO(b"".join(inside.streaming_content)))
    assert "不得外传" in book.active["A2"].value


def samples_county() -> str:
    """The address word of a county with a draft alone."""
    return Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP).township.county.slug
