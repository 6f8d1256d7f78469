"""Tickets of the 12345 hotline, judged one by one; texts stay in memory and go nowhere else."""

import logging
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lists import tables
from lists.models import Involvement, Item
from lists.models.items import Kind
from lists.search.scope import Scope
from lists.verdict import NONE, QUITE_SURE, UNSURE, Fit, Verdict, verdict

logger = logging.getLogger(__name__)

# The columns added to the file.
TITLES = ("判定", "依据清单事项", "部门", "把握", "需人工", "说明")
WORDS = {
    Kind.BASIC: "本乡负责",
    Kind.COOPERATION: "配合",
    Kind.REVOKED: "已收回",
    NONE: "清单外",
    UNSURE: "不能确定",
}
# So much of a text is judged (characters): the search reads no more.
LONGEST = 300
# Verdicts less sure than this (per cent) are for a person to look at.
SURE_FROM = round(100 * QUITE_SURE)
# So many candidates are named where the verdict is open.
NAMED = 2
NAME_LENGTH = 40
# Progress is told so often (seconds).
EVERY = 0.5


@dataclass(frozen=True)
class Answer:
    """What is written beside a ticket; `kind` counts it in the summary, '' for an empty text."""

    kind: str
    basis: str = ""
    departments: str = ""
    percent: int | None = None
    by_hand: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """The added cells, in the order of TITLES."""
        return (
            WORDS.get(self.kind, ""),
            self.basis,
            self.departments,
            "" if self.percent is None else f"{self.percent}%",
            "是" if self.by_hand else "否",
            "；".join(self.remarks),
        )


class Judge:
    """Judges texts against the list of one township; equal texts are judged once."""

    def __init__(self, user, scope: Scope):
        self.user, self.scope = user, scope
        self.known: dict[str, Answer] = {}
        self.departments: dict[int, dict[int, list[str]]] = {}

    def answer(self, text: str) -> Answer:
        """Judge one text; never fails."""
        asked = " ".join(text.split())
        if not asked:
            return Answer("", remarks=("没有工单文字",))
        if asked not in self.known:
            self.known[asked] = self.judged(asked)
        return self.known[asked]

    def judged(self, asked: str) -> Answer:
        """Judge a text that was not met before."""
        try:
            found = verdict(self.user, self.scope, asked[:LONGEST])
            answer = self.put(found)
        except Exception as error:
            # One ticket must not cost the other 4,999; and the words of an error may quote it.
            logger.error("A ticket was not judged: %s", type(error).__name__)
            return Answer(UNSURE, remarks=("系统出错，没有判定，请人工处理",))
        if len(asked) <= LONGEST:
            return answer
        cut = f"文字有 {len(asked)} 字，只按前 {LONGEST} 字判定"
        return replace(answer, remarks=(*answer.remarks, cut))

    def put(self, found: Verdict) -> Answer:
        """A verdict in the words of the added columns."""
        remarks = []
        if found.found.mended:
            remarks.append(f"按“{found.found.meant}”判定")
        if found.kind in (NONE, UNSURE):
            remarks.append(candidates_of(found))
            return Answer(found.kind, percent=found.percent, remarks=tuple(filter(None, remarks)))
        remarks.append(found.best.why)
        departments = self.departments_of(found.item)
        if found.kind == Kind.REVOKED and not departments:
            remarks.append("清单没有写承接部门，请看该项的工作方式")
        if found.also:
            shared = "、".join(named(fit.item) for fit in found.also)
            remarks.append(f"其他清单也有相关事项：{shared}")
        if found.percent < SURE_FROM:
            remarks.append("把握不大")
        return Answer(
            found.kind,
            named(found.item, whole=True),
            "、".join(departments),
            found.percent,
            bool(found.also) or found.percent < SURE_FROM,
            tuple(remarks),
        )

    def departments_of(self, item: Item) -> list[str]:
        """The departments of a row's own column, read for a whole edition at once."""
        if item.edition_id not in self.departments:
            parts = Involvement.objects.filter(item__edition=item.edition_id, in_column=True)
            names: dict[int, list[str]] = {}
            for pk, name in parts.order_by("position").values_list("item", "department__name"):
                names.setdefault(pk, []).append(name)
            self.departments[item.edition_id] = names
        return self.departments[item.edition_id].get(item.pk, [])


def candidates_of(found: Verdict) -> str:
    """What is nearest where the verdict is open."""
    if not found.nearest:
        return "清单中没有相近的事项"
    shown: tuple[Fit, ...] = found.nearest[:NAMED]
    rows = "、".join(named(fit.item) for fit in shown)
    if found.kind == UNSURE:
        return f"可能是：{rows}"
    return f"最接近的是：{rows}（{shown[0].falls_short}）"


def named(item: Item, whole: bool = False) -> str:
    """A row by its list, number and name: 配合履职第36项 地名管理."""
    name = item.name
    if not whole and len(name) > NAME_LENGTH:
        name = f"{name[:NAME_LENGTH]}…"
    return f"{item.get_kind_display()}第{item.number}项 {name}"


@dataclass(frozen=True)
class Progress:
    """How many rows of a table are judged, of how many."""

    done: int
    total: int


@dataclass(frozen=True)
class Result:
    """The file with its added columns, and how many rows were judged how."""

    format: str
    data: bytes
    summary: str


def judge_table(user, scope: Scope, data: bytes, letter: str) -> Iterator[Progress | Result]:
    """Judge the texts in one column of a file: progress now and then, at the end the result.

    Raises TableError. Between two pieces of progress about EVERY seconds pass, so that who
    asked can be told, and the work ends when nobody listens any more.
    """
    table = tables.read(data)
    column = table.column(letter)
    judge = Judge(user, scope)
    rows = [row for row in table.rows if row.filled]
    answers: dict[int, Answer] = {}
    yield Progress(0, len(rows))
    told = time.monotonic()
    for row in rows:
        answers[row.number] = judge.answer(row[column.at])
        if time.monotonic() - told >= EVERY:
            yield Progress(len(answers), len(rows))
            told = time.monotonic()
    yield Progress(len(rows), len(rows))
    cells = {number: answer.cells for number, answer in answers.items()}
    written = table.append({table.head.number: TITLES, **cells})
    yield Result(table.format, written, summary(list(answers.values())))


def summary(answers: list[Answer]) -> str:
    """How many tickets were judged how, in words."""
    counts = Counter(answer.kind for answer in answers)
    parts = [f"{word} {counts[kind]} 条" for kind, word in WORDS.items() if counts[kind]]
    if counts[""]:
        parts.append(f"没有文字 {counts['']} 条")
    by_hand = sum(answer.by_hand for answer in answers)
    return f"共判定 {len(answers)} 条：{'，'.join(parts)}；需人工核对 {by_hand} 条。"
