"""The made-up country into the tables of the portal: places, editions, rows, bodies, counts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from django.db import connection

from lists import place_counts
from lists.families import counts as duty_counts
from lists.models.items import Kind
from lists.search import frequencies, wordings
from tests.bench.national import details, duties, shares, wording_rows
from tests.bench.national import samples as sample_lists
from tests.bench.national.copying import copy, next_of, set_sequences
from tests.bench.national.places import save_counties, save_departments, save_townships
from tests.bench.national.samples import Samples
from tests.bench.national.shares import Country, Short
from tests.bench.national.writing import Writer

# With more rows than this the search indexes are made after the rows are in.
INDEX_AFTERWARDS = 20_000
INDEXES = ("item_scope_search", "wording_search")
# Duty cells are cut to so many characters: pages show a line of them, the search column has all.
SHOWN = 80

# Rows are made in the database from narrow ones: each has the search column of its wording.
STAGES = """
CREATE TEMP TABLE made_row (id bigint, edition bigint, county bigint, township bigint,
    number integer, kind text, wording bigint);
CREATE TEMP TABLE made_cells (wording bigint, departments text, ours text, theirs text);
CREATE TEMP TABLE made_body (wording bigint, position integer, body integer);
CREATE TEMP TABLE made_department (county bigint, body integer, department bigint)
"""
ROWS = """
ANALYZE made_row, made_cells, made_body, made_department;
ANALYZE lists_wording;
INSERT INTO lists_item (id, edition_id, kind, number, category_id, category_as_printed, name,
    printed, place, regions, county_id, township_id, search, wording_id)
SELECT row.id, row.edition, row.kind, row.number, wording.category_id, '', wording.name,
    '[]', '', '[]', row.county, row.township, wording.search, wording.id
FROM made_row row JOIN lists_wording wording ON wording.id = row.wording ORDER BY row.id;
INSERT INTO lists_cooperationitem (item_ptr_id, departments_as_printed, lead_duty, township_duty)
SELECT id, departments, theirs, ours FROM made_row JOIN made_cells USING (wording)
WHERE kind = 'cooperation' ORDER BY id;
INSERT INTO lists_revokeditem (item_ptr_id, discontinued, method)
SELECT id, false, ours FROM made_row JOIN made_cells USING (wording)
WHERE kind = 'revoked' ORDER BY id;
INSERT INTO lists_involvement (item_id, department_id, position, as_printed, in_column)
SELECT row.id, known.department, body.position, '', true
FROM made_row row JOIN made_body body USING (wording)
JOIN made_department known ON known.county = row.county AND known.body = body.body
ORDER BY row.id, body.position;
DROP TABLE made_cells, made_body, made_department
"""
TABLES = [
    *("county", "township", "edition", "department", "item", "wording", "passage", "meaning"),
    *("involvement", "duty"),
]

# The portal's own counts, from nothing.
COUNTS = {
    "wordings": wordings.count_published,
    "tokens": frequencies.refresh,
    "places": place_counts.count,
    "duties": duty_counts.count,
}


def fill(
    items: int,
    seed: int,
    processes: int = 2,
    short: Short | None = None,
    tell: Callable[[str], None] = lambda text: None,
) -> None:
    """Add about so many rows to a database that holds the sample lists, the same for a seed."""
    random = Random(seed)
    samples = sample_lists.read()
    writer = Writer(samples.texts, samples.topics, random)
    country = shares.plan(samples.lists, writer, items, random, short)
    country.texts = writer.texts
    families = duties.families(samples, country, writer.parents, next_of("duty"), seed)
    families.save()
    tell(
        f"{country.items:,} rows, {len(country.texts):,} texts, {len(families.new):,} new duties,"
        f" {len(country.counties):,} counties"
    )
    with indexes_afterwards(items, tell):
        ids = wording_rows.save(samples, country, writer.parents, families.of_text, processes)
        tell("wordings, passages and meanings saved")
        save_rows(samples, country, ids, random, short)
        tell("rows saved")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for named, step in COUNTS.items():
        step()
        tell(f"{named} counted")


@contextmanager
def indexes_afterwards(items: int, tell: Callable[[str], None]) -> Iterator[None]:
    """Leave the search indexes out while very many rows are written."""
    if items < INDEX_AFTERWARDS:
        yield
        return
    with connection.cursor() as cursor:
        named = "SELECT indexdef FROM pg_indexes WHERE indexname = ANY(%s)"
        cursor.execute(named, [list(INDEXES)])
        definitions = [definition for (definition,) in cursor.fetchall()]
        cursor.execute(f"DROP INDEX {', '.join(INDEXES)}")
        yield
        for definition in definitions:
            cursor.execute(definition)
            tell(definition.split()[2] + " made")


def save_rows(
    samples: Samples, country: Country, ids: list[int], random: Random, short: Short | None
) -> None:
    """Save counties, townships, editions in force, and the rows of the three lists."""
    with connection.cursor() as cursor:
        cursor.execute(STAGES)
    bodies = list(dict.fromkeys(body for row in samples.rows for body in row.departments))
    numbers = {name: number for number, (name, _) in enumerate(bodies)}
    counties = save_counties(country, random)
    save_departments(bodies, counties)
    townships = save_townships(country, counties, random)
    used = {}
    for number, text in enumerate(country.texts):
        used.setdefault(ids[number], text)
    copy("made_cells", "wording, departments, ours, theirs", cells(samples, used))
    copy(
        "made_body",
        "wording, position, body",
        (
            (wording, position, numbers[name])
            for wording, text in used.items()
            for position, (name, _) in enumerate(samples.rows[text.sample].departments)
        ),
    )
    copy(
        "made_row",
        "id, edition, county, township, number, kind, wording",
        rows(samples, country, ids, townships, next_of("item")),
    )
    details.stage_clauses(samples, used)
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
    details.hang_clauses()
    set_sequences(TABLES)
    if short:
        details.save_past([pk for pk, _ in counties[: short.whole_counties]])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE made_row")


def cells(samples: Samples, used: dict) -> Iterator[tuple]:
    """The duty cells of the wordings, cut short."""
    for wording, text in used.items():
        departments = "、".join(name for name, _ in samples.rows[text.sample].departments)
        yield wording, departments, "".join(text.ours)[:SHOWN], "".join(text.theirs)[:SHOWN]


def rows(
    samples: Samples, country: Country, ids: list[int], editions: list[tuple], next_id: int
) -> Iterator[tuple]:
    """The narrow rows of all lists, numbered within each list."""
    lists = (texts for county in country.counties for texts in county.townships)
    for (edition, county, township), texts in zip(editions, lists, strict=True):
        counts = dict.fromkeys(Kind.values, 0)
        for text in texts:
            kind = samples.rows[country.texts[text].sample].kind
            counts[kind] += 1
            yield next_id, edition, county, township, counts[kind], kind, ids[text]
            next_id += 1
