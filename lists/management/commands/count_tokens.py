"""`manage.py count_tokens`: count anew in how many published rows each token stands."""

from django.core.management.base import BaseCommand

from lists.models import TokenFrequency
from lists.search.frequencies import refresh


class Command(BaseCommand):
    help = "重新统计检索词在已公布事项中的频次（公布或撤回之后）"

    def handle(self, *args, **options):
        refresh()
        self.stdout.write(f"共 {TokenFrequency.objects.count()} 个检索词。")
