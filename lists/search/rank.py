"""Orders rows: those with every word first, then by weighted tokens."""

from django.db.models import Case, Expression, F, FloatField, IntegerField, QuerySet, Value, When

from lists.models import Item
from lists.search.candidates import Candidates, all_of, strongest
from lists.search.index import quoted
from lists.search.query import Query

# What a hit counts by field, as ts_rank wants them: D theirs, C ours, B departments, A name.
# A name says what the duty is; our own part counts for half, the department's part for a third.
FIELD_WEIGHTS = [0.3, 0.5, 0.5, 1.0]

# How much of the query a row has, told on the page. Only "every word" is a matter of order:
# a row with many telling characters of a long complaint beats one with a single common word.
EVERY_WORD, SOME_WORDS, CHARACTERS = 2, 1, 0


class Score(Expression):
    """The sum over tokens of token weight x ts_rank(field weights, row, token)."""

    def __init__(self, weights: dict[str, float]):
        super().__init__(output_field=FloatField())
        self.tokens = strongest(weights, weights)
        self.weights = [weights[token] for token in self.tokens]

    def as_sql(self, compiler, connection):
        search, params = compiler.compile(F("search").resolve_expression(compiler.query))
        sql = (
            f"(SELECT COALESCE(SUM(weight * ts_rank(%s::real[], {search}, token::tsquery)), 0)"
            " FROM unnest(%s::text[], %s::float8[]) AS tokens(token, weight))"
        )
        return sql, [FIELD_WEIGHTS, *params, [quoted(token) for token in self.tokens], self.weights]


def ranked(chosen: Candidates, query: Query, weights: dict[str, float]) -> QuerySet[Item]:
    """Order candidate rows, best first; each carries `score` and `tier`.

    `weights` holds every token of the query with its weight, rarity included.
    """
    tier = Case(
        When(all_of(query.words), then=Value(EVERY_WORD)),
        When(pk__in=chosen.fillers, then=Value(CHARACTERS)),
        default=Value(SOME_WORDS),
        output_field=IntegerField(),
    )
    return chosen.items.annotate(
        score=Score(weights), tier=tier, has_every_word=all_of(query.words)
    ).order_by("-has_every_word", "-score", "township_id", "kind", "number")
