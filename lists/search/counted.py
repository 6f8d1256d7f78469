"""Adds the rows of single editions to the counts of tokens and wordings, or takes them off.

What this costs depends on the lists that came and went, not on how many there are. Which editions
stand in the counts is written down with them (`Edition.counted`), in the same transaction.
"""

from django.db import connection, transaction
from django.db.models import Case, Q, QuerySet, When

from lists.models import Edition, TokenFrequency
from lists.search.frequencies import ALL_ROWS, pinyin_of, reviewed_terms

IN_FORCE = Q(state=Edition.State.PUBLISHED)
# In the words of the index `edition_not_yet_counted`.
WAITING = Q(state=Edition.State.PUBLISHED, counted=False) | Q(counted=True) & ~IN_FORCE
CAME = """
WITH came AS (
    SELECT token, count(*)::integer AS items
    FROM lists_item, unnest(tsvector_to_array(search) || %(all)s::text[]) AS token
    WHERE edition_id = ANY(%(editions)s) GROUP BY token
)
"""
TOKENS = {
    1: f"""{CAME}
INSERT INTO lists_tokenfrequency AS known (token, pinyin, items)
SELECT token, '', items FROM came
ON CONFLICT (token) DO UPDATE SET items = known.items + excluded.items
RETURNING token, xmax = 0
""",
    -1: f"""{CAME}
UPDATE lists_tokenfrequency AS known SET items = greatest(0, known.items - came.items)
FROM came WHERE came.token = known.token
RETURNING known.token, false
""",
}
WORDINGS = """
UPDATE lists_wording AS known
SET published = greatest(0, known.published + %(sign)s * came.published),
    basic = greatest(0, known.basic + %(sign)s * came.basic),
    cooperation = greatest(0, known.cooperation + %(sign)s * came.cooperation),
    revoked = greatest(0, known.revoked + %(sign)s * came.revoked)
FROM (
    SELECT wording_id, count(*)::integer AS published,
        count(*) FILTER (WHERE kind = 'basic')::integer AS basic,
        count(*) FILTER (WHERE kind = 'cooperation')::integer AS cooperation,
        count(*) FILTER (WHERE kind = 'revoked')::integer AS revoked
    FROM lists_item WHERE edition_id = ANY(%(editions)s) GROUP BY wording_id
) AS came WHERE came.wording_id = known.id
"""


def waiting() -> QuerySet[Edition]:
    """The editions that came into force or went out of it since they were counted."""
    return Edition.internal.filter(WAITING).order_by("pk")


def follow() -> list[int]:
    """Add the editions that came to the counts and take those that went off; gives their ids."""
    with transaction.atomic():
        lock()
        moved = list(waiting().values_list("pk", "state"))
        come = [pk for pk, state in moved if state == Edition.State.PUBLISHED]
        gone = [pk for pk, state in moved if state != Edition.State.PUBLISHED]
        for ids, sign in ((gone, -1), (come, 1)):
            if ids:
                add(ids, sign)
                Edition.internal.filter(pk__in=ids).update(counted=sign > 0)
    return gone + come


def mark_all() -> None:
    """Write down that what is in force now is what is counted, before all is counted anew.

    Part of the transaction that counts: what is published meanwhile is not counted, and waits.
    """
    lock()
    waiting().update(counted=Case(When(IN_FORCE, then=True), default=False))


def lock() -> None:
    """Wait for another process that counts tokens and wordings, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('counted editions'))")


def add(editions: list[int], sign: int) -> None:
    """Add the rows of some editions to the counts, or take them off where `sign` is -1."""
    said = {"editions": editions, "sign": sign, "all": [ALL_ROWS]}
    with connection.cursor() as cursor:
        cursor.execute(TOKENS[sign], said)
        tokens = cursor.fetchall()
        cursor.execute(WORDINGS, said)
    new = [TokenFrequency(token=token, pinyin=pinyin_of(token)) for token, new in tokens if new]
    TokenFrequency.objects.bulk_update([t for t in new if t.pinyin], ["pinyin"], batch_size=1000)
    if sign < 0:
        # No word stays that only a withdrawn list had: suggestions would offer it.
        gone = TokenFrequency.objects.filter(token__in=[token for token, _ in tokens], items=0)
        gone.exclude(token__in=reviewed_terms() | {ALL_ROWS}).delete()
