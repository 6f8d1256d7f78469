"""No word of the 1,260 rows is lost or changed: compared with the bare text of the files."""

import re
from collections import Counter

import pytest

from ingest.pipeline import understand
from ingest.shapes import Clause
from lists.models import Edition
from tests.ingest.documents import NAMES, TOWNSHIPS
from tests.ingest.words import COUNTS, bare, raw_rows


def cells_of(item) -> list[str]:
    """The cleaned cells of a parsed item in the order of its columns, without blanks."""
    columns = {
        "basic": [],
        "cooperation": [item.departments_cell, item.lead_duty, item.township_duty],
        "revoked": [item.method_cell],
    }[item.kind]
    return [bare(cell) for cell in (str(item.number), item.category, item.name, *columns)]


def test_the_five_lists_have_1260_rows():
    assert sum(len(raw_rows(name)) for name in NAMES) == 1260


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_parsed_word_for_word_with_its_line(name):
    duty_list = understand(TOWNSHIPS / f"{name}.txt")
    rows = raw_rows(name)
    assert Counter(item.kind for item in duty_list.items) == COUNTS[name]
    for item, row in zip(duty_list.items, rows, strict=True):
        assert (item.kind, item.place.line) == (row.kind, row.line)
        assert tuple(cells_of(item)) == row.cells
        assert item.printed == row.printed


@pytest.mark.parametrize("name", NAMES)
def test_numbers_run_from_one_to_the_end(name):
    duty_list = understand(TOWNSHIPS / f"{name}.txt")
    for kind, count in COUNTS[name].items():
        numbers = [item.number for item in duty_list.of_kind(kind)]
        assert numbers == list(range(1, count + 1))


def rebuilt(clauses: list[Clause]) -> str:
    """A cell put together again from its clauses: headings and blocks where they change."""
    words, heading, block = [], None, None
    for clause in clauses:
        if clause.heading != heading:
            words.append(clause.heading or "")
            block = None
        if clause.block != block:
            words.append(clause.block or "")
        heading, block = clause.heading, clause.block
        words += [clause.number or "", clause.text]
    return "".join(words)


@pytest.mark.parametrize("name", NAMES)
def test_headings_numbers_and_texts_of_the_clauses_are_the_cell(name):
    def signs(text: str) -> str:
        return re.sub(r"[^\u4e00-\u9fff\d①-⑳]", "", text)

    for item in understand(TOWNSHIPS / f"{name}.txt").items:
        cells = {"lead": item.lead_duty, "township": item.township_duty, "method": item.method}
        for side, cell in cells.items():
            clauses = [clause for clause in item.clauses if clause.side == side]
            assert signs(rebuilt(clauses)) == signs(cell or ""), (item.place, side)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_saved_word_for_word_with_its_line(name):
    edition = Edition.internal.get(source_name=f"{name}.txt")
    saved = {(item.kind, item.number): item for item in edition.items.all()}
    rows = raw_rows(name)
    assert Counter(kind for kind, _ in saved) == COUNTS[name]
    assert len(saved) == len(rows)
    for row in rows:
        item = saved[row.kind, int(row.cells[0])]
        detail = item.detail
        columns = {
            "basic": [],
            "cooperation": ["departments_as_printed", "lead_duty", "township_duty"],
            "revoked": ["method"],
        }[row.kind]
        texts = [item.category_as_printed, item.name, *(getattr(detail, c) for c in columns)]
        assert (str(item.number), *map(bare, texts)) == row.cells
        assert item.line == row.line
        assert tuple(item.printed) == row.printed
