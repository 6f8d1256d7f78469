"""`manage.py prune_reports`: delete senders' hashes and the words of reports past their time."""

from django.core.management.base import BaseCommand

from lists import reports


class Command(BaseCommand):
    help = "删除到期的纠错文字（反映满两年、答复满一年）和两天以前的来源摘要（每天运行一次）"

    def handle(self, *args, **options):
        hashes, texts = reports.prune()
        self.stdout.write(f"删除了 {texts} 条纠错文字、{hashes} 个来源摘要。")
