"""`manage.py refresh_search`: bring counts, wordings, thesaurus and vectors in step."""

from django.core.management.base import BaseCommand

from lists.search import upkeep
from lists.search.embed import embedder, use_all_cores


class Command(BaseCommand):
    help = "更新检索用的词频、表述、同义词和语义向量（公布、撤回或更换词表后运行）"

    def add_arguments(self, parser):
        parser.add_argument("--no-embed", action="store_true", help="不计算语义向量")

    def handle(self, *args, **options):
        use_all_cores()
        upkeep.prepare()
        if options["no_embed"]:
            return
        if not embedder():
            self.stdout.write("没有可用的语义模型，只按字词查找。")
            return
        done = upkeep.embed_all(lambda done, total: self.stdout.write(f"语义向量 {done}/{total}"))
        self.stdout.write(f"新计算 {done} 条语义向量，检索已更新。")
