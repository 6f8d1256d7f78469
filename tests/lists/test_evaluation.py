"""The measures themselves, and the quality the search must keep on queries of the project's own."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lists.evaluation import Figures, ndcg

OWN_QUERIES = Path(__file__).resolve().parents[1] / "data" / "queries.jsonl"


def test_the_ideal_order_scores_one():
    assert ndcg(["a", "b"], {"a": 3, "b": 1}) == 1.0


def test_a_worse_order_scores_less():
    assert 0 < ndcg(["b", "a"], {"a": 3, "b": 1}) < 1


def test_only_the_first_ten_count():
    assert ndcg([*"0123456789", "a"], {"a": 3}) == 0


def test_recall_and_reciprocal_rank():
    figures = Figures()
    figures.add(["x", "a"], {"a": 3, "b": 2, "c": 1})
    assert figures.recall == [0.5]
    assert figures.reciprocal == [0.5]


@pytest.mark.django_db
def test_search_beats_its_baselines_and_keeps_its_level():
    out = StringIO()
    call_command("evaluate", str(OWN_QUERIES), json=True, stdout=out)
    report = json.loads(out.getvalue())
    assert report["overall"]["ndcg@10"] >= 0.79  # 0.83 when these queries were judged
    assert report["by_type"]["keyword"]["ndcg@10"] >= 0.95
    for name, baseline in report["baselines"].items():
        assert report["overall"]["ndcg@10"] > baseline["ndcg@10"], name
    assert set(report) == {"overall", "by_type", "verdict", "latency_ms", "baselines"}
    assert set(report["verdict"]) == {"strict", "lenient", "grounded", "abstained", "n"}


@pytest.mark.django_db
def test_a_bad_query_file_names_its_line(tmp_path):
    bad = tmp_path / "queries.jsonl"
    bad.write_text('{"id": "1"}\n', "utf-8")
    with pytest.raises(CommandError, match="第1行"):
        call_command("evaluate", str(bad))
