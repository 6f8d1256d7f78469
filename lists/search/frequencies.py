"""How common each token is: counted from the published rows, read when a query is weighed."""

import math

from django.db import connection, transaction
from django.db.models import QuerySet

from lists.models import Item, ThesaurusGroup, TokenFrequency
from lists.search.pinyin import sound
from lists.search.tokens import LONGEST, normalise

# The row under this token holds the number of all published rows.
ALL_ROWS = ""

COUNT = """
SELECT word, ndoc FROM ts_stat($$
    SELECT item.search FROM lists_item item
    JOIN lists_edition edition ON edition.id = item.edition_id
    WHERE edition.counted{drafts}
$$)
"""
SAVE = """
INSERT INTO lists_tokenfrequency (token, pinyin, items)
SELECT * FROM unnest(%s::text[], %s::text[], %s::integer[])
"""


def refresh(with_drafts: bool = False) -> None:
    """Count all tokens of the editions marked as counted (`counted.mark_all`) anew.

    `with_drafts` is for measuring on a database where nothing is published, never for serving.
    """

    with transaction.atomic(), connection.cursor() as cursor:
        # Two that count at once would both insert the same tokens.
        cursor.execute("LOCK TABLE lists_tokenfrequency IN EXCLUSIVE MODE")
        # What stood there before needs no second look-up: 30 microseconds a token.
        heard = dict(TokenFrequency.objects.exclude(pinyin="").values_list("token", "pinyin"))
        TokenFrequency.objects.all().delete()
        cursor.execute(COUNT.format(drafts=" OR edition.state = 'draft'" if with_drafts else ""))
        counts = dict.fromkeys(reviewed_terms(), 0) | dict(cursor.fetchall())
        rows = Item.internal.exclude(edition__state="withdrawn") if with_drafts else counted()
        counts[ALL_ROWS] = rows.count()
        pinyin = [heard.get(token) or pinyin_of(token) for token in counts]
        cursor.execute(SAVE, [list(counts), pinyin, list(counts.values())])


def counted() -> QuerySet[Item]:
    """The rows of the editions marked as counted."""
    return Item.internal.filter(edition__counted=True)


def reviewed_terms() -> set[str]:
    """The official terms of the thesaurus for all counties: suggested though no row has them."""
    groups = ThesaurusGroup.objects.filter(active=True, county=None)
    found = {normalise(term) for means in groups.values_list("means", flat=True) for term in means}
    return {term for term in found if len(term) <= LONGEST}


def pinyin_of(token: str) -> str:
    """The joined pinyin of a token of two or more Han characters, '' for any other."""
    return sound(token) if len(token) > 1 else ""


class Rarity:
    """The weight of tokens by how rare they are (inverse document frequency)."""

    def __init__(self, tokens: set[str]):
        found = TokenFrequency.objects.filter(token__in=tokens | {ALL_ROWS})
        counts = dict(found.values_list("token", "items"))
        self.rows = max(counts.pop(ALL_ROWS, 0), 1)
        self.counts = counts

    def weight(self, token: str) -> float:
        """ln(1 + rows / rows with the token); a token nobody published counts as in one row."""
        return math.log(1 + self.rows / max(self.counts.get(token, 1), 1))

    def share(self, token: str) -> float:
        """The share of rows the token stands in, 0..1."""
        return self.counts.get(token, 0) / self.rows
