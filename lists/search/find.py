"""The whole way of a search: query -> candidates -> rank; pages, JSON and evaluation use it."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from lists.models import Item
from lists.search.candidates import candidates
from lists.search.frequencies import Rarity
from lists.search.query import Query, understand
from lists.search.rank import ranked


@dataclass(frozen=True)
class Found:
    """The answer to a search.

    `matching` are the rows in question without order, `total` their number, `exact` how many
    of them have every word; `weights` the weight of every token, rarity included.
    """

    query: Query
    matching: QuerySet[Item]
    total: int = 0
    exact: int = 0
    only_characters: bool = False
    weights: dict[str, float] = field(default_factory=dict)

    def ranked(self) -> QuerySet[Item]:
        """The matching rows, best first, each with `score` and `has_every_word`."""
        return ranked(self.matching, self.query, self.weights)

    @property
    def partial(self) -> int:
        """How many rows have some of the words only."""
        return self.total - self.exact

    @property
    def marks(self) -> list[str]:
        """Tokens worth marking: words and pairs; characters only where nothing longer was found."""
        longer = [token for token in self.weights if len(token) > 1]
        return list(self.weights) if self.only_characters or not longer else longer


def find(items: QuerySet[Item], typed: str) -> Found:
    """Search the given rows (already limited to what the person may see and to the scope)."""
    query = understand(typed)
    if query.is_empty:
        return Found(query, items.none())
    rarity = Rarity(set(query.weights))
    chosen = candidates(items, query, rarity)
    weights = {token: weight * rarity.weight(token) for token, weight in query.weights.items()}
    return Found(
        query, chosen.items, chosen.total, chosen.exact, chosen.only_characters, weights
    )
