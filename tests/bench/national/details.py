"""What hangs on the made-up rows: clauses with their owners, and the lists of the year before."""

from collections.abc import Iterator

from django.db import connection

from lists.models import Clause
from lists.models.items import Kind
from tests.bench.national.copying import copy
from tests.bench.national.samples import Samples
from tests.bench.national.writing import Text

# Rows and their numbers stand in `made_row` while they are loaded.
CLAUSES = """
CREATE TEMP TABLE made_clause (wording bigint, side text, position integer, text text);
"""
HANG = """
ANALYZE made_clause;
INSERT INTO lists_clause (item_id, side, position, heading, block, number, text, assumed)
SELECT row.id, made.side, made.position, '', '', made.position::text, made.text, false
FROM made_row row JOIN made_clause made USING (wording) ORDER BY row.id, made.side, made.position;
INSERT INTO lists_clause_departments (clause_id, department_id)
SELECT clause.id, part.department_id FROM lists_clause clause
JOIN lists_involvement part ON part.item_id = clause.item_id AND part.position = 0
JOIN made_row row ON row.id = clause.item_id
WHERE clause.side <> 'township';
DROP TABLE made_clause
"""
# A list of the year before has all rows but every twentieth, and another name for as many.
LACKING, RENAMED = 0, 1
PAST = """
CREATE TEMP TABLE made_past AS
SELECT edition.id AS new, nextval(pg_get_serial_sequence('lists_edition', 'id')) AS old
FROM lists_edition edition JOIN lists_township place ON place.id = edition.township_id
WHERE place.county_id = ANY(%(counties)s) AND edition.state = 'published';
INSERT INTO lists_edition (id, township_id, slug, document_date, state, markings, restricted,
    declared, source_name, source_sha256, content_sha256, decision_number, effective_on,
    effective_basis, findings, reason, imported_at, published_at, counted)
SELECT past.old, township_id, '2024-07', '2024-07', 'superseded', markings, false, declared,
    source_name, md5(past.old::text), '', '', effective_on - 365, effective_basis, findings, reason,
    imported_at - interval '1 year', published_at - interval '1 year', false
FROM lists_edition edition JOIN made_past past ON past.new = edition.id;
CREATE TEMP TABLE made_old AS
SELECT item.id AS new, past.old AS edition,
    nextval(pg_get_serial_sequence('lists_item', 'id')) AS old
FROM lists_item item JOIN made_past past ON past.new = item.edition_id
WHERE item.number %% 20 <> %(lacking)s;
ANALYZE made_old;
INSERT INTO lists_item (id, edition_id, kind, number, category_id, category_as_printed, name,
    printed, place, regions, county_id, township_id, search, wording_id)
SELECT made.old, made.edition, kind, number, category_id, '',
    name || CASE WHEN number %% 20 = %(renamed)s THEN '（试行）' ELSE '' END,
    '[]', '', '[]', county_id, township_id, search, wording_id
FROM lists_item item JOIN made_old made ON made.new = item.id;
INSERT INTO lists_cooperationitem (item_ptr_id, departments_as_printed, lead_duty, township_duty)
SELECT made.old, departments_as_printed, lead_duty, township_duty
FROM lists_cooperationitem row JOIN made_old made ON made.new = row.item_ptr_id;
INSERT INTO lists_revokeditem (item_ptr_id, discontinued, method)
SELECT made.old, discontinued, method
FROM lists_revokeditem row JOIN made_old made ON made.new = row.item_ptr_id;
INSERT INTO lists_involvement (item_id, department_id, position, as_printed, in_column)
SELECT made.old, department_id, position, as_printed, in_column
FROM lists_involvement part JOIN made_old made ON made.new = part.item_id;
DROP TABLE made_past, made_old
"""


def stage_clauses(samples: Samples, used: dict[int, Text]) -> None:
    """Write down the clauses of each wording; they hang on rows once these are there."""
    with connection.cursor() as cursor:
        cursor.execute(CLAUSES)
    copy("made_clause", "wording, side, position, text", clauses(samples, used))


def clauses(samples: Samples, used: dict[int, Text]) -> Iterator[tuple]:
    """The clauses of the wordings: a basic row has none."""
    for wording, text in used.items():
        kind = samples.rows[text.sample].kind
        sides: dict[str, tuple[str, ...]] = {}
        if kind == Kind.COOPERATION:
            sides = {Clause.Side.LEAD: text.theirs, Clause.Side.TOWNSHIP: text.ours}
        elif kind == Kind.REVOKED:
            sides = {Clause.Side.METHOD: text.ours}
        for side, texts in sides.items():
            for position, one in enumerate(texts, start=1):
                yield wording, side, position, one


def hang_clauses() -> None:
    """Give the rows of `made_row` the clauses of their wordings, and those above an owner."""
    with connection.cursor() as cursor:
        cursor.execute(HANG)


def save_past(counties: list[int]) -> None:
    """Give all townships of some counties a list that was in force the year before."""
    with connection.cursor() as cursor:
        said = {"counties": counties, "lacking": LACKING, "renamed": RENAMED}
        cursor.execute(PAST, said)
