"""`manage.py work`: stand beside the server and do the work that waits in the database."""

import os
import signal
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from ingest.tasks import resume
from lists import store
from lists.tasks import at_work, is_begun_by, revive

# So often (seconds) it looks for work, and so long it waits while the database is away.
PAUSE, AFTER_FAILURE = 1, 3
# What was done is forgotten after so many days; looked at once a day.
KEPT_DAYS, DAY = 7, 24 * 3600
# No task takes so long (seconds): one that does is stuck, and ends with its worker.
LONGEST = 3600


class Alone(Worker):
    """Shows by a lock what it is at, from the beginning until the end is written down."""

    def run_task(self, result: DBTaskResult) -> None:
        """Do a task, unless another worker revived it before the lock was had."""
        with at_work(result.pk) as mine:
            if not (mine and is_begun_by(result.pk, self.worker_id)):
                return
            limit(LONGEST)
            try:
                super().run_task(result)
            finally:
                limit(0)


def limit(seconds: int) -> None:
    """Have this process killed after so many seconds; 0: not any more."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


class Command(BaseCommand):
    help = "在后台处理上传的文件等任务（由网站进程启动，也可单独运行）"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="做完现有的就结束")

    def handle(self, *args, once: bool, **options):
        parent, pruned = os.getppid(), float("-inf")
        while os.getppid() == parent:  # a server that died without a word takes this along
            try:
                if time.monotonic() - pruned > DAY:
                    call_command("prune_db_task_results", min_age_days=KEPT_DAYS, verbosity=0)
                    store.tidy()
                    pruned = time.monotonic()
                revive()
                resume()
                self.work()
                pause = PAUSE
            except (DatabaseError, InterfaceError) as error:
                if once:
                    raise
                self.stderr.write(f"数据库暂时不可用：{type(error).__name__}")
                connection.close()
                pause = AFTER_FAILURE
            if once:
                return
            close_old_connections()
            time.sleep(pause)

    def work(self) -> None:
        """Do all that waits; a signal to stop lets the task in hand come to its end."""
        worker = Alone(
            queue_names=["*"],
            interval=PAUSE,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()
