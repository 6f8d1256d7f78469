"""Saving: a draft or nothing; the same file changes nothing."""

import pytest
from django.db import transaction

from ingest.errors import Blocked
from ingest.pipeline import take
from lists.models import County, Department, Edition, Township
from tests.ingest.database import database
from tests.ingest.documents import BASIC_ROWS, COVER, TOWNSHIPS, document

pytestmark = pytest.mark.django_db


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
