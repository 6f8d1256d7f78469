"""Law: a broken document never crashes a reader, and nothing of it is lost without a word."""

import re
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from ingest.errors import Refused
from ingest.pipeline import take
from ingest.shapes import DutyList
from lists.models import County, Department, Document, Edition, Item, Township
from tests.documents import web
from tests.documents.inprocess import in_process, understand, within
from tests.documents.lists import make
from tests.documents.looks import Look
from tests.documents.mutations import MUTATIONS
from tests.documents.sheet import write_sheets
from tests.documents.text import write_text
from tests.documents.word import write_word

# Small documents of a few pages: what is told must not depend on their size.
MADE = make(11, (7, 4, 3), longest=4)
LOOK = Look(contents="counts", cover=False, landscape=False)
# A page of a PDF takes as long as ten whole documents of another format.
HOW_MANY = {"pdf": 32, "docx": 108, "xlsx": 80, "txt": 80}
SECONDS = 20
# Nothing but a number the document states about itself can tell of rows gone from the end.
TOLD_BY_WARNING = {"declared_mismatch", "list_missing"}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@pytest.fixture(scope="module")
def originals(tmp_path_factory) -> dict[str, bytes]:
    """One whole document of every format; Chromium is gone again before any test runs."""
    folder = tmp_path_factory.mktemp("originals")
    with web.browser() as browser:
        paths = [web.write_web(MADE, LOOK, folder / "list.pdf", browser)]
    paths.append(write_word(MADE, LOOK, folder / "list.docx"))
    paths.append(write_sheets(MADE, LOOK, folder / "list.xlsx"))
    paths.append(write_text(MADE, folder / "list.txt"))
    return {path.suffix[1:]: path.read_bytes() for path in paths}


def mutated(originals: dict[str, bytes], format: str, seed: int, path: Path) -> str:
    """Write a document broken in one way, always the same for a seed; give the way's name."""
    random = Random(f"{format} {seed}")
    ways = MUTATIONS[format]
    way = ways[seed % len(ways)]
    path.write_bytes(way(originals[format], random))
    return f"{way.__name__} {seed}"


def keys(duty_list: DutyList) -> Counter:
    """List and number of every item."""
    return Counter((item.kind, item.number) for item in duty_list.items)


def problem_of(path: Path) -> str | None:
    """What is wrong with how a broken document was taken; None when all is told."""
    try:
        with within(SECONDS):
            duty_list = understand(path)
    except Refused as refusal:
        told = refusal.code != Refused.code and refusal.problem and refusal.remedy
        return None if told else f"refused without a reason: {refusal!r}"
    if duty_list.blocked:
        return None if all(finding.message for finding in duty_list.blocked) else "an empty error"
    if any(CONTROL.search(cell) for item in duty_list.items for cell in item.printed):
        return "signs that nobody sees and no database keeps"
    wanted = Counter((item.kind, item.number) for item in MADE.items)
    lost, invented = wanted - keys(duty_list), keys(duty_list) - wanted
    if invented:
        return f"invented without a word: {sorted(invented)}"
    codes = {finding.code for finding in duty_list.findings}
    return f"lost without a word: {sorted(lost)}" if lost and not codes & TOLD_BY_WARNING else None


@pytest.mark.parametrize("format", HOW_MANY)
def test_the_whole_document_is_read_without_an_error(originals, format, tmp_path):
    path = tmp_path / f"whole.{format}"
    path.write_bytes(originals[format])
    duty_list = understand(path)
    assert duty_list.blocked == []
    assert keys(duty_list) == Counter((item.kind, item.number) for item in MADE.items)


@pytest.mark.parametrize("format", HOW_MANY)
def test_a_broken_document_is_refused_or_says_what_it_lost(originals, format, tmp_path):
    problems = {}
    for seed in range(HOW_MANY[format]):
        path = tmp_path / f"{seed}.{format}"
        name = mutated(originals, format, seed, path)
        problem = problem_of(path)
        if problem:
            problems[name] = problem
    assert problems == {}


@pytest.mark.parametrize("format", HOW_MANY)
def test_the_guarded_child_says_the_same(originals, format, tmp_path):
    """In a process of its own a broken document meets the same end, well within its time."""
    from ingest.pipeline import understand as understand_guarded

    for seed in range(0, HOW_MANY[format], 40):
        path = tmp_path / f"{seed}.{format}"
        mutated(originals, format, seed, path)
        start = time.monotonic()
        ends = [end_of(understand_guarded, path), end_of(understand, path)]
        assert ends[0] == ends[1]
        assert time.monotonic() - start < SECONDS


def end_of(how, path: Path):
    """The items and findings of a document, or the words of its refusal."""
    try:
        duty_list = how(path)
    except Refused as refusal:
        return str(refusal)
    return duty_list.items, duty_list.findings


@pytest.mark.django_db
@pytest.mark.parametrize("format", HOW_MANY)
def test_a_broken_document_is_saved_whole_or_not_at_all(originals, format, tmp_path):
    for seed in range(0, HOW_MANY[format], 5):
        path = tmp_path / f"{seed}.{format}"
        name = mutated(originals, format, seed, path)
        before = rows()
        try:
            with in_process():
                saved = take(path)
        except Refused:
            assert rows() == before, name
        else:
            items = Item.internal.filter(edition=saved.edition).count()
            assert rows()["Edition"] == before["Edition"] + saved.created, name
            assert rows()["Item"] == before["Item"] + saved.created * items, name
            assert items > 0


def rows() -> dict[str, int]:
    """How many rows the tables that an import writes to have."""
    managers = (m.internal for m in (County, Township, Department, Edition, Item))
    return {m.model.__name__: m.count() for m in (*managers, Document.objects)}
