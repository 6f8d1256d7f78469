"""Whose uploaded file is read next: accounts take turns by the time their files have taken.

One worker reads all files, and a file may hold it for minutes. So whoever's files took long waits
behind everybody whose files did not, and among one person's files the quick ones go first.
"""

import datetime
from dataclasses import dataclass
from pathlib import PurePath

from django.db.models import Sum
from django.utils import timezone

from lists.models import Intake

# Time spent on an account's files counts for so long.
COUNTS_FOR = datetime.timedelta(days=1)
# What to expect of a file, in seconds: Word, Excel and text are read at once, a PDF by its size.
AT_ONCE, PDF_BYTES_A_SECOND = 1, 400_000


@dataclass(frozen=True)
class Waiting:
    """An upload that is not settled: whose it is, and what to expect of it."""

    pk: int
    account: int
    is_begun: bool
    is_read_now: bool
    seconds: float


def in_turn() -> list[Waiting]:
    """The uploads that are not settled, in the order in which they are due to be read.

    A file comes when its account's time, with its own and that of the files before it, is the
    least of all. One that was begun before, and ended its worker or was stopped, goes last.
    """
    waiting = sorted(unsettled(), key=lambda one: (one.is_begun, one.seconds, one.pk))
    used, due = spent(), {}
    for one in waiting:
        used[one.account] = used.get(one.account, 0) + one.seconds
        due[one.pk] = used[one.account]
    return sorted(waiting, key=lambda one: (one.is_begun, due[one.pk], one.pk))


def unsettled() -> list[Waiting]:
    """The uploads that wait or are read."""
    found = Intake.objects.exclude(state__in=Intake.SETTLED).values_list(
        "pk", "uploaded_by", "attempts", "seconds", "state", "file_name", "document__size"
    )
    return [
        Waiting(
            pk,
            account,
            is_begun=bool(attempts or seconds),
            is_read_now=state == Intake.State.READING,
            seconds=expected(name, size or 0),
        )
        for pk, account, attempts, seconds, state, name, size in found
    ]


def expected(name: str, size: int) -> float:
    """How many seconds a file of this name and size will about take."""
    is_pdf = PurePath(name).suffix.lower() == ".pdf"
    return AT_ONCE + (size / PDF_BYTES_A_SECOND if is_pdf else 0)


def spent() -> dict[int, float]:
    """How many seconds the files of each account have taken of late."""
    settled = Intake.objects.filter(settled_at__gte=timezone.now() - COUNTS_FOR)
    taken = settled.order_by().values_list("uploaded_by").annotate(seconds=Sum("seconds"))
    return dict(taken)


def before_each() -> dict[int, int]:
    """For every upload that waits, how many files will be read before it, as it looks now."""
    order = in_turn()
    reading = sum(one.is_read_now for one in order)
    waiting = [one.pk for one in order if not one.is_read_now]
    return {pk: reading + place for place, pk in enumerate(waiting)}
