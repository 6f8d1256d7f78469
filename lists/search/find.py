"""The whole way of a search: query -> candidates -> rank; pages, JSON and evaluation use it."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from lists.models import Item
from lists.search.candidates import Candidates, candidates, filled_up
from lists.search.frequencies import Rarity
from lists.search.query import Query, understand
from lists.search.rank import Score, ranked


@dataclass(frozen=True)
class Found:
    """The answer to a search: the query as understood, the rows in question, token weights."""

    query: Query
    chosen: Candidates
    weights: dict[str, float] = field(default_factory=dict)

    @property
    def matching(self) -> QuerySet[Item]:
        """The rows in question, in no order."""
        return self.chosen.items

    def ranked(self) -> QuerySet[Item]:
        """The rows in question, best first, each with `score` and `tier`."""
        return ranked(self.chosen, self.query, self.weights)

    @property
    def exact(self) -> int:
        """How many rows have every word."""
        return self.chosen.exact

    @property
    def partial(self) -> int:
        """How many rows have some of the words only."""
        return self.chosen.worded - self.chosen.exact

    @property
    def fillers(self) -> int:
        """How many rows share only characters with the query."""
        return len(self.chosen.fillers)

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return self.chosen.worded + self.fillers

    @property
    def marks(self) -> list[str]:
        """Tokens worth marking: words and pairs; characters only where nothing longer was found."""
        longer = [token for token in self.weights if len(token) > 1]
        return longer if longer and self.chosen.worded else list(self.weights)


def find(items: QuerySet[Item], typed: str) -> Found:
    """Search the given rows (already limited to what the person may see and to the scope)."""
    query = understand(typed)
    if query.is_empty:
        return Found(query, Candidates(items.none(), [], 0, 0))
    rarity = Rarity(set(query.weights))
    weights = {token: weight * rarity.weight(token) for token, weight in query.weights.items()}
    chosen = candidates(items, query, rarity)
    return Found(query, filled_up(items, chosen, query, Score(weights)), weights)
