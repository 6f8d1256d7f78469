"""One query in one place, asked through the portal's own functions, part by part."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser

from lists.search import candidates as portal
from lists.search.expand import expansion
from lists.search.facets import Filters, facets
from lists.search.find import Found, find
from lists.search.frequencies import Rarity
from lists.search.query import understand
from lists.search.scope import Ground, Scope

PUBLIC = AnonymousUser()
# What a page shows: so many wordings, of each so many rows.
PAGE_SIZE, ROWS_EACH = 20, 5


@contextmanager
def by_words_only() -> Iterator[None]:
    """A portal without an embedder, for a while."""
    with patch("lists.search.find.embed_query", lambda texts: []):
        yield


@dataclass
class Asked:
    """A query understood, and what it looks for: rows with all tokens of some group."""

    scope: Scope
    typed: str
    ground: Ground = field(init=False)
    tokens: list[str] = field(init=False)
    words: tuple[str, ...] = field(init=False)
    all_tokens: list[str] = field(init=False)
    groups: list[tuple[str, ...]] = field(init=False)

    def __post_init__(self):
        self.ground = Ground.of(PUBLIC, self.scope)
        query = understand(self.typed)
        county = self.scope.county.pk if self.scope.county else None
        more = expansion(query, county, by_meaning=False)
        self.tokens = portal.telling(query, Rarity({*query.weights, *more.tokens}))
        self.words = query.words
        longer = [token for token in query.weights if len(token) > 1]
        self.all_tokens = longer or list(query.weights)
        terms = [term.words for term in more.terms]
        self.groups = [*((token,) for token in self.tokens), *terms, query.words]

    def page(self) -> list[int]:
        """The candidates of the first pages, best first."""
        every = portal.all_of(self.words)
        return portal.worded(self.ground, portal.any_group(self.groups), every, self.tokens)

    def count(self) -> dict[str, int]:
        """How many rows there are, and how many with every word."""
        every = portal.all_of(self.words)
        return portal.counted(self.ground, portal.any_group(self.groups), every)

    def page_and_count(self) -> tuple[list[int], dict[str, int]]:
        """What a search engine answers at once."""
        return self.page(), self.count()

    def whole(self) -> Found:
        """The search page but for its facets and its HTML."""
        found = find(PUBLIC, self.scope, self.typed)
        carried = found.carried(found.ids[:PAGE_SIZE], ROWS_EACH)
        rows = self.ground.items.select_related("cooperationitem", "revokeditem")
        rows.in_bulk([pk for first in carried.values() for pk in first])
        return found

    def facets_of(self, found: Found) -> Callable[[], list]:
        """What counts the facets of an answer."""
        return lambda: facets(found.chosen, Filters(), self.scope)
