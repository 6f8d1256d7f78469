"""A ticket's verdict in the words of the file, and a whole file judged."""

import csv
import io
import logging
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from lists import tickets
from lists.models import Item, Township
from lists.search.scope import Scope
from lists.tickets import LONGEST, TITLES, Answer, Judge, Progress, Result, judge_table


@pytest.fixture
def judge(db) -> Judge:
    return Judge(AnonymousUser(), Scope.of(Township.published.get(name="新地乡")))


def test_a_duty_of_the_township(judge):
    word, basis, departments, percent, by_hand, remarks = judge.answer("宅基地审批").cells
    assert word == "本乡负责"
    assert basis.startswith("基本履职第84项 负责本乡农村村民宅基地审批")
    assert departments == ""
    assert percent.endswith("%") and int(percent[:-1]) >= 80
    assert by_hand == "否"
    assert "含有" in remarks


def test_a_duty_to_assist_with_names_its_departments(judge):
    answer = judge.answer("文明养犬")
    assert answer.kind == "cooperation"
    assert answer.basis == "配合履职第19项 文明养犬管理工作"
    assert answer.departments.startswith("吉木萨尔县公安局、")


def test_a_duty_taken_back_names_who_took_it(judge):
    answer = judge.answer("收养登记")
    assert (answer.kind, answer.departments) == ("revoked", "吉木萨尔县民政局")
    assert answer.cells[0] == "已收回"


def test_what_no_list_holds_is_for_a_person(judge):
    answer = judge.answer("高铁票退票")
    assert answer.cells[0] == "清单外"
    assert (answer.basis, answer.departments, answer.by_hand) == ("", "", True)


def test_the_departments_are_those_of_the_row_s_own_column(judge):
    answer = judge.answer("文明养犬")
    item = Item.published.get(township__name="新地乡", kind="cooperation", number=19)
    parts = item.involvements.filter(in_column=True).order_by("position")
    assert answer.departments == "、".join(part.department.name for part in parts)


def fake(kind: str, confidence: float, also=(), nearest=()):
    """A verdict made by hand."""
    item = SimpleNamespace(
        pk=1, edition_id=1, number=3, name="某项工作", get_kind_display=lambda: "基本履职"
    )
    fit = SimpleNamespace(item=item, why="含有所查的部分词语", falls_short="只有个别词语相同")
    return SimpleNamespace(
        kind=kind,
        item=item,
        best=fit,
        also=[fit for _ in also],
        nearest=tuple(fit for _ in nearest),
        percent=round(100 * confidence),
        found=SimpleNamespace(mended=False, meant=None),
    )


@pytest.mark.parametrize(
    ("found", "by_hand", "said"),
    [
        (fake("basic", 0.9), False, "含有所查的部分词语"),
        (fake("basic", 0.79), True, "把握不大"),
        (fake("basic", 0.9, also="x"), True, "其他清单也有相关事项：基本履职第3项 某项工作"),
        (fake("unsure", 0.4, nearest="xyz"), True, "可能是：基本履职第3项 某项工作、基本"),
        (fake("none", 0.9, nearest="x"), True, "第3项 某项工作（只有个别词语相同）"),
        (fake("none", 0.9), True, "清单中没有相近的事项"),
    ],
)
def test_when_a_person_must_look(judge, found, by_hand, said):
    answer = judge.put(found)
    assert answer.by_hand is by_hand
    assert said in answer.cells[-1]
    assert bool(answer.basis) == (found.kind == "basic")


def test_a_long_text_is_judged_by_its_beginning_and_says_so(judge):
    short, long = "文明养犬" + "，" * (LONGEST - 4), "文明养犬" + "，" * (LONGEST - 3)
    assert "只按前" not in judge.answer(short).cells[-1]
    assert judge.answer(long).cells[-1].endswith("文字有 301 字，只按前 300 字判定")
    assert judge.answer(long).kind == judge.answer(short).kind


def test_equal_texts_are_judged_once(judge, monkeypatch):
    asked = []
    real = tickets.verdict
    monkeypatch.setattr(tickets, "verdict", lambda *a: asked.append(a[-1]) or real(*a))
    answers = [judge.answer(text) for text in ("路灯坏了", " 路灯坏了\n", "路灯坏了")]
    assert answers[0] is answers[1] is answers[2]
    assert asked == ["路灯坏了"]


def test_an_error_costs_one_ticket_and_tells_the_log_nothing_of_it(judge, monkeypatch, caplog):
    def fails(user, scope, task):
        raise ValueError(f"cannot read {task}")

    monkeypatch.setattr(tickets, "verdict", fails)
    with caplog.at_level(logging.DEBUG):
        answer = judge.answer("隔壁张三打人")
    assert answer.cells[0] == "不能确定" and answer.by_hand
    assert "系统出错" in answer.cells[-1]
    assert "ValueError" in caplog.text and "张三" not in caplog.text


@pytest.mark.parametrize(
    "text", ["\x00", "？！", "=1+1", "' OR 1=1 --", "\\", "😀" * 400, "a" * 9999]
)
def test_odd_texts_have_an_answer(judge, text):
    assert judge.answer(text).kind in ("basic", "cooperation", "revoked", "none", "unsure")
    assert "系统出错" not in judge.answer(text).cells[-1]


def test_a_whole_file_is_judged_in_order(judge, monkeypatch):
    monkeypatch.setattr(tickets, "EVERY", 0)
    data = "编号,工单内容\n1,宅基地审批\n2,\n3,文明养犬\n\n4,收养登记\n".encode()
    *steps, result = judge_table(judge.user, judge.scope, data, "B")
    assert [step.done for step in steps] == [0, 1, 2, 3, 4, 4]
    assert all(isinstance(step, Progress) and step.total == 4 for step in steps)
    assert isinstance(result, Result)
    rows = list(csv.reader(io.StringIO(result.data.decode())))
    assert rows[0] == ["编号", "工单内容", *TITLES]
    assert [row[2] for row in rows[1:] if row] == ["本乡负责", "", "配合", "已收回"]
    assert rows[2][6:] == ["是", "没有工单文字"]
    assert rows[4] == []
    assert result.summary.startswith(
        "共判定 4 条：本乡负责 1 条，配合 1 条，已收回 1 条，没有文字 1 条"
    )


def test_the_summary_counts_every_row():
    answers = [Answer("basic", by_hand=False), Answer("none"), Answer("none"), Answer("unsure")]
    assert tickets.summary(answers) == (
        "共判定 4 条：本乡负责 1 条，清单外 2 条，不能确定 1 条；需人工核对 3 条。"
    )
