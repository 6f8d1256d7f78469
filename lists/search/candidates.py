"""Which rows come into question: all words, then some, then only characters."""

from dataclasses import dataclass

from django.db.models import BooleanField, Count, Expression, F, Func, Q, QuerySet

from lists.search.frequencies import Rarity
from lists.search.index import quoted
from lists.search.query import Query

# Tokens in more rows than this are no reason to list a row; they still weigh in the rank.
COMMON_SHARE = 0.2
# With fewer rows than this the characters alone are tried, too.
ENOUGH = 20
# A page of results reads so many tokens at most, the telling ones first.
MOST_TOKENS = 60


class Matches(Func):
    """Whether a tsvector matches a tsquery text made of quoted tokens."""

    function = ""
    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


class TsQuery(Expression):
    """A tsquery from quoted tokens, cast directly: no parser touches the tokens."""

    def __init__(self, tokens, operator: str):
        super().__init__()
        self.text = operator.join(quoted(token) for token in tokens)

    def as_sql(self, compiler, connection):
        return "%s::tsquery", [self.text]


def all_of(tokens) -> Matches:
    """Rows in which every token stands."""
    return Matches(F("search"), TsQuery(tokens, " & "))


def any_of(tokens) -> Matches:
    """Rows in which at least one token stands."""
    return Matches(F("search"), TsQuery(tokens, " | "))


@dataclass(frozen=True)
class Candidates:
    """The rows in question, how many there are, and in how many of them all words stand."""

    items: QuerySet
    total: int
    exact: int
    only_characters: bool = False


def candidates(items: QuerySet, query: Query, rarity: Rarity) -> Candidates:
    """Choose among the rows of a scope those the query may mean."""
    telling = [t for t in query.longer_tokens if 0 < rarity.share(t) <= COMMON_SHARE]
    unknown = [t for t in query.longer_tokens if rarity.share(t) == 0]
    tokens = strongest([*telling, *unknown] or query.longer_tokens or query.weights, query, rarity)
    found = counted(items, tokens, query)
    if found.total < ENOUGH and set(tokens) != set(query.weights):
        wider = counted(items, strongest(query.weights, query, rarity), query)
        if wider.total > found.total:
            return Candidates(wider.items, wider.total, wider.exact, found.total == 0)
    return found


def counted(items: QuerySet, tokens: list[str], query: Query) -> Candidates:
    """Filter by any of the tokens or all words, and count both in one query."""
    every_word = all_of(query.words)
    matching = items.filter(Q(any_of(tokens)) | Q(every_word))
    counts = matching.aggregate(total=Count("pk"), exact=Count("pk", filter=Q(every_word)))
    return Candidates(matching, counts["total"], counts["exact"])


def strongest(tokens, query: Query, rarity: Rarity) -> list[str]:
    """The tokens that weigh most, at most MOST_TOKENS, in a fixed order."""
    def weight(token: str) -> tuple[float, str]:
        return -query.weights[token] * rarity.weight(token), token

    return sorted(tokens, key=weight)[:MOST_TOKENS]
