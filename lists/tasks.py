"""Work outside the web request, kept in the database: what a worker does, and who takes it up."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from lists.search import upkeep

# A worker says that it is at a task so long after it took it; younger ones are left alone.
GRACE = datetime.timedelta(seconds=5)
# A lock that PostgreSQL lets go when the connection ends, however its process ended.
LOCK = "SELECT pg_try_advisory_lock(hashtext('task'), hashtext(%s))"
UNLOCK = "SELECT pg_advisory_unlock(hashtext('task'), hashtext(%s))"


@contextmanager
def at_work(task_id: str) -> Iterator[bool]:
    """Show by a lock that this process is at a task; gives False where another one is."""
    key = str(task_id)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [key])
        mine = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine and connection.connection and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute(UNLOCK, [key])


def revive() -> int:
    """Let tasks wait again whose worker died; gives how many."""
    running = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - GRACE)
    revived = 0
    for result in running:
        with at_work(result.pk) as nobody_else:
            if nobody_else:
                revived += DBTaskResult.objects.filter(
                    pk=result.pk, status=TaskResultStatus.RUNNING
                ).update(status=TaskResultStatus.READY)
    return revived


@task(takes_context=True)
def refresh_search(context) -> None:
    """Count tokens and wordings anew after something was published or withdrawn."""
    with at_work(context.task_result.id) as mine:
        if mine:
            upkeep.refresh()


def ask_to_refresh() -> None:
    """Have the search refreshed, unless that waits to be done anyhow; part of the transaction."""
    waiting = DBTaskResult.objects.ready().filter(task_path=refresh_search.module_path)
    if not waiting.exists():
        refresh_search.enqueue()
