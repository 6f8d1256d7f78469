"""The five real lists parse to what was reviewed; renew with `python -m tests.ingest.golden`."""

import json

import pytest

from tests.ingest.documents import NAMES, TOWNSHIPS
from tests.ingest.golden import GOLDEN, compact, parsed


def test_every_real_list_has_a_golden_file():
    assert {path.stem for path in TOWNSHIPS.glob("*.txt")} == set(NAMES)
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_parses_to_its_golden_file(name):
    golden = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    now = parsed(name)
    assert now["document"] == golden["document"]
    assert now["findings"] == golden["findings"]
    for item, reviewed in zip(now["items"], golden["items"], strict=True):
        assert item == reviewed


def test_golden_files_are_written_one_item_a_line():
    text = compact(parsed("xindi"))
    assert json.loads(text) == parsed("xindi")
    assert sum(line.startswith('  {"kind"') for line in text.split("\n")) == 237
