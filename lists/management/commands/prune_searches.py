"""`manage.py prune_searches`: delete search records older than 90 days."""

from django.core.management.base import BaseCommand

from lists import searches


class Command(BaseCommand):
    help = "删除90天以前的查找记录（每天运行一次）"

    def handle(self, *args, **options):
        self.stdout.write(f"删除了 {searches.prune()} 条查找记录。")
