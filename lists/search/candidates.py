"""Which rows come into question: those with all words, with some, with characters only."""

from dataclasses import dataclass

from django.db.models import BooleanField, Count, Expression, F, Func, Q, QuerySet

from lists.models import Item
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
    """The rows in question.

    `items` have at least one of `tokens` (words and pairs) or are among the `fillers`;
    `exact` of them have every word, `worded` have a word or pair.
    """

    items: QuerySet[Item]
    tokens: list[str]
    exact: int
    worded: int
    fillers: tuple[int, ...] = ()

    @property
    def worded_items(self) -> QuerySet[Item]:
        """The rows that share a word or pair with the query: what facets count and filters keep."""
        return self.items.exclude(pk__in=self.fillers) if self.fillers else self.items


def candidates(items: QuerySet[Item], query: Query, rarity: Rarity) -> Candidates:
    """Choose among the rows of a scope those the query may mean."""
    longer = [token for token in query.weights if len(token) > 1]
    telling = [token for token in longer if rarity.share(token) <= COMMON_SHARE]
    tokens = strongest(telling or longer or query.weights, query.weights)
    every_word = Q(all_of(query.words))
    matching = items.filter(Q(any_of(tokens)) | every_word)
    counts = matching.aggregate(worded=Count("pk"), exact=Count("pk", filter=every_word))
    return Candidates(matching, tokens, counts["exact"], counts["worded"])


def filled_up(items: QuerySet[Item], chosen: Candidates, query: Query, score) -> Candidates:
    """Add the best rows that share only characters, where too few share a word.

    Never more than make ENOUGH: a single shared character says little, and hundreds of such
    rows would bury what was found.
    """
    characters = [token for token in query.weights if len(token) == 1]
    missing = ENOUGH - chosen.worded
    if missing <= 0 or not characters or set(characters) <= set(chosen.tokens):
        return chosen
    rest = items.filter(any_of(strongest(characters, query.weights)))
    rest = rest.exclude(any_of(chosen.tokens)).annotate(score=score)
    fillers = tuple(rest.order_by("-score", "pk").values_list("pk", flat=True)[:missing])
    with_fillers = Q(any_of(chosen.tokens)) | Q(all_of(query.words)) | Q(pk__in=fillers)
    return Candidates(
        items.filter(with_fillers), chosen.tokens, chosen.exact, chosen.worded, fillers
    )


def strongest(tokens, weights: dict[str, float]) -> list[str]:
    """The tokens that weigh most, at most MOST_TOKENS, in a fixed order."""
    return sorted(tokens, key=lambda token: (-weights[token], token))[:MOST_TOKENS]
