"""Work outside the web request, kept in the database: what a worker does, and who takes it up."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from lists.families.build import build
from lists.search import upkeep

logger = logging.getLogger(__name__)

# A task begun so often without coming to its end is given up: others wait behind it.
MOST_BEGINNINGS = 10
# How a task ends whom the database left: not by a fault of its own.
AWAY = ("django.db.utils.OperationalError", "django.db.utils.InterfaceError")
# A lock that PostgreSQL lets go when the connection ends, however its process ended.
LOCK = "SELECT pg_try_advisory_lock(hashtext('task'), hashtext(%s))"
UNLOCK = "SELECT pg_advisory_unlock(hashtext('task'), hashtext(%s))"


@contextmanager
def at_work(on: object) -> Iterator[bool]:
    """Show by a lock that this process is at a task, or at what a task is about.

    Gives False where another process is at it.
    """
    key = str(on)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [key])
        mine = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine and connection.connection and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute(UNLOCK, [key])


def is_begun_by(task_id, worker_id: str) -> bool:
    """Whether a task still is the one that this worker began."""
    result = DBTaskResult.objects.running().filter(pk=task_id).first()
    return result is not None and result.worker_ids[-1] == worker_id


def revive() -> int:
    """Let tasks wait again whose worker died or whom the database left; gives how many."""
    left = Q(status=TaskResultStatus.RUNNING) | Q(
        status=TaskResultStatus.FAILED, exception_class_path__in=AWAY
    )
    revived = 0
    for result in DBTaskResult.objects.filter(left):
        given_up = len(result.worker_ids) >= MOST_BEGINNINGS
        if given_up and result.status == TaskResultStatus.FAILED:
            continue
        with at_work(result.pk) as nobody_else:
            if not nobody_else:
                continue
            same = DBTaskResult.objects.filter(left, pk=result.pk)
            if not given_up:
                revived += same.update(status=TaskResultStatus.READY)
            elif same.update(status=TaskResultStatus.FAILED, finished_at=timezone.now()):
                logger.error("task %s was begun too often, given up", result.task_path)
    return revived


@task()
def refresh_search() -> None:
    """Count what was published or withdrawn, and sort its wordings into duties."""
    upkeep.follow()


@task()
def refresh_corrected(county: int, wordings: list[int]) -> None:
    """Count again after a row in force was corrected; `wordings` are those it had and has."""
    upkeep.corrected(county, wordings)


@task()
def sort_duties() -> None:
    """Sort all wordings into duties, as people decided, and count the townships of each anew."""
    build()


def ask_to_refresh(what: Task = refresh_search) -> None:
    """Have the search refreshed, unless that waits to be done anyhow; part of the transaction.

    What waits is locked until the transaction ends: done before, it would not count this change.
    """
    waiting = DBTaskResult.objects.ready().filter(task_path=what.module_path)
    if waiting.get_locked() is None:
        what.enqueue()
