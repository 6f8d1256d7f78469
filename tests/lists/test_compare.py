"""Comparing two editions: whom a row is matched with, and what is said to have happened to it."""

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lists.compare import Change, Row, compare
from tests.ingest.golden import GOLDEN

PARTS = [
    "负责",
    "开展",
    "本乡",
    "农村",
    "道路",
    "养护",
    "食品",
    "安全",
    "检查",
    "禁毒",
    "宣传",
    "档案",
]


def row(name: str, kind: str = "basic", number: int = 1, duty: str = "", **more) -> Row:
    cells = (("配合职责", duty),) if duty else ()
    return Row(kind, number, more.get("category", "综合"), name, more.get("bodies", ()), cells)


def listed(*names: str, kind: str = "basic") -> list[Row]:
    return [row(name, kind, number) for number, name in enumerate(names, start=1)]


def told(old: list[Row], new: list[Row]) -> list[tuple]:
    """The changes in few words: (change …, old name, new name)."""
    return [
        (*one.changes, one.old and one.old.name, one.new and one.new.name)
        for one in compare(old, new).told
    ]


@st.composite
def editions(draw) -> list[Row]:
    """A made-up edition of few words, so that names recur and resemble each other."""
    words = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join)
    rows = []
    for kind in ("basic", "cooperation", "revoked"):
        for number, name in enumerate(draw(st.lists(words, max_size=6)), start=1):
            duty = draw(words) if kind != "basic" else ""
            category = draw(st.sampled_from(["综合", "民生"]))
            bodies = tuple(draw(st.sets(st.sampled_from(["民政局", "公安局"]))))
            rows.append(row(name, kind, number, duty, category=category, bodies=bodies))
    return rows


@given(editions())
def test_an_edition_differs_in_nothing_from_itself(edition):
    comparison = compare(edition, edition)
    assert not comparison.told and not comparison.counts
    assert comparison.unchanged == len(edition)


@settings(max_examples=200)
@given(editions(), editions())
def test_every_row_of_both_stands_in_one_difference(old, new):
    found = compare(old, new).differences
    assert sorted(one.old.place for one in found if one.old) == sorted(r.place for r in old)
    assert sorted(one.new.place for one in found if one.new) == sorted(r.place for r in new)


@settings(max_examples=200)
@given(editions(), editions())
def test_the_other_way_round_everything_is_mirrored(old, new):
    def places(comparison, back: bool) -> set[tuple]:
        return {
            tuple(r and r.place for r in ((d.new, d.old) if back else (d.old, d.new)))
            + (d.akin and d.akin.place,)
            for d in comparison.differences
        }

    there, back = compare(old, new), compare(new, old)
    assert places(there, back=False) == places(back, back=True)
    swapped = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
    assert there.counts == {swapped.get(c, c): n for c, n in back.counts.items()}


def test_a_row_inserted_at_the_top_is_one_change_and_many_new_numbers():
    names = [f"负责第{n}类档案{n * 7}的管理" for n in range(1, 91)]
    comparison = compare(listed(*names), listed("建立动态管理台账", *names))
    assert [one.changes for one in comparison.told] == [(Change.ADDED,)]
    assert comparison.counts[Change.RENUMBERED] == 90


def test_a_move_between_lists_comes_first_and_is_no_rewording():
    old = [*listed("负责档案管理"), row("开展禁毒宣传", "cooperation", 1, "上报线索")]
    new = listed("开展禁毒宣传", "负责道路养护")
    assert told(old, new) == [
        (Change.MOVED, "开展禁毒宣传", "开展禁毒宣传"),
        (Change.ADDED, None, "负责道路养护"),
        (Change.REMOVED, "负责档案管理", None),
    ]


def test_a_row_that_moved_and_was_reworded_is_still_the_same_row():
    old = [row("农村公益性墓地建设管理，维护殡葬管理秩序", "cooperation", 3)]
    new = [row("负责本乡农村公益性墓地建设管理工作，维护殡葬管理秩序", "basic", 3)]
    (one,) = compare(old, new).differences
    assert one.changes == (Change.MOVED, Change.REWORDED)


def test_rows_of_one_name_in_two_lists_stay_in_their_lists():
    both = [row("文明养犬", "basic", 5), row("文明养犬", "cooperation", 5, "劝导")]
    swapped = [row("文明养犬", "basic", 9), row("文明养犬", "cooperation", 2, "劝导")]
    assert compare(both, swapped).counts == {Change.RENUMBERED: 2}
    assert told(both, swapped[:1]) == [(Change.REMOVED, "文明养犬", None)]


