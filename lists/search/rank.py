"""Orders rows: those with all words first, then by weighted and rarity-weighted tokens."""

from django.db.models import Expression, F, FloatField, QuerySet

from lists.models import Item
from lists.search.candidates import MOST_TOKENS, all_of
from lists.search.index import quoted
from lists.search.query import Query

# What a hit counts by field, as ts_rank wants them: D theirs, C ours, B departments, A name.
# A name says what the duty is; our own part counts for half, the department's part for a third.
FIELD_WEIGHTS = [0.3, 0.5, 0.5, 1.0]


class Score(Expression):
    """The sum over tokens of token weight x ts_rank(field weights, row, token)."""

    output_field = FloatField()

    def __init__(self, weights: dict[str, float]):
        super().__init__(output_field=FloatField())
        self.weights = weights

    def as_sql(self, compiler, connection):
        search, params = compiler.compile(F("search").resolve_expression(compiler.query))
        sql = (
            f"(SELECT COALESCE(SUM(weight * ts_rank(%s::real[], {search}, token::tsquery)), 0)"
            " FROM unnest(%s::text[], %s::float8[]) AS tokens(token, weight))"
        )
        tokens = [quoted(token) for token in self.weights]
        return sql, [FIELD_WEIGHTS, *params, tokens, list(self.weights.values())]


def ranked(items: QuerySet[Item], query: Query, weights: dict[str, float]) -> QuerySet[Item]:
    """Order candidate rows, best first; each carries `score` and `has_every_word`.

    `weights` holds every token of the query with its weight, rarity included.
    """
    strongest = sorted(weights, key=lambda token: (-weights[token], token))[:MOST_TOKENS]
    score = Score({token: weights[token] for token in strongest})
    return items.annotate(score=score, has_every_word=all_of(query.words)).order_by(
        "-has_every_word", "-score", "township_id", "kind", "number"
    )
