"""How near a stored vector is to a given one, as an expression of a query."""

from django.db.models import F, FloatField, Func


class Nearness(Func):
    """Cosine nearness (1 the same, 0 unrelated) of a vector column and a vector.

    The column takes vectors of any length, so its length is cast: an approximate index can
    only be made, and used, for one length.
    """

    output_field = FloatField()

    def __init__(self, column: str, vector: list[float]):
        super().__init__(F(column))
        self.vector = vector

    def as_sql(self, compiler, connection):
        column, params = compiler.compile(self.source_expressions[0])
        size = len(self.vector)
        return f"(1 - (({column})::halfvec({size}) <=> %s::halfvec({size})))", [
            *params,
            written(self.vector),
        ]


class Distance(Nearness):
    """Cosine distance, by which an approximate index orders."""

    def as_sql(self, compiler, connection):
        column, params = compiler.compile(self.source_expressions[0])
        size = len(self.vector)
        return f"(({column})::halfvec({size}) <=> %s::halfvec({size}))", [
            *params,
            written(self.vector),
        ]


def written(vector: list[float]) -> str:
    """A vector as PostgreSQL reads it."""
    return "[" + ",".join(f"{number:.5g}" for number in vector) + "]"
