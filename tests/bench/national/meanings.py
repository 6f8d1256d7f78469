"""Vectors of the made-up texts: near those of the sample texts they come from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from django.db import connection

from lists.models import Meaning, Passage
from tests.bench.national.copying import copy, copy_vectors

# A text differs from its parent by a part of the difference of two other texts, as texts of one
# model do, and by noise; so its nearness to the parent is about 0.95.
OF_OTHERS, NOISE = 0.3, 0.15
BATCH = 20_000


@dataclass
class Meanings:
    """All texts with their numbers: those of the database first, each new one with its parent."""

    first_id: int
    numbers: dict[str, int] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    new: list[str] = field(default_factory=list)

    @classmethod
    def of_database(cls) -> "Meanings":
        """The texts that the sample lists have."""
        rows = Meaning.objects.order_by("pk").values_list("pk", "text")
        ids = [pk for pk, _ in rows]
        numbers = {text: number for number, (_, text) in enumerate(rows)}
        return cls(max(ids, default=0) + 1, numbers, ids, list(range(len(ids))))

    def number(self, text: str, parent: int) -> int:
        """The number of a text; a new one descends from `parent`."""
        if text not in self.numbers:
            self.numbers[text] = len(self.ids)
            self.ids.append(self.first_id + len(self.new))
            self.parents.append(parent)
            self.new.append(text)
        return self.numbers[text]

    def save(self, digest) -> None:
        """Save the new texts, with vectors where the samples have theirs."""
        known = len(self.ids) - len(self.new)
        vectors, model = sample_vectors(known)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE made_text (id bigint, digest text, text text)")
            cursor.execute("CREATE TEMP TABLE made_vector (id bigint, vector halfvec)")
        new_ids = self.ids[known:]
        texts = zip(new_ids, self.new, strict=True)
        copy("made_text", "id, digest, text", ((pk, digest(text), text) for pk, text in texts))
        if vectors is not None:
            made = descended(vectors, self.parents)
            for at in range(known, len(made), BATCH):
                piece = slice(at, at + BATCH)
                copy_vectors("made_vector", np.array(self.ids[piece]), made[piece])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE made_text, made_vector")
            cursor.execute(
                "INSERT INTO lists_meaning (id, digest, text, model, vector)"
                " SELECT id, digest, text, CASE WHEN vector IS NULL THEN '' ELSE %s END,"
                " vector FROM made_text LEFT JOIN made_vector USING (id) ORDER BY id",
                [model],
            )
            cursor.execute("DROP TABLE made_text, made_vector")


def sample_vectors(known: int) -> tuple[np.ndarray | None, str]:
    """The vectors of the texts of the database, by number, and their model; None without."""
    rows = Meaning.objects.order_by("pk").values_list("vector", "model")
    found = [(number, list(v), model) for number, (v, model) in enumerate(rows[:known]) if v]
    if not found:
        return None, ""
    vectors = np.zeros((known, len(found[0][1])), np.float32)
    for number, vector, _ in found:
        vectors[number] = vector
    return vectors, found[0][2]


def descended(vectors: np.ndarray, parents: list[int]) -> np.ndarray:
    """The vectors of all texts, each near its parent's, of length 1."""
    random = np.random.default_rng(len(parents))
    known, size = vectors.shape
    made = np.zeros((len(parents), size), np.float32)
    made[:known] = vectors
    filled = np.flatnonzero(vectors.any(axis=1))
    for at in range(known, len(parents)):
        one, other = vectors[random.choice(filled, 2)]
        noise = random.standard_normal(size, np.float32) * (NOISE / size**0.5)
        vector = made[parents[at]] + OF_OTHERS * (one - other) + noise
        made[at] = vector / np.linalg.norm(vector)
    return made


def sample_passages() -> Iterable[tuple[int, str, str]]:
    """(wording, part, text) of the sample lists."""
    rows = Passage.objects.order_by("pk")
    return rows.values_list("wording", "part", "meaning__text")
