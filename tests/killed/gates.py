"""Places in the database where whoever comes by waits while a test holds the gate closed.

So the middle of a transaction lasts as long as a test needs it to.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psycopg2

from tests.embedded.processes import ask, within

# Seconds. The worker gives way to all others: on a busy machine it takes long to start.
PATIENCE = 240
# The first key of the advisory locks, which are the gates; the second is the place in PLACES.
GATES = 7777
TASK = "django_tasks_database_dbtaskresult"
# Where: (when, condition).
PLACES = {
    "upload": ("BEFORE INSERT ON lists_intake", "true"),
    "reading": ("BEFORE UPDATE ON lists_intake", "OLD.done <> NEW.done"),
    "saving": ("BEFORE INSERT ON lists_item", "NEW.kind = 'basic' AND NEW.number = 2"),
    "recording": ("BEFORE INSERT ON lists_auditrecord", "NEW.act = 'take_in'"),
    "ending": (f"BEFORE UPDATE ON {TASK}", "NEW.status = 'SUCCESSFUL'"),
    "superseding": ("AFTER UPDATE ON lists_edition", "NEW.state = 'superseded'"),
    "publishing": ("AFTER UPDATE ON lists_edition", "NEW.state = 'published'"),
    "telling": ("BEFORE INSERT ON lists_auditrecord", "NEW.act = 'publish'"),
    # Deferred: the last thing before the transaction is over.
    "committing": ("AFTER UPDATE ON lists_edition", "NEW.state = 'published'"),
    "discarding": ("BEFORE DELETE ON lists_document", "true"),
    "counting": ("BEFORE INSERT ON lists_tokenfrequency", ""),
}
NAMES = list(PLACES)


def build(url: str) -> None:
    """Put the gates, open, into a database."""
    ask(
        url,
        "CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" PERFORM pg_advisory_xact_lock_shared({GATES}, TG_ARGV[0]::int);"
        " RETURN coalesce(NEW, OLD); END $$",
    )
    for number, (name, (when, condition)) in enumerate(PLACES.items()):
        each = f"FOR EACH ROW WHEN ({condition})" if condition else "FOR EACH STATEMENT"
        kind, deferred = "TRIGGER", ""
        if name == "committing":
            kind, deferred = "CONSTRAINT TRIGGER", "DEFERRABLE INITIALLY DEFERRED"
        does = f"{deferred} {each} EXECUTE FUNCTION gate('{number}')"
        ask(url, f"CREATE {kind} gate_{name} {when} {does}")


@contextmanager
def closed(url: str, name: str) -> Iterator[Callable[[], int]]:
    """Hold a gate closed; gives a function that waits for somebody there: the backend's id."""
    number = NAMES.index(name)
    holder = psycopg2.connect(url)
    holder.autocommit = True
    holder.cursor().execute("SELECT pg_advisory_lock(%s, %s)", [GATES, number])
    standing = (
        "SELECT max(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        f" AND classid = {GATES} AND objid = {number}"
    )

    def somebody() -> int:
        assert within(PATIENCE, lambda: ask(url, standing)), f"nobody came to {name}"
        return ask(url, standing)

    try:
        yield somebody
    finally:
        with suppress(psycopg2.Error):
            holder.close()
