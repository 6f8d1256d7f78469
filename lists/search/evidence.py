"""What speaks for each candidate: the rank of every token in it, its nearness in meaning."""

from dataclasses import dataclass

import numpy as np
from django.db import connection

from lists.models import Passage
from lists.search.embed import embedder
from lists.search.index import quoted
from lists.search.nearness import written

# What a hit counts by field, as ts_rank wants them: D theirs, C ours, B departments, A name.
# A name says what the duty is; our own part counts for half, the department's part for a third.
FIELD_WEIGHTS = [0.3, 0.5, 0.5, 1.0]
# ts_rank gives this for one hit in a name.
ONE_HIT = 0.6079

RANKS = """
SELECT wording.id, array_to_string(ARRAY(
    SELECT round(ts_rank(%(fields)s::real[], wording.search, token)::numeric, 4)
    FROM unnest(%(tokens)s::tsquery[]) WITH ORDINALITY AS asked(token, place) ORDER BY place
), ',')
FROM lists_wording wording WHERE wording.id = ANY(%(ids)s)
"""

NEARNESSES = """
SELECT passage.wording_id, passage.part,
    max(1 - (meaning.vector::halfvec({size}) <=> %(vector)s::halfvec({size})))
FROM lists_passage passage JOIN lists_meaning meaning ON meaning.id = passage.meaning_id
WHERE passage.wording_id = ANY(%(ids)s) AND meaning.model = %(model)s
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Evidence:
    """Arrays over the candidates `ids`.

    `ranks` is candidates x `tokens`, 1 for one hit in a name; `name`, `whole`, `clause` are the
    nearness of these parts to the query, 0 where nothing is known.
    """

    ids: list[int]
    tokens: dict[str, int]
    ranks: np.ndarray
    name: np.ndarray
    whole: np.ndarray
    clause: np.ndarray

    def columns(self, tokens) -> np.ndarray:
        """The ranks of some tokens: candidates x tokens."""
        return self.ranks[:, [self.tokens[token] for token in tokens]]


def gather(ids: list[int], tokens: list[str], vector: list[float] | None) -> Evidence:
    """Read what speaks for the wordings `ids`; `vector` is the query's, None without meaning."""
    place = {pk: at for at, pk in enumerate(ids)}
    ranks = np.zeros((len(ids), len(tokens)), dtype=np.float32)
    near = {part: np.zeros(len(ids)) for part in Passage.Part.values}
    with connection.cursor() as cursor:
        if tokens and ids:
            asked = [quoted(token) for token in tokens]
            cursor.execute(RANKS, {"fields": FIELD_WEIGHTS, "tokens": asked, "ids": ids})
            for pk, row in cursor.fetchall():
                ranks[place[pk]] = np.fromstring(row, dtype=np.float32, sep=",")
        if vector and ids:
            # The length is our own number, never a person's.
            sql = NEARNESSES.format(size=int(len(vector)))
            model = embedder().model
            cursor.execute(sql, {"vector": written(vector), "ids": ids, "model": model})
            for pk, part, nearness in cursor.fetchall():
                near[part][place[pk]] = nearness
    return Evidence(
        ids,
        {token: at for at, token in enumerate(tokens)},
        ranks / ONE_HIT,
        near["name"],
        # A row that is nothing but its name has no other whole.
        np.where(near["whole"] > 0, near["whole"], near["name"]),
        np.maximum(near["clause"], near["name"]),
    )
