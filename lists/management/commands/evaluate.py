"""`manage.py evaluate QUERIES.jsonl`: how well search and verdict answer judged queries."""

import json
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from lists.evaluation import evaluate, read_queries
from lists.models import Item
from lists.search import frequencies, upkeep
from lists.search.embed import embedder, use_all_cores
from lists.search.tokens import load


class Command(BaseCommand):
    help = "用判定过的查询衡量检索质量"

    def add_arguments(self, parser):
        parser.add_argument("queries", type=Path)
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--no-embed", action="store_true", help="不先计算缺少的语义向量，按现有的衡量"
        )

    def handle(self, *args, queries: Path, **options):
        try:
            judged = read_queries(queries)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        load()
        use_all_cores()
        self.bring_in_step(options["no_embed"])
        administrator = get_user_model()(is_superuser=True)  # never saved
        # As a person who may see the drafts: each township's edition in force, else its draft.
        with transaction.atomic():
            if not Item.published.exists():
                frequencies.refresh(with_drafts=True)
            report = evaluate(judged, administrator)
            transaction.set_rollback(True)  # what was counted for measuring is not for serving
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self.print_table(report)

    def bring_in_step(self, no_embed: bool) -> None:
        """Make what search reads: a list just taken in has no vectors yet."""
        upkeep.prepare()
        if embedder() and not no_embed:
            upkeep.embed_all(lambda done, total: self.stderr.write(f"语义向量 {done}/{total}"))

    def print_table(self, report: dict) -> None:
        """Print the figures as tables: search, then verdicts."""
        rows = {"全部": report["overall"] | {"p95_ms": report["latency_ms"]["p95"]}}
        rows |= report["by_type"]
        rows |= {f"基线 {name}": figures for name, figures in report["baselines"].items()}
        self.stdout.write(
            f"{'检索':22}{'nDCG@10':>9}{'recall@10':>11}{'MRR':>7}{'空':>5}{'n':>5}{'p95 ms':>9}"
        )
        for name, figures in rows.items():
            values = (figures[key] for key in ("ndcg@10", "recall@10", "mrr"))
            shown = [f"{value:.3f}" if value is not None else "-" for value in values]
            self.stdout.write(
                f"{name:24}{shown[0]:>9}{shown[1]:>11}{shown[2]:>7}"
                f"{figures['zero_results']:>5}{figures['n']:>5}{figures.get('p95_ms') or '':>9}"
            )
        self.stdout.write(
            f"{'判定':22}{'strict':>9}{'lenient':>11}{'grounded':>10}{'弃权':>5}{'n':>5}"
        )
        for name, told in ({"全部": report["verdict"]} | report["verdict_by_type"]).items():
            shares = [f"{told[key] or 0:.3f}" for key in ("strict", "lenient", "grounded")]
            self.stdout.write(
                f"{name:24}{shares[0]:>9}{shares[1]:>11}{shares[2]:>10}"
                f"{told['abstained']:>6}{told['n']:>5}"
            )
        self.stdout.write(f"耗时（毫秒） {report['latency_ms']}")
