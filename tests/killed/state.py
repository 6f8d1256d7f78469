"""What must hold in the database at every moment, whoever was killed."""

import hashlib

from tests.killed.gates import TASK
from tests.killed.portal import Portal

# How many rows the files have that tests send in.
KNOWN = "CREATE TABLE known (sha256 text PRIMARY KEY, rows int NOT NULL)"
# Each gives how many things are not as they must be.
WRONG = {
    "an edition without all its rows": """
        SELECT count(*) FROM lists_edition e WHERE (SELECT count(*) FROM lists_item i
        WHERE i.edition_id = e.id) <> (SELECT rows FROM known WHERE sha256 = e.source_sha256)
    """,
    "two editions of one file": """
        SELECT count(*) FROM
        (SELECT 1 FROM lists_edition GROUP BY source_sha256 HAVING count(*) > 1) t
    """,
    "two editions in force": """
        SELECT count(*) FROM (SELECT 1 FROM lists_edition WHERE state = 'published'
        GROUP BY township_id HAVING count(*) > 1) t
    """,
    "once in force without one record of it": """
        SELECT count(*) FROM lists_edition e JOIN lists_township t ON t.id = e.township_id
        WHERE e.state IN ('published', 'superseded') AND 1 <>
        (SELECT count(*) FROM lists_auditrecord WHERE act = 'publish'
         AND address = '/townships/' || t.slug || '/' || e.slug || '/')
    """,
    "a record of what is not in force": """
        SELECT count(*) FROM lists_auditrecord WHERE act = 'publish' AND NOT EXISTS
        (SELECT 1 FROM lists_edition e JOIN lists_township t ON t.id = e.township_id
         WHERE e.state IN ('published', 'superseded')
         AND address = '/townships/' || t.slug || '/' || e.slug || '/')
    """,
    "a draft without one record of its intake": """
        SELECT count(*) FROM lists_edition e JOIN lists_township t ON t.id = e.township_id
        WHERE 1 <> (SELECT count(*) FROM lists_auditrecord WHERE act = 'take_in'
         AND address = '/townships/' || t.slug || '/' || e.slug || '/')
    """,
    "taken without an edition, or the other way round": """
        SELECT count(*) FROM lists_intake
        WHERE (state IN ('taken', 'unchanged')) <> (edition_id IS NOT NULL)
    """,
}
# As many things as have not come to their end.
UNDONE = (
    "SELECT (SELECT count(*) FROM lists_intake WHERE state IN ('waiting', 'reading'))"
    f" + (SELECT count(*) FROM {TASK} WHERE status IN ('READY', 'RUNNING'))"
)


def require_whole(portal: Portal) -> None:
    """Fail with what is half done or done twice."""
    wrong = {what: portal.ask(sql) for what, sql in WRONG.items()}
    assert not any(wrong.values()), wrong


def require_done(portal: Portal) -> None:
    """Wait until nothing waits or runs any more; fail with what is not whole then."""
    assert portal.comes(f"SELECT ({UNDONE}) = 0")
    require_whole(portal)


def know(portal: Portal, content: bytes, rows: int) -> str:
    """Note how many rows a file has; gives its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    portal.ask(f"INSERT INTO known VALUES ('{sha256}', {rows}) ON CONFLICT DO NOTHING")
    return sha256


def task(status: str, begun: int) -> str:
    """SQL that makes a task to count the search anew, begun so often."""
    values = {
        "id": "gen_random_uuid()",
        "status": f"'{status}'",
        "args_kwargs": """'{"args": [], "kwargs": {}}'""",
        "task_path": "'lists.tasks.refresh_search'",
        "worker_ids": "(SELECT coalesce(jsonb_agg('w'::text), '[]')"
        f" FROM generate_series(1, {begun}))",
        **dict.fromkeys(("enqueued_at", "started_at", "run_after"), "now()"),
        **dict.fromkeys(("queue_name", "backend_name"), "'default'"),
        **dict.fromkeys(("exception_class_path", "traceback"), "''"),
        "priority": "0",
    }
    return f"INSERT INTO {TASK} ({', '.join(values)}) VALUES ({', '.join(values.values())})"
