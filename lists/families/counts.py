"""Counts in how many townships each duty is in force, and as what: what the pages rest on.

Counted by county: where one list is published its county is counted anew, whatever the country's
size; the totals of a duty follow by the difference.
"""

from collections.abc import Collection

from django.db import connection, transaction

from lists.models import County

# So many counties are counted at once: some 400,000 rows of whole lists.
AT_ONCE = 100
# Of every published row of some counties that has a duty: whose, where, in which list.
ROWS = """
CREATE TEMPORARY TABLE duty_rows ON COMMIT DROP AS
SELECT w.duty_id, t.county_id, e.township_id, i.kind, count(*) AS rows
FROM lists_township t
JOIN lists_edition e ON e.township_id = t.id AND e.state = 'published'
JOIN lists_item i ON i.edition_id = e.id
JOIN lists_wording w ON w.id = i.wording_id AND w.duty_id IS NOT NULL
WHERE t.county_id = ANY(%(counties)s)
GROUP BY w.duty_id, t.county_id, e.township_id, i.kind
"""
# The lists go by their alphabet, which is their order: basic, cooperation, revoked.
LIVE = """
CREATE TEMPORARY TABLE duty_live ON COMMIT DROP AS
SELECT duty_id, county_id, kind, count(*)::integer AS townships, sum(rows)::integer AS rows,
    count(*) FILTER (WHERE is_first)::integer AS first
FROM (
    SELECT *, row_number() OVER (PARTITION BY duty_id, township_id ORDER BY kind) = 1 AS is_first
    FROM duty_rows
) AS each
GROUP BY duty_id, county_id, kind
"""
# What a duty's totals gain or lose by it.
CHANGED = """
CREATE TEMPORARY TABLE duty_changed ON COMMIT DROP AS
SELECT duty_id, sum(first)::integer AS townships,
    coalesce(sum(townships) FILTER (WHERE kind = 'basic'), 0)::integer AS basic,
    coalesce(sum(townships) FILTER (WHERE kind = 'cooperation'), 0)::integer AS cooperation,
    coalesce(sum(townships) FILTER (WHERE kind = 'revoked'), 0)::integer AS revoked
FROM (
    SELECT duty_id, kind, first, townships FROM duty_live
    UNION ALL
    SELECT duty_id, kind, -first, -townships FROM lists_dutycount
    WHERE county_id = ANY(%(counties)s)
) AS each
GROUP BY duty_id
"""
TOTALS = """
UPDATE lists_duty AS duty SET townships = duty.townships + changed.townships,
    basic = duty.basic + changed.basic,
    cooperation = duty.cooperation + changed.cooperation,
    revoked = duty.revoked + changed.revoked
FROM duty_changed AS changed WHERE changed.duty_id = duty.id
    AND (changed.townships, changed.basic, changed.cooperation, changed.revoked)
        IS DISTINCT FROM (0, 0, 0, 0)
"""
# Only what changed is written: most duties of a county stay as they were.
KEEP = """
DELETE FROM lists_dutycount AS kept
WHERE kept.county_id = ANY(%(counties)s) AND NOT EXISTS (
    SELECT 1 FROM duty_live AS live
    WHERE (live.duty_id, live.county_id, live.kind) = (kept.duty_id, kept.county_id, kept.kind)
);
INSERT INTO lists_dutycount (duty_id, county_id, kind, townships, first, rows)
SELECT duty_id, county_id, kind, townships, first, rows FROM duty_live
ON CONFLICT (duty_id, county_id, kind) DO UPDATE
SET townships = excluded.townships, first = excluded.first, rows = excluded.rows
WHERE (lists_dutycount.townships, lists_dutycount.first, lists_dutycount.rows)
    IS DISTINCT FROM (excluded.townships, excluded.first, excluded.rows)
"""
SYSTEMS = """
CREATE TEMPORARY TABLE duty_systems ON COMMIT DROP AS
SELECT w.duty_id, t.county_id, d.system_id, count(DISTINCT e.township_id)::integer AS townships
FROM lists_township t
JOIN lists_edition e ON e.township_id = t.id AND e.state = 'published'
JOIN lists_item i ON i.edition_id = e.id
JOIN lists_wording w ON w.id = i.wording_id AND w.duty_id IS NOT NULL
JOIN lists_involvement v ON v.item_id = i.id
JOIN lists_department d ON d.id = v.department_id AND d.system_id IS NOT NULL
WHERE t.county_id = ANY(%(counties)s)
GROUP BY w.duty_id, t.county_id, d.system_id;
DELETE FROM lists_dutysystem AS kept
WHERE kept.county_id = ANY(%(counties)s) AND NOT EXISTS (
    SELECT 1 FROM duty_systems AS live WHERE
        (live.duty_id, live.county_id, live.system_id)
        = (kept.duty_id, kept.county_id, kept.system_id)
);
INSERT INTO lists_dutysystem (duty_id, county_id, system_id, townships)
SELECT duty_id, county_id, system_id, townships FROM duty_systems
ON CONFLICT (duty_id, system_id, county_id) DO UPDATE SET townships = excluded.townships
WHERE lists_dutysystem.townships <> excluded.townships
"""
# A second count of the same transaction makes them anew.
FORGET = "DROP TABLE IF EXISTS duty_rows, duty_live, duty_changed, duty_systems"
STEPS = (FORGET, ROWS, LIVE, CHANGED, TOTALS, KEEP, SYSTEMS, FORGET)
# Totals from nothing, which the differences of years would lead to, too.
ANEW = """
UPDATE lists_duty AS duty SET townships = counted.townships, basic = counted.basic,
    cooperation = counted.cooperation, revoked = counted.revoked
FROM (
    SELECT duty.id, coalesce(sum(first), 0) AS townships,
        coalesce(sum(kept.townships) FILTER (WHERE kind = 'basic'), 0) AS basic,
        coalesce(sum(kept.townships) FILTER (WHERE kind = 'cooperation'), 0) AS cooperation,
        coalesce(sum(kept.townships) FILTER (WHERE kind = 'revoked'), 0) AS revoked
    FROM lists_duty duty LEFT JOIN lists_dutycount kept ON kept.duty_id = duty.id
    GROUP BY duty.id
) AS counted WHERE counted.id = duty.id
    AND (duty.townships, duty.basic, duty.cooperation, duty.revoked) IS DISTINCT FROM
    (counted.townships, counted.basic, counted.cooperation, counted.revoked)
"""


def count() -> None:
    """Count all duties anew, and their totals from nothing."""
    every = list(County.internal.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(every), AT_ONCE):
        count_counties(every[at : at + AT_ONCE])
    with transaction.atomic(), connection.cursor() as cursor:
        lock(cursor)
        cursor.execute(ANEW)


def count_counties(counties: Collection[int]) -> None:
    """Count the duties of some counties anew, by their ids; run it after a list of theirs was
    published or withdrawn.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        lock(cursor)
        for step in STEPS:
            cursor.execute(step, {"counties": list(counties)})


def lock(cursor) -> None:
    """Wait for another count: two at once would both add to the same totals."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('duty counts'))")
