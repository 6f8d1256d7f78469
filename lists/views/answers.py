"""The answer to a task in one township, as pages show it: verdict, quotes, headline."""

from dataclasses import dataclass

from django.http import HttpRequest

from lists import access
from lists.models import Edition
from lists.quotes import Quote, quoted
from lists.search.query import LONGEST_QUERY
from lists.search.scope import Scope
from lists.verdict import NONE, SHOWN, UNSURE, Fit, Verdict, verdict
from lists.views.params import param


@dataclass(frozen=True)
class Cited:
    """A row cited in an answer: its quote, how it fits, how near it comes to the best (%).

    `basis` is the address of the sheet that quotes it for the task.
    """

    quote: Quote
    fit: Fit
    closeness: int
    basis: str


@dataclass(frozen=True)
class Answer:
    """A verdict with its rows ready to be quoted; `best` is None for 清单外 and for doubt."""

    verdict: Verdict
    edition: Edition
    task: str
    best: Cited | None
    also: list[Cited]
    nearest: list[Cited]

    @property
    def is_none(self) -> bool:
        """Whether no list holds the matter."""
        return self.verdict.kind == NONE

    @property
    def is_unsure(self) -> bool:
        """Whether people must choose among the candidates."""
        return self.verdict.kind == UNSURE

    @property
    def unreadable(self) -> bool:
        """Whether nothing was typed that can be judged: signs alone, or no Chinese."""
        query = self.verdict.found.query
        return query.is_empty or (query.is_foreign and self.is_none)

    @property
    def headline(self) -> str:
        """The answer in one line."""
        if self.unreadable:
            return "没有可以判断的文字"
        if self.is_none:
            return f"清单外：{self.edition.township.name}的清单没有列明这件事"
        if self.is_unsure:
            return "不能确定，请在下面的事项中核对"
        return self.best.quote.owner

    @property
    def runner_up(self) -> Cited | None:
        """The row that comes nearest to the best."""
        return self.nearest[0] if self.best and self.nearest else None


def typed_task(request: HttpRequest) -> str:
    """The task as typed, without blanks around it, up to LONGEST_QUERY characters."""
    return param(request, "q").strip()[:LONGEST_QUERY]


def is_cut(request: HttpRequest) -> bool:
    """Whether more was typed than is judged."""
    return len(param(request, "q").strip()) > LONGEST_QUERY


def edition_of(request: HttpRequest, slug: str) -> Edition | None:
    """The edition that stands for a township, for this person; None where there is none."""
    if not slug:
        return None
    return access.editions(request.user).filter(township__slug=slug).first()


def answer_to(user, edition: Edition, task: str) -> Answer:
    """Judge a task by an edition and fetch the rows to quote."""
    judged = verdict(user, Scope.of(edition.township), task)
    fits = [fit for fit in (judged.best, *judged.also, *judged.nearest) if fit]
    ids = {fit.item.pk for fit in fits}
    rows = judged.found.ground.items.filter(pk__in=ids)
    quotes = quoted(rows, edition, judged.found.marks) if ids else {}

    def cited(fit: Fit) -> Cited:
        quote = quotes[fit.item.pk]
        return Cited(quote, fit, judged.closeness(fit), quote.basis(task))

    sure = judged.best and judged.kind != UNSURE
    # In doubt the rows of other lists that share the duty are candidates like the best.
    near = judged.nearest if judged.kind != UNSURE else tuple(dict.fromkeys(fits))[:SHOWN]
    return Answer(
        judged,
        edition,
        task,
        cited(judged.best) if sure else None,
        [cited(fit) for fit in judged.also] if sure else [],
        [cited(fit) for fit in near],
    )
