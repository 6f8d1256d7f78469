"""How much one caller may ask for in a minute, counted in the database for all processes."""

import time
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from lists.api.endpoint import LARGEST_PAGE, MOST_PAGES, USUAL_PAGE
from lists.api.problems import Problem
from lists.lockout import counted_address
from lists.models import ApiToken, ApiUse

PER_MINUTE = 120
# What costs more than a page read from the tables: a search, a verdict, a comparison, a file.
COSTS = {
    "check": 5,
    "differences": 4,
    "departments": 3,
    "systems": 3,
    "bulk-items": 20,
    "bulk-clauses": 20,
    "bulk-departments": 20,
}
SEARCH = 3
# A page far behind the first: the database passes over all rows before it.
ROWS_FOR_ONE = 10_000
KEPT_MINUTES = 5

# Counts the call and reads how far the published data has come, in one statement.
#
# Every act of a person, and what the command line takes in or publishes, stands in the audit
# record in the transaction that did it. Transactions end in another order than they take their
# numbers: so the last fifty numbers are summed, where a late one changes the sum. Counts and
# duties follow a publication some minutes later: lists that wait to be counted and tasks that are
# not done tell of them. Of search the last three tell: texts that wait for their vectors,
# wordings, and the thesaurus.
MEET = """
INSERT INTO lists_apiuse AS used (caller, minute, cost) VALUES (%(caller)s, %(minute)s, %(cost)s)
ON CONFLICT (caller, minute) DO UPDATE SET cost = used.cost + excluded.cost
RETURNING cost, concat_ws('.',
    (SELECT sum(id) FROM (
        SELECT id FROM lists_auditrecord WHERE act NOT IN (
            'log_in', 'lock_out', 'change_password', 'set_password', 'take_source', 'export_audit'
        ) ORDER BY id DESC LIMIT 50
    ) AS acts),
    (SELECT max(id) FROM django_admin_log),
    (SELECT max(id) FROM django_migrations),
    (SELECT count(*) FROM lists_edition
        WHERE (state = 'published' AND NOT counted) OR (counted AND state <> 'published')),
    (SELECT count(*) FROM django_tasks_database_dbtaskresult
        WHERE status IN ('READY', 'RUNNING') AND task_path LIKE 'lists.tasks.%%'),
    (SELECT max(id) FROM lists_wording),
    (SELECT min(id) FROM lists_meaning WHERE vector IS NULL),
    (SELECT extract(epoch FROM max(changed)) FROM lists_thesaurusgroup)
)
"""


@dataclass(frozen=True)
class Met:
    """A call that was counted: what its caller used up this minute, and the data's version."""

    spent: int
    version: str


class LastPruned:
    """The minute in which this process deleted old counts last."""

    minute: int = 0


def cost_of(request: HttpRequest) -> int:
    """What a call costs: 1, and more for what takes the server longer."""
    name = request.resolver_match.url_name
    search = SEARCH if name == "items" and request.GET.get("q") else 0
    return COSTS.get(name, 1) + search + passed_over(request) // ROWS_FOR_ONE


def passed_over(request: HttpRequest) -> int:
    """How many rows stand before the page asked for; a bad number costs nothing, it is refused."""
    page, size = request.GET.get("page", ""), request.GET.get("page_size", "")
    digits = [text if text.isascii() and text.isdigit() else "" for text in (page, size)]
    asked = int(digits[0][:5] or 1), int(digits[1][:5] or USUAL_PAGE)
    return max(0, min(asked[0], MOST_PAGES) - 1) * min(asked[1], LARGEST_PAGE)


def caller_of(request: HttpRequest, token: ApiToken | None) -> str:
    """Who is counted: a token, else a network address, as a keyed hash."""
    known = f"token {token.pk}" if token else counted_address(request)
    return salted_hmac("lists.api.limits", known, algorithm="sha256").hexdigest()[:32]


def meet(request: HttpRequest, token: ApiToken | None) -> Met:
    """Count a call; raises Problem 429 for a caller who used up the minute's allowance."""
    now = time.time()
    minute = int(now // 60)
    prune(minute)
    values = {"caller": caller_of(request, token), "minute": minute, "cost": cost_of(request)}
    with connection.cursor() as cursor:
        cursor.execute(MEET, values)
        met = Met(*cursor.fetchone())
    if met.spent > PER_MINUTE:
        wait = 60 - int(now % 60)
        raise Problem(
            429,
            "too_many_requests",
            f"请求过于频繁：每分钟的用量不超过 {PER_MINUTE}，查找、判定、比较和批量下载用量较大。",
            f"请在 {wait} 秒后重试；需要全部数据的，请用批量下载 /api/v1/bulk/。",
            {"Retry-After": str(wait)},
        )
    return met


def prune(minute: int) -> None:
    """Delete counts of minutes gone by, once a minute in a process."""
    if LastPruned.minute != minute:
        LastPruned.minute = minute
        ApiUse.objects.filter(minute__lt=minute - KEPT_MINUTES).delete()
