"""Saving: a draft or nothing; the same file changes nothing; the database keeps editions sane."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ingest.errors import Blocked
from ingest.pipeline import take
from lists.models import County, Department, Edition, Item, Township
from lists.models.editions import NotPublishable
from tests.ingest.documents import BASIC_ROWS, COVER, TOWNSHIPS, document

pytestmark = pytest.mark.django_db


def database() -> dict[str, tuple]:
    """How many rows every table holds, and a sum over all they say."""
    sums = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*), sum(hashtextextended(t::text, 0)) FROM "{table}" t')
            sums[table] = cursor.fetchone()
    return sums


@pytest.fixture
def take_text(tmp_path):
    """Gives a function that takes a text in as a file."""

    def taken(text: str, name: str = "list.txt"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return take(path)

    return taken


def test_the_sum_over_the_database_sees_a_change(take_text):
    before = database()
    Township.internal.filter(name="新地乡").update(kind="town")
    after = database()
    assert {table for table in before if before[table] != after[table]} == {"lists_township"}


def test_a_list_is_saved_as_a_draft_with_all_it_says(take_text):
    saved = take_text(document(cover=COVER + "\n共有基本履职事项 3 项。\n"))
    edition = saved.edition
    assert saved.created
    assert (edition.state, edition.document_date, edition.slug) == ("draft", "2025-07", "2025-07")
    assert edition.township.kind == "town"
    assert edition.township.county.path_names == ["四川省", "凉山彝族自治州", "西昌市"]
    assert [finding["code"] for finding in edition.findings] == ["declared_mismatch"]
    assert edition.declared["basic"] == 3
    assert list(edition.items.values_list("kind", "number")) == [
        ("basic", 1),
        ("basic", 2),
        ("cooperation", 1),
        ("cooperation", 2),
        ("revoked", 1),
    ]
    second = edition.items.get(kind="cooperation", number=2)
    assert [i.as_printed for i in second.involvements.all()] == ["市消防救援大队", "市应急管理局"]
    assert [i.department.name for i in second.involvements.all()] == [
        "西昌市消防救援大队",
        "西昌市应急管理局",
    ]


@pytest.mark.parametrize("name", ["daquan", "tuokayi", "tajikeabati"])
def test_the_same_file_again_changes_nothing(name):
    before = database()
    saved = take(TOWNSHIPS / f"{name}.txt")
    assert not saved.created
    assert database() == before


def test_the_same_content_under_another_name_changes_nothing(tmp_path):
    before = database()
    path = tmp_path / "another name.txt"
    path.write_bytes((TOWNSHIPS / "xindi.txt").read_bytes())
    assert not take(path).created
    assert database() == before


def test_a_list_with_errors_changes_nothing(take_text):
    before = database()
    with pytest.raises(Blocked):
        take_text(document(basic=[BASIC_ROWS[1], BASIC_ROWS[1]]))
    assert database() == before


def test_a_failure_in_the_middle_of_saving_changes_nothing(take_text, monkeypatch):
    before = database()

    def fails(*args):
        raise RuntimeError

    monkeypatch.setattr("ingest.save.rows.involvements_of", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        take_text(document())
    assert database() == before


def test_a_changed_file_makes_a_draft_and_leaves_the_published_edition_alone(tmp_path):
    published = Edition.published.get(township__name="新地乡")
    rows = list(published.items.order_by("pk").values())
    text = (TOWNSHIPS / "xindi.txt").read_text("utf-8").replace("加强", "强化", 1)
    path = tmp_path / "xindi.txt"
    path.write_text(text, "utf-8")
    saved = take(path)
    assert saved.created
    assert (saved.edition.state, saved.edition.slug) == ("draft", "2025-07-2")
    assert saved.edition.township == published.township
    assert Edition.published.get(township__name="新地乡") == published
    assert list(published.items.order_by("pk").values()) == rows

    saved.edition.publish()
    published.refresh_from_db()
    assert published.state == Edition.State.SUPERSEDED
    assert published.items.count() == len(rows)
    assert Edition.published.get(township__name="新地乡") == saved.edition
    assert saved.edition.reason == Edition.Reason.ADJUSTMENT


def test_a_shorter_prefecture_is_the_same_county(take_text):
    first = take_text(document()).edition
    cover = COVER.replace("凉山彝族自治州", "凉山州")
    second = take_text(document(cover=cover), "b.txt").edition
    third = take_text(document(cover=COVER.replace("凉山彝族自治州", "")), "c.txt").edition
    assert first.township == second.township == third.township
    assert County.internal.filter(name="西昌市").count() == 1


def test_counties_of_one_name_in_two_prefectures_stay_two(take_text):
    covers = [f"江苏省{city}鼓楼区华侨路街道\n履职事项清单\n" for city in ("南京市", "徐州市")]
    townships = {take_text(document(cover=cover)).edition.township for cover in covers}
    assert len(townships) == 2


def test_a_very_long_file_name_and_department_are_saved(take_text):
    rows = [f"1\t民生服务\t救助\t市{'农业' * 14}局、市民政局及其他有关部门\t1.甲。\t1.乙。"]
    edition = take_text(document(cooperation=rows), "n" * 240 + ".txt").edition
    assert edition.source_name.endswith("n.txt")
    assert edition.items.get(kind="cooperation").departments.count() == 2


# Publishing.


@pytest.fixture
def marked(take_text):
    """A draft marked 内部."""
    return take_text(document(cover="内 部\n" + COVER)).edition


def test_a_marked_list_is_not_published_without_a_secrecy_check(marked):
    assert marked.restricted
    with pytest.raises(NotPublishable, match="保密审查"):
        marked.publish()
    marked.refresh_from_db()
    assert marked.state == "draft"


def test_the_importer_cannot_make_the_secrecy_check(marked, user_of):
    marked.imported_by = user_of("office")
    marked.save()
    with pytest.raises(NotPublishable, match="第二人"):
        marked.record_secrecy_check(user_of("office"))
    with pytest.raises(NotPublishable):
        marked.record_secrecy_check(None)
    marked.record_secrecy_check(user_of("administrator"))
    with pytest.raises(NotPublishable, match="具名"):
        marked.publish()
    marked.publish(by=user_of("office"))
    assert Edition.published.filter(pk=marked.pk).exists()


def test_an_edition_in_force_is_not_published_again(take_text):
    edition = take_text(document()).edition
    edition.publish()
    with pytest.raises(NotPublishable, match="已经是现行版本"):
        edition.publish()


def test_a_withdrawn_edition_can_be_published_again(take_text):
    edition = take_text(document()).edition
    edition.publish()
    edition.withdraw()
    assert not Edition.published.filter(pk=edition.pk).exists()
    edition.publish()
    assert Edition.published.filter(pk=edition.pk).exists()


def test_an_older_list_does_not_replace_a_newer_by_accident(take_text):
    newer = take_text(document()).edition
    newer.publish()
    older = take_text(document().replace("2025年7月", "2023年1月")).edition
    with pytest.raises(NotPublishable, match="新"):
        older.publish()
    older.publish(even_older=True)
    newer.refresh_from_db()
    assert newer.state == "superseded"
    newer.publish()
    assert Edition.published.get(township=newer.township) == newer


def test_a_replaced_edition_can_be_withdrawn(take_text):
    first = take_text(document()).edition
    first.publish()
    take_text(document(basic=BASIC_ROWS[:1])).edition.publish()
    first.withdraw()
    first.refresh_from_db()
    assert first.state == "withdrawn"


def test_who_checked_the_secrecy_does_not_publish(user_of):
    marked = Edition.internal.get(restricted=True)
    checker = user_of("administrator")
    marked.record_secrecy_check(checker)
    with pytest.raises(NotPublishable, match="不能是同一人"):
        marked.publish(by=checker)
    with pytest.raises(NotPublishable, match="不能重复"):
        marked.record_secrecy_check(user_of("office"))
    marked.publish(by=user_of("office"))
    assert Edition.published.filter(pk=marked.pk).exists()


# What the database itself refuses, whatever the code does.


def bites(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


def test_two_published_editions_of_a_township(take_text):
    take_text(document()).edition.publish()
    second = take_text(document(basic=BASIC_ROWS[:1])).edition
    with bites("one_published_edition_per_township"), transaction.atomic():
        Edition.internal.filter(pk=second.pk).update(
            state="published", published_at=timezone.now(), effective_on=timezone.localdate()
        )


def test_a_marked_edition_published_without_check(marked, user_of):
    now = timezone.now()
    for state in ("published", "superseded"):
        with bites("restricted_edition_needs_secrecy_check"), transaction.atomic():
            Edition.internal.filter(pk=marked.pk).update(
                state=state,
                published_at=now,
                effective_on=now,
                published_by=user_of("office"),
            )


def test_a_marked_edition_published_by_nobody_or_by_its_checker(marked, user_of):
    now, checker = timezone.now(), user_of("administrator")
    checked = {
        "effective_on": now,
        "published_at": now,
        "secrecy_checked_at": now,
        "secrecy_checked_by": checker,
    }
    for publisher in (None, checker):
        with bites("secrecy_checker_does_not_publish"), transaction.atomic():
            Edition.internal.filter(pk=marked.pk).update(
                state="published", published_by=publisher, **checked
            )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "published"}, "published_edition_has_a_date"),
        ({"state": "secret"}, "edition_state_known"),
    ],
)
def test_impossible_states_of_an_edition(take_text, change, constraint):
    edition = take_text(document()).edition
    with bites(constraint), transaction.atomic():
        Edition.internal.filter(pk=edition.pk).update(**change)


def test_the_same_file_twice_for_one_township(take_text):
    edition = take_text(document()).edition
    with bites("edition_file_taken_once"), transaction.atomic():
        Edition.internal.create(
            township=edition.township, slug="x", source_sha256=edition.source_sha256
        )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"number": 2}, "item_number_once_per_list"),
        ({"number": 0}, "item_number_from_one"),
        ({"kind": "other"}, "item_kind_known"),
        ({"name": ""}, "item_has_a_name"),
    ],
)
def test_impossible_rows(take_text, change, constraint):
    edition = take_text(document()).edition
    with bites(constraint), transaction.atomic():
        Item.internal.filter(edition=edition, kind="basic", number=1).update(**change)


def test_one_township_of_a_name_in_a_county(take_text):
    township = take_text(document()).edition.township
    with bites("township_named_once"), transaction.atomic():
        Township.internal.create(county=township.county, name=township.name, kind="town", slug="x")


def test_a_name_mapped_by_the_list_office_is_used_from_then_on(take_text):
    row = "1\t民生服务\t救助\t清河专班\t1.救助。\t1.配合。"
    first = take_text(document(cooperation=[row])).edition
    unknown = first.items.get(kind="cooperation").departments.get()
    assert (unknown.name, unknown.system) == ("清河专班", None)
    assert "department_unknown" in {finding["code"] for finding in first.findings}
    meant = Department.internal.create(
        county=first.township.county, name="西昌市清河治理局", aliases=["清河专班"]
    )
    second = take_text(document(cooperation=[row], basic=BASIC_ROWS[:1])).edition
    assert second.items.get(kind="cooperation").departments.get() == meant
