"""`manage.py scoreboard`: the figures of this release in a file, so that a diff shows a drop."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from lists.evaluation import evaluate, read_queries
from lists.search import upkeep
from lists.search.embed import embedder, use_all_cores
from lists.search.find import ALL_WAYS, Ways
from lists.search.tokens import load

SETS = settings.BASE_DIR / "tests" / "data"
FILE = settings.BASE_DIR / "scoreboard.json"
# What is left out to measure what it brings.
ABLATIONS = {
    "without thesaurus": Ways(thesaurus=False),
    "without meaning": Ways(meaning=False),
    "without sentences": Ways(sentences=False),
    "without slips": Ways(slips=False),
    "words only": Ways(False, False, False, False),
}


class Command(BaseCommand):
    help = "用三套判定过的查询衡量检索和判定，写入 scoreboard.json"

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=FILE)

    def handle(self, *args, file: Path, **options):
        load()
        use_all_cores()
        upkeep.prepare()
        if embedder():
            upkeep.embed_all(lambda done, total: self.stderr.write(f"语义向量 {done}/{total}"))
        board = {"model": embedder().model if embedder() else None}
        for path in sorted(SETS.glob("*.jsonl")):
            board[path.stem] = self.figures(path)
            self.stdout.write(f"{path.stem}：{json.dumps(board[path.stem]['overall'])}")
        file.write_text(json.dumps(board, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def figures(self, path: Path) -> dict:
        """The figures of one set, and of what is left when a way is left out; no times."""
        queries, administrator = read_queries(path), get_user_model()(is_superuser=True)
        report = evaluate(queries, administrator, ALL_WAYS)
        for kind in report["by_type"].values():
            del kind["p95_ms"]
        names = ("overall", "by_type", "verdict", "verdict_by_type", "baselines")
        kept = {name: report[name] for name in names}
        for name, ways in ABLATIONS.items():
            left = evaluate(queries, administrator, ways)
            kept[name] = {
                "ndcg@10": left["overall"]["ndcg@10"],
                "by_type": {kind: of["ndcg@10"] for kind, of in left["by_type"].items()},
                "verdict": left["verdict"],
            }
        return kept
