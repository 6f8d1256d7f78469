"""An edition laid out to print, and a row cited: the text, the address, the clauses."""

import pytest
from django.utils import timezone

from lists.citation import citation
from lists.models import Edition
from tests import samples
from tests.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return Edition.published.get(township__name="新地乡")


@pytest.fixture
def draft():
    return Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)


def address_of(edition) -> str:
    return f"{edition.get_absolute_url()}print/"


def test_all_rows_stand_in_the_tables_of_their_lists(client, edition):
    lists = client.get(address_of(edition)).context["lists"]
    assert [one.title for one in lists] == [
        "昌吉回族自治州吉木萨尔县新地乡基本履职事项清单",
        "昌吉回族自治州吉木萨尔县新地乡配合履职事项清单",
        "昌吉回族自治州吉木萨尔县新地乡上级部门收回事项清单",
    ]
    for one in lists:
        expected = edition.items.filter(kind=one.kind).order_by("number")
        assert one.rows == list(expected) != []
    text = Page(client.get(address_of(edition))).text
    row = edition.items.get(kind="cooperation", number=3).cooperationitem
    assert row.lead_duty.splitlines()[0] in text and row.township_duty.splitlines()[0] in text
    assert f"（{edition.date_label}）" in text


def test_one_list_is_printed_alone(client, edition):
    answer = client.get(address_of(edition), {"kind": "revoked"})
    (one,) = answer.context["lists"]
    assert one.kind == "revoked" and len(one.rows) == edition.items.filter(kind="revoked").count()
    assert len(client.get(address_of(edition), {"kind": "other"}).context["lists"]) == 3


def test_an_edition_prints_with_few_queries(client, edition, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(address_of(edition))


@pytest.mark.parametrize("role", samples.INSIDERS)
@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_a_draft_prints_for_its_readers_with_a_mark(client_of, draft, role, state):
    Edition.internal.filter(pk=draft.pk).update(state=state)
    text = client_of(role).get(address_of(draft)).content.decode()
    assert "document--draft" in text and "草稿，不得作为依据。" in text


@pytest.mark.parametrize("role", samples.OUTSIDERS)
def test_a_draft_prints_for_nobody_else(client_of, draft, role):
    assert client_of(role).get(address_of(draft)).status_code == 404


def test_what_is_in_force_bears_no_mark(client, edition):
    text = client.get(address_of(edition)).content.decode()
    assert "document--draft" not in text and "不得作为依据" not in text


def test_a_row_is_cited_with_document_number_address_and_day(client, edition):
    row = edition.items.get(kind="cooperation", number=3)
    page = client.get(row.get_absolute_url())
    today = timezone.localdate()
    expected = (
        f"《昌吉回族自治州吉木萨尔县新地乡配合履职事项清单》（{edition.date_label}）"
        f"第3项“{row.name}”，网址http://testserver{row.get_absolute_url()}，"
        f"{today.year}年{today.month}月{today.day}日查阅。"
    )
    assert str(page.context["citation"]) == expected
    assert expected in Page(page).text.replace(" ", "")
    assert "<svg" in page.content.decode()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("draft", "，草稿，未公布）"),
        ("submitted", "，草稿，未公布）"),
        ("withdrawn", "，已撤回）"),
        ("superseded", "，已被新版替代）"),
    ],
)
def test_a_citation_says_that_a_list_is_not_in_force(edition, state, said):
    row = edition.items.get(kind="revoked", number=1)
    edition.state = state
    cited = str(citation(row, edition, "http://testserver/", timezone.localdate()))
    assert f"上级部门收回事项清单》（{edition.date_label}{said}第1项" in cited


def test_every_clause_has_an_address_of_its_own(client, edition):
    row = edition.items.get(kind="cooperation", number=3)
    page = client.get(row.get_absolute_url()).content.decode()
    clauses = list(row.clauses.all())
    assert {clause.side for clause in clauses} == {"lead", "township"}
    for clause in clauses:
        anchor = f"{clause.side}-{clause.position}"
        assert page.count(f'id="{anchor}"') == 1 and page.count(f'href="#{anchor}"') == 1
