"""The desk's check of a department's notice: which of its tasks stand in the township's lists."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from lists.models.items import Kind
from lists.notice import LONGEST, MOST_TASKS, Task, tasks
from lists.search.scope import Scope
from lists.verdict import NONE, UNSURE, Fit, Verdict, verdict
from lists.views.duty_place import DutyPlace

logger = logging.getLogger(__name__)

TITLE = "核对部门通知"
WORDS = {
    Kind.BASIC: "清单内（基本）",
    Kind.COOPERATION: "清单内（配合）",
    Kind.REVOKED: "已收回",
    NONE: "清单外",
    UNSURE: "不能确定",
}


@dataclass(frozen=True)
class Checked:
    """A task of the notice with its number and verdict; no verdict where the search failed."""

    number: int
    task: Task
    verdict: Verdict | None

    @property
    def kind(self) -> str:
        """The list, `none` or `unsure`."""
        return str(self.verdict.kind) if self.verdict else UNSURE

    @property
    def word(self) -> str:
        """The verdict in words."""
        return WORDS[self.kind]

    @property
    def departments(self) -> str:
        """The departments of the row quoted, from its own column."""
        parts = self.verdict.item.involvements.all()
        return "、".join(part.department.name for part in parts if part.in_column)


@dataclass(frozen=True)
class Piece:
    """A piece of the notice: text between the tasks, or a task."""

    text: str
    checked: Checked | None = None


@login_required
@sensitive_post_parameters("notice")
def notice(request: HttpRequest) -> HttpResponse:
    """The form; a POST shows the notice with its tasks judged, and keeps none of it."""
    place = DutyPlace.of(request, request.POST)
    context = {
        "place": place,
        "longest": LONGEST,
        "most": MOST_TASKS,
        "breadcrumbs": [("工作台", reverse("desk")), (TITLE, "")],
    }
    if request.method != "POST":
        return render(request, "notice.html", context)
    # Browsers send each end of a line as two signs, and count it as one.
    text = request.POST.get("notice", "").replace("\r\n", "\n").replace("\x00", "")
    context |= {"text": text, "problem": problem_of(place, text)}
    if context["problem"]:
        return render(request, "notice.html", context, status=422)
    found = tasks(text)
    checked = check(request.user, place.scope, found[:MOST_TASKS])
    context |= {
        "checked": checked,
        "pieces": list(pieces(text, checked)),
        "summary": summary(checked),
        "more": len(found) > MOST_TASKS,
    }
    return render(request, "notice.html", context)


def problem_of(place: DutyPlace, text: str) -> str:
    """Why a notice cannot be checked; '' when it can."""
    if not text.strip():
        return "还没有粘贴通知。请把通知的文字粘贴到下面。"
    if len(text) > LONGEST:
        return f"通知有 {len(text)} 字，超过 {LONGEST} 字。请只粘贴布置任务的部分，或者分几次核对。"
    return place.problem


def check(user, scope: Scope, found: list[Task]) -> list[Checked]:
    """Judge every task."""
    checked = [Checked(at, task, judged(user, scope, task)) for at, task in enumerate(found, 1)]
    fits = [fit for one in checked if one.verdict for fit in shown(one.verdict)]
    rows = [fit.item for fit in fits]
    prefetch_related_objects(rows, "edition__township", "involvements__department")
    return checked


def shown(found: Verdict) -> list[Fit]:
    """The rows of a verdict that stand on the page."""
    return [*filter(None, [found.best]), *found.also, *found.nearest]


def judged(user, scope: Scope, task: Task) -> Verdict | None:
    """The verdict of a task; None where the search failed."""
    try:
        return verdict(user, scope, task.asked)
    except Exception as error:
        # One task must not cost the others; and the words of an error may quote it.
        logger.error("A task of a notice was not judged: %s", type(error).__name__)
        return None


def pieces(text: str, checked: list[Checked]) -> Iterator[Piece]:
    """The whole notice, cut at its tasks."""
    at = 0
    for one in checked:
        yield Piece(text[at : one.task.begin])
        yield Piece(one.task.text, one)
        at = one.task.end
    yield Piece(text[at:])


def summary(checked: list[Checked]) -> list[tuple[str, str, int]]:
    """How many tasks there are of each verdict: (kind, word, number), those there are."""
    counts = Counter(one.kind for one in checked)
    return [(str(kind), word, counts[kind]) for kind, word in WORDS.items() if counts[kind]]
