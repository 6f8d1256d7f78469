"""What one would do without the design: the plain indexes, the plain ranking."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from lists.models.editions import Edition
from lists.search.index import quoted

# GIN over the tokens alone, and a btree for each place, as Django makes them for a key.
PLAIN = {
    "bench_search": "gin (search)",
    "bench_township": "btree (township_id)",
    "bench_county": "btree (county_id)",
}
COMPOSITE = ["item_scope_search"]
RANKED = """
SELECT item.id FROM lists_item item JOIN lists_edition edition ON edition.id = item.edition_id
WHERE edition.state = %(state)s AND item.search @@ %(wanted)s::tsquery
ORDER BY ts_rank(item.search, %(any)s::tsquery) DESC, item.id LIMIT %(most)s
"""
RANKED_WORDINGS = """
SELECT id FROM lists_wording WHERE published > 0 AND search @@ %(wanted)s::tsquery
ORDER BY ts_rank(search, %(any)s::tsquery) DESC, id LIMIT %(most)s
"""
COUNTED = """
SELECT count(*) FROM lists_item item JOIN lists_edition edition ON edition.id = item.edition_id
WHERE edition.state = %(state)s AND item.search @@ %(wanted)s::tsquery
"""
FACETED = """
WITH found AS MATERIALIZED (
    SELECT item.id, item.kind, item.category_id
    FROM lists_item item JOIN lists_edition edition ON edition.id = item.edition_id
    WHERE edition.state = %(state)s AND item.search @@ %(wanted)s::tsquery
)
SELECT 'kind', kind, count(*) FROM found GROUP BY 2
UNION ALL SELECT 'category', category_id::text, count(*) FROM found GROUP BY 2
UNION ALL SELECT 'department', department_id::text, count(*)
FROM found JOIN lists_involvement part ON part.item_id = found.id GROUP BY 2
"""


def make_plain_indexes() -> None:
    """The indexes that stand where the composite one does not."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '2GB'")
        for name, on in PLAIN.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON lists_item USING {on}")
        cursor.execute("RESET maintenance_work_mem")


@contextmanager
def without(indexes: Iterable[str]) -> Iterator[None]:
    """A database that has no such indexes, for a while: the drop is taken back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {', '.join(indexes)}")
        yield
        transaction.set_rollback(True)


def asked(sql: str, groups: list[tuple[str, ...]], tokens: list[str], most: int = 20) -> list:
    """Run one of the statements for rows that hold all tokens of some group."""
    parameters = {
        "state": Edition.State.PUBLISHED,
        "wanted": " | ".join("(" + " & ".join(map(quoted, group)) + ")" for group in groups),
        "any": " | ".join(map(quoted, tokens)),
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
