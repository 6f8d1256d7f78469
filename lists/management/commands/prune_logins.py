"""`manage.py prune_logins`: delete sessions that are over and failed logins that count no more."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from lists import lockout


class Command(BaseCommand):
    help = "删除过期的会话和不再计数的登录失败记录（每天运行一次）"

    def handle(self, *args, **options):
        call_command("clearsessions")
        self.stdout.write(f"删除了 {lockout.prune()} 条登录失败记录。")
