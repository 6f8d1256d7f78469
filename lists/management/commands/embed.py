"""`manage.py embed`: stand beside the server and embed new texts as they come in."""

import os
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.db.utils import DatabaseError

from lists.search import upkeep
from lists.search.embed import EmbedderError, embedder

# So often (seconds) it looks whether texts have come in, and so long it waits after a failure.
PAUSE, AFTER_FAILURE = 5, 30
# One of several servers on one database does the work; the others wait for this lock.
LOCK = "SELECT pg_try_advisory_lock(hashtext('embed'))"


class Command(BaseCommand):
    help = "在后台为新导入的文字计算语义向量（由网站进程启动，也可单独运行）"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="算完现有的就结束")

    def handle(self, *args, once: bool, **options):
        if not embedder():
            self.stdout.write("没有可用的语义模型，只按字词查找。")
            return
        parent = os.getppid()
        while os.getppid() == parent:  # a server that died without a word takes this along
            try:
                self.work()
                pause = PAUSE
            except (EmbedderError, DatabaseError) as error:
                self.stderr.write(f"语义向量暂时无法计算：{type(error).__name__}")
                close_old_connections()
                pause = AFTER_FAILURE
            if once:
                return
            time.sleep(pause)

    def work(self) -> None:
        """Embed all that waits, unless another process is at it."""
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
            if cursor.fetchone()[0]:
                upkeep.embed_all()
