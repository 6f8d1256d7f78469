"""Counts in how many townships each duty is in force, and as what: what the pages rest on."""

from django.db import connection, transaction

# Of every published row that has a duty: whose, in which county, in which list.
LIVE = """
SELECT w.duty_id, i.county_id, i.kind, count(DISTINCT i.township_id) AS townships
FROM lists_item i
JOIN lists_edition e ON e.id = i.edition_id AND e.state = 'published'
JOIN lists_wording w ON w.id = i.wording_id
WHERE w.duty_id IS NOT NULL
GROUP BY w.duty_id, i.county_id, i.kind
"""
STEPS = (
    "DROP TABLE IF EXISTS duty_live",  # counted before in the same transaction
    f"CREATE TEMPORARY TABLE duty_live ON COMMIT DROP AS {LIVE}",
    # Only what changed is written: most counties stay as they were.
    """
    DELETE FROM lists_dutycount AS kept WHERE NOT EXISTS (
        SELECT 1 FROM duty_live AS live
        WHERE (live.duty_id, live.county_id, live.kind)
            = (kept.duty_id, kept.county_id, kept.kind)
    )
    """,
    """
    INSERT INTO lists_dutycount (duty_id, county_id, kind, townships)
    SELECT duty_id, county_id, kind, townships FROM duty_live
    ON CONFLICT (duty_id, county_id, kind) DO UPDATE SET townships = excluded.townships
    WHERE lists_dutycount.townships <> excluded.townships
    """,
    """
    WITH everywhere AS (
        SELECT w.duty_id, count(DISTINCT i.township_id) AS townships
        FROM lists_item i
        JOIN lists_edition e ON e.id = i.edition_id AND e.state = 'published'
        JOIN lists_wording w ON w.id = i.wording_id
        WHERE w.duty_id IS NOT NULL
        GROUP BY w.duty_id
    ), by_kind AS (
        SELECT duty_id,
            coalesce(sum(townships) FILTER (WHERE kind = 'basic'), 0) AS basic,
            coalesce(sum(townships) FILTER (WHERE kind = 'cooperation'), 0) AS cooperation,
            coalesce(sum(townships) FILTER (WHERE kind = 'revoked'), 0) AS revoked
        FROM duty_live GROUP BY duty_id
    ), counted AS (
        SELECT duty.id, coalesce(everywhere.townships, 0) AS townships,
            coalesce(by_kind.basic, 0) AS basic,
            coalesce(by_kind.cooperation, 0) AS cooperation,
            coalesce(by_kind.revoked, 0) AS revoked
        FROM lists_duty duty
        LEFT JOIN everywhere ON everywhere.duty_id = duty.id
        LEFT JOIN by_kind ON by_kind.duty_id = duty.id
    )
    UPDATE lists_duty AS duty SET townships = counted.townships, basic = counted.basic,
        cooperation = counted.cooperation, revoked = counted.revoked
    FROM counted WHERE counted.id = duty.id
        AND (duty.townships, duty.basic, duty.cooperation, duty.revoked)
        IS DISTINCT FROM
        (counted.townships, counted.basic, counted.cooperation, counted.revoked)
    """,
)


def count() -> None:
    """Count all duties anew; run it after anything was published, withdrawn or joined."""
    with transaction.atomic(), connection.cursor() as cursor:
        for step in STEPS:
            cursor.execute(step)
