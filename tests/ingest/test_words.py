"""No word of the 1,260 rows is lost or changed: compared with the bare text of the files."""

import re
from collections import Counter

import pytest

from ingest.pipeline import understand
from lists.models import Edition
from tests.ingest.documents import NAMES, TOWNSHIPS
from tests.ingest.words import COUNTS, bare, raw_rows

TOWNSHIP = {
    "daquan": "大泉塔塔尔族乡",
    "jiagasitai": "加尕斯台镇",
    "tajikeabati": "塔吉克阿巴提镇",
    "tuokayi": "托喀依乡",
    "xindi": "新地乡",
}


def cells_of(item) -> list[str]:
    """The cleaned cells of a parsed item in the order of its columns, without blanks."""
    columns = {
        "basic": [],
        "cooperation": [item.departments_cell, item.lead_duty, item.township_duty],
        "revoked": [item.method],
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


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_duty_is_a_clause_a_heading_or_names_whose_the_next_are(name):
    for item in understand(TOWNSHIPS / f"{name}.txt").items:
        cells = {"lead": item.lead_duty, "township": item.township_duty, "method": item.method}
        for side, cell in cells.items():
            clauses = [clause for clause in item.clauses if clause.side == side]
            known = {bare(clause.text) for clause in clauses}
            known |= {bare(clause.heading) for clause in clauses if clause.heading}
            for line in map(bare, (cell or "").split("\n")):
                plain = re.sub(r"^(\d+[.．、]|[①-⑳])", "", line)
                heading = plain.rstrip("：:。；")
                names_owner = re.fullmatch(r"[^，。；：:]{2,60}[：:]", line)
                assert not line or {plain, heading} & known or names_owner, (item.place, line)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_saved_word_for_word_with_its_line(name):
    edition = Edition.internal.get(township__name=TOWNSHIP[name])
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
