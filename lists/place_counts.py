"""Counts the rows in force of every county, by list, category and system, and of its bodies."""

from collections.abc import Collection

from django.db import connection, transaction

from lists.models import County

# So many counties are counted at once: some 400,000 rows of whole lists.
AT_ONCE = 100

# By township first: a township has one edition in force, so that counting groups of it counts
# townships, and rows are read once and sorted never.
LIVE = """
WITH by_township AS (
    SELECT t.county_id, i.township_id, i.kind, i.category_id, count(*) AS rows
    FROM lists_township t
    JOIN lists_edition e ON e.township_id = t.id AND e.state = 'published'
    JOIN lists_item i ON i.edition_id = e.id
    WHERE t.county_id = ANY(%(counties)s)
    GROUP BY t.county_id, i.township_id, i.kind, i.category_id
), by_body AS (
    SELECT DISTINCT t.county_id, i.township_id, i.kind, i.id, d.system_id
    FROM lists_township t
    JOIN lists_edition e ON e.township_id = t.id AND e.state = 'published'
    JOIN lists_item i ON i.edition_id = e.id
    JOIN lists_involvement v ON v.item_id = i.id
    JOIN lists_department d ON d.id = v.department_id AND d.system_id IS NOT NULL
    WHERE t.county_id = ANY(%(counties)s)
), by_system AS (
    SELECT county_id, township_id, kind, system_id, count(*) AS rows
    FROM by_body GROUP BY county_id, township_id, kind, system_id
)
SELECT county_id, kind, category_id, NULL::bigint AS system_id,
    sum(rows)::integer AS rows, count(DISTINCT township_id)::integer AS townships
FROM by_township GROUP BY GROUPING SETS ((county_id, kind), (county_id, kind, category_id))
UNION ALL
SELECT county_id, kind, NULL::bigint, system_id, sum(rows)::integer, count(*)::integer
FROM by_system GROUP BY county_id, kind, system_id
"""
STEPS = (
    "DROP TABLE IF EXISTS place_live",  # counted before in the same transaction
    f"CREATE TEMPORARY TABLE place_live ON COMMIT DROP AS {LIVE}",
    # Only what changed is written. Nothing has the number 0, which makes a join of what is empty.
    """
    DELETE FROM lists_placecount AS kept
    WHERE kept.county_id = ANY(%(counties)s) AND NOT EXISTS (
        SELECT 1 FROM place_live AS live
        WHERE live.county_id = kept.county_id AND live.kind = kept.kind
            AND coalesce(live.category_id, 0) = coalesce(kept.category_id, 0)
            AND coalesce(live.system_id, 0) = coalesce(kept.system_id, 0)
    )
    """,
    """
    INSERT INTO lists_placecount (county_id, kind, category_id, system_id, rows, townships)
    SELECT county_id, kind, category_id, system_id, rows, townships FROM place_live
    ON CONFLICT (county_id, kind, category_id, system_id)
        DO UPDATE SET rows = excluded.rows, townships = excluded.townships
        WHERE (lists_placecount.rows, lists_placecount.townships)
            IS DISTINCT FROM (excluded.rows, excluded.townships)
    """,
    # A second count of the same transaction makes it anew.
    "DROP TABLE place_live",
    """
    UPDATE lists_department AS body SET in_force = counted.rows
    FROM (
        SELECT d.id, count(e.id) AS rows
        FROM lists_department d
        LEFT JOIN lists_involvement v ON v.department_id = d.id
        LEFT JOIN lists_item i ON i.id = v.item_id
        LEFT JOIN lists_edition e ON e.id = i.edition_id AND e.state = 'published'
        WHERE d.county_id = ANY(%(counties)s) GROUP BY d.id
    ) AS counted WHERE counted.id = body.id AND body.in_force <> counted.rows
    """,
)


def count() -> None:
    """Count all counties anew."""
    every = list(County.internal.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(every), AT_ONCE):
        count_counties(every[at : at + AT_ONCE])


def count_counties(counties: Collection[int]) -> None:
    """Count some counties anew, by their ids; run it after a list of theirs was published or
    withdrawn.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('place counts'))")
        for step in STEPS:
            cursor.execute(step, {"counties": list(counties)})