def test_rows_of_one_name_in_one_list_are_told_apart_by_their_duties():
    old = [row("行政处罚", "revoked", 1, "水利局负责"), row("行政处罚", "revoked", 2, "民政局负责")]
    new = [replace(old[1], number=1), replace(old[0], number=2)]
    assert compare(old, new).counts == {Change.RENUMBERED: 2}


def test_rows_that_swap_their_numbers_only_swap_their_numbers():
    old = listed("加强残联组织建设", "负责双拥工作", "负责道路养护")
    new = listed("负责双拥工作", "加强残联组织建设", "负责道路养护")
    assert compare(old, new).counts == {Change.RENUMBERED: 2}


def test_rows_that_swap_their_lists_are_two_moves():
    old = [row("文明养犬", "basic"), row("打击传销", "cooperation")]
    new = [row("打击传销", "basic"), row("文明养犬", "cooperation")]
    assert compare(old, new).counts == {Change.MOVED: 2}


def test_the_same_number_makes_no_two_duties_one():
    assert told(listed("负责档案管理"), listed("开展禁毒宣传")) == [
        (Change.ADDED, None, "开展禁毒宣传"),
        (Change.REMOVED, "负责档案管理", None),
    ]


def test_a_row_split_in_two_names_the_row_it_came_from():
    whole = "负责政府信息公开工作，做好档案收集、整理、归档、移交和信息化建设等工作"
    halves = "负责政府信息公开工作", "做好档案收集、整理、归档、移交和信息化建设等工作"
    old, new = listed("开展禁毒宣传", whole), listed("开展禁毒宣传", *halves)
    added, reworded = compare(old, new).told
    assert reworded.changes == (Change.REWORDED,) and reworded.new.name == halves[1]
    assert added.new.name == halves[0] and added.akin == old[1]
    gone, _ = compare(new, old).told
    assert gone.changes == (Change.REMOVED,) and gone.akin == old[1]


def test_blanks_and_width_are_no_change_and_signs_are():
    old = row("负责 C、D级 食品（摊贩）")
    assert not compare([old], [row("负责C、D级食品(摊贩)")]).told
    assert compare([old], [row("负责C，D级食品（摊贩）")]).counts == {Change.REWORDED: 1}


def test_bodies_category_and_duties_changed_are_told_apart():
    old = row("森林防火", "cooperation", 1, "协助巡查", bodies=("林草局", "消防局"))
    for change, new in {
        Change.BODIES: replace(old, bodies=("林草局", "应急局")),
        Change.CATEGORY: replace(old, category="应急"),
        Change.REWORDED: replace(old, cells=(("配合职责", "协助巡查并上报"),)),
    }.items():
        (one,) = compare([old], [new]).differences
        assert one.changes == (change,)
    assert not compare([old], [replace(old, bodies=("消防局", "林草局"))]).told
    (one,) = compare([old], [replace(old, bodies=("林草局", "应急局"))]).differences
    assert (one.bodies_added, one.bodies_removed) == (["应急局"], ["消防局"])


def sample(name: str) -> list[Row]:
    """The rows of a sample list."""
    return [
        Row(
            item["kind"],
            item["number"],
            item["category"],
            item["name"],
            tuple(body or "" for body in item["departments"]),
            tuple((c, item[c]) for c in ("lead_duty", "township_duty", "method") if item[c]),
        )
        for item in json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))["items"]
    ]


@pytest.mark.parametrize("name", ["xindi", "daquan", "jiagasitai"])
def test_neighbouring_duties_of_a_list_are_not_taken_for_each_other(name):
    rows = sample(name)
    # Every other row goes: none of those left is alike enough to become one that went.
    assert compare(rows, rows[::2]).counts[Change.REWORDED] == 0


def test_lists_of_two_townships_are_compared():
    old, new = sample("tuokayi"), sample("tajikeabati")  # hardly a row is in both
    comparison = compare(old, new)
    assert len(comparison.differences) > 400


@pytest.mark.parametrize("names", ["甲{0}号{1}道路养护", "道路养护"])
def test_lists_of_thousands_of_rows_are_compared_at_once(names):
    """Each with each they would take minutes and gigabytes, whenever somebody opens the page."""
    old = listed(*(names.format(at, "旧") for at in range(3000)))
    new = listed(*(names.format(at, "新") for at in range(3000)))
    began = time.process_time()
    found = compare(old, new)
    assert time.process_time() - began < 60  # it took minutes
    same = names.format(0, "旧") == names.format(0, "新")
    assert found.unchanged == (3000 if same else 0)
    assert found.counts == ({} if same else {Change.ADDED: 3000, Change.REMOVED: 3000})
