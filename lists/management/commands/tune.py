"""`manage.py tune QUERIES.jsonl`: weights and probabilities learned from judged queries."""

from dataclasses import fields
from pathlib import Path
from statistics import mean

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from lists.evaluation import read_queries, tuning
from lists.search.rank import WEIGHTS, Weights

# Confidences from here to there are compared with how often they were right.
STEPS = (0.0, 0.5, 0.7, 0.85, 0.95, 1.01)


class Command(BaseCommand):
    help = "用判定过的查询学习排序权重和判定把握（交叉验证），只打印，不改动"

    def add_arguments(self, parser):
        parser.add_argument("queries", type=Path)

    def handle(self, *args, queries: Path, **options):
        sample = read_queries(queries)
        administrator = get_user_model()(is_superuser=True)  # never saved
        self.tell_weights(tuning.cases(sample, administrator))
        self.tell_verdict(tuning.judged(sample, administrator))

    def tell_weights(self, cases: list[tuning.Case]) -> None:
        """Print the weights in use and those learned, with what each reaches."""
        learned = tuning.learn(cases)
        self.stdout.write(f"{'权重':14}{'现用':>8}{'学得':>8}")
        for field in fields(Weights):
            now, new = getattr(WEIGHTS, field.name), getattr(learned, field.name)
            self.stdout.write(f"{field.name:16}{now:8.2f}{new:10.2f}")
        for name, score in (
            ("nDCG@10 现用", mean(case.score(WEIGHTS) for case in cases)),
            ("nDCG@10 学得（同一批查询）", mean(case.score(learned) for case in cases)),
            ("nDCG@10 交叉验证", tuning.cross_validated(cases)),
        ):
            self.stdout.write(f"{name}：{score:.3f}（{len(cases)} 条）")

    def tell_verdict(self, judged: list[tuning.Judged]) -> None:
        """Print both functions, and how often a confidence is right when left out."""
        fits, right = tuning.calibrate(judged)
        self.stdout.write(f"fits = {tuple(round(float(x), 2) for x in fits)}")
        self.stdout.write(f"right = {tuple(round(float(x), 2) for x in right)}")
        told = tuning.left_out(judged)
        self.stdout.write(f"逐条留一：判定正确 {mean(ok for _, ok in told):.3f}（{len(told)} 条）")
        for low, high in zip(STEPS, STEPS[1:], strict=False):
            inside = [(said, ok) for said, ok in told if low <= said < high]
            if inside:
                said, ok = (mean(values) for values in zip(*inside, strict=True))
                self.stdout.write(f"  把握 {said:.2f}：正确 {ok:.2f}（{len(inside)} 条）")
