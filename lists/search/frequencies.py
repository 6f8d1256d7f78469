"""How common each token is: counted from the published rows, read when a query is weighed."""

import math

from django.db import connection, transaction

from lists.models import TokenFrequency

# The row under this token holds the number of all published rows.
ALL_ROWS = ""

COUNT = """
INSERT INTO lists_tokenfrequency (token, pinyin, items)
SELECT word, '', ndoc FROM ts_stat($$
    SELECT item.search FROM lists_item item
    JOIN lists_edition edition ON edition.id = item.edition_id
    WHERE edition.state = 'published'
$$)
"""


def refresh() -> None:
    """Count all tokens anew; run it after anything was published or withdrawn."""
    from lists.models import Item

    with transaction.atomic(), connection.cursor() as cursor:
        # Two that count at once would both insert the same tokens.
        cursor.execute("LOCK TABLE lists_tokenfrequency IN EXCLUSIVE MODE")
        TokenFrequency.objects.all().delete()
        cursor.execute(COUNT)
        TokenFrequency.objects.create(token=ALL_ROWS, items=Item.published.count())


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
