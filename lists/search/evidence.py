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
SELECT asked.place, passage.wording_id, passage.part,
    max(1 - (meaning.vector::halfvec({size}) <=> asked.vector::halfvec({size})))
FROM lists_passage passage
JOIN lists_meaning meaning ON meaning.id = passage.meaning_id
CROSS JOIN unnest(%(vectors)s::halfvec[]) WITH ORDINALITY AS asked(vector, place)
WHERE passage.wording_id = ANY(%(ids)s) AND meaning.model = %(model)s
    AND (asked.place = 1 OR passage.part <> 'clause')
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Evidence:
    """Arrays over the candidates `ids`.

    `ranks` is candidates x `tokens`, 1 for one hit in a name; `name`, `whole`, `clause` are the
    nearness of these parts to the query, 0 where nothing is known; `meant` is the nearness of
    name and whole to the official terms the query stands for, one array a group of terms;
    `named` tells which candidates stand in the list that the query names.
    """

    ids: list[int]
    tokens: dict[str, int]
    ranks: np.ndarray
    name: np.ndarray
    whole: np.ndarray
    clause: np.ndarray
    meant: tuple[np.ndarray, ...] = ()
    named: np.ndarray | float = 0.0

    def columns(self, tokens) -> np.ndarray:
        """The ranks of some tokens: candidates x tokens."""
        return self.ranks[:, [self.tokens[token] for token in tokens]]


def gather(
    ids: list[int], tokens: list[str], vectors: list[list[float]], named: frozenset[int]
) -> Evidence:
    """Read what speaks for the wordings `ids`.

    `vectors` are the query's, then those of official terms; [] without meaning. `named` are the
    wordings in the list that the query names.
    """
    near = nearnesses(ids, vectors)
    for parts in near:
        parts[0] = usual_where_unknown(parts[0])
    # A row that is nothing but its name has no other whole.
    wholes = [np.where(whole > 0, whole, name) for name, whole, _ in near]
    name, _, clause = near[0]
    return Evidence(
        ids,
        {token: at for at, token in enumerate(tokens)},
        ranks(ids, tokens) / ONE_HIT,
        name,
        wholes[0],
        np.maximum(clause, name),
        tuple((near[at][0] + wholes[at]) / 2 for at in range(1, len(near))),
        np.array([pk in named for pk in ids], dtype=float),
    )


def usual_where_unknown(nearness: np.ndarray) -> np.ndarray:
    """The nearness with the usual one (the median) where a text has no vector yet.

    While a list is being embedded its rows must neither rise nor fall for it.
    """
    known = nearness[nearness > 0]
    return np.where(nearness > 0, nearness, np.median(known)) if known.size else nearness


def ranks(ids: list[int], tokens: list[str]) -> np.ndarray:
    """ts_rank of every token in every wording: wordings x tokens."""
    found = np.zeros((len(ids), len(tokens)), dtype=np.float32)
    place = {pk: at for at, pk in enumerate(ids)}
    if ids and tokens:
        asked = [quoted(token) for token in tokens]
        with connection.cursor() as cursor:
            cursor.execute(RANKS, {"fields": FIELD_WEIGHTS, "tokens": asked, "ids": ids})
            for pk, row in cursor.fetchall():
                found[place[pk]] = np.fromstring(row, dtype=np.float32, sep=",")
    return found


def nearnesses(ids: list[int], vectors: list[list[float]]) -> list[list[np.ndarray]]:
    """For each vector the nearness of [name, whole, clause] of every wording, 0 if unknown."""
    parts = {part: at for at, part in enumerate(Passage.Part.values)}
    near = [[np.zeros(len(ids)) for _ in parts] for _ in vectors or [[]]]
    place = {pk: at for at, pk in enumerate(ids)}
    if ids and vectors:
        # The length is our own number, never a person's.
        sql = NEARNESSES.format(size=len(vectors[0]))
        asked = {"vectors": [written(vector) for vector in vectors], "ids": ids}
        with connection.cursor() as cursor:
            cursor.execute(sql, asked | {"model": embedder().model})
            for at, pk, part, nearness in cursor.fetchall():
                near[at - 1][parts[part]][place[pk]] = nearness
    return near
