"""Plain ways to search, measured beside the portal's own."""

import math
from statistics import mean

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import QuerySet

from lists.evaluation.figures import DEPTH
from lists.evaluation.queries import item_key
from lists.models import Item, Township
from lists.search.tokens import fragments, normalise, words


def like_on_names(items: QuerySet[Item], query: str) -> list[str]:
    """Baseline: the query as a part of the name."""
    rows = items.filter(name__contains=query).select_related("township").order_by("pk")
    return [item_key(item) for item in rows[:DEPTH]]


def rank_over_words(items: QuerySet[Item], query: str) -> list[str]:
    """Baseline: ts_rank over any of jieba's words, no weights, no rarity."""
    tokens = [word for word in words(normalise(query)) if word.isalnum()]
    if not tokens:
        return []
    asked = SearchQuery(" | ".join(tokens), search_type="raw", config="simple")
    rows = items.filter(search=asked).annotate(rank=SearchRank("search", asked))
    return [item_key(i) for i in rows.select_related("township").order_by("-rank", "pk")[:DEPTH]]


class PairsBM25:
    """Baseline: BM25 over pairs of characters of all cells, in memory."""

    K1, B = 1.2, 0.75

    def __init__(self, items: QuerySet[Item]):
        self.rows: dict[str, dict[str, int]] = {}
        self.places: dict[str, int] = {}
        for item in items.select_related("township", "cooperationitem", "revokeditem"):
            counts: dict[str, int] = {}
            for pair in fragments(normalise(whole_text(item))):
                counts[pair] = counts.get(pair, 0) + 1
            self.rows[item_key(item)], self.places[item_key(item)] = counts, item.township_id
        self.length = mean(sum(c.values()) for c in self.rows.values()) if self.rows else 1
        self.frequency: dict[str, int] = {}
        for counts in self.rows.values():
            for pair in counts:
                self.frequency[pair] = self.frequency.get(pair, 0) + 1

    def search(self, township: Township | None, query: str) -> list[str]:
        """Rank the rows of a township, or all."""
        pairs = set(fragments(normalise(query)))
        scores = {}
        for key, counts in self.rows.items():
            if (not township or township.pk == self.places[key]) and (
                score := self.score(counts, pairs)
            ):
                scores[key] = score
        return sorted(scores, key=lambda key: -scores[key])[:DEPTH]

    def score(self, counts: dict[str, int], pairs: set[str]) -> float:
        """The BM25 score of one row."""
        norm = self.K1 * (1 - self.B + self.B * sum(counts.values()) / self.length)
        total = 0.0
        for pair in pairs & counts.keys():
            df = self.frequency[pair]
            idf = math.log(1 + (len(self.rows) - df + 0.5) / (df + 0.5))
            total += idf * counts[pair] * (self.K1 + 1) / (counts[pair] + norm)
        return total


def whole_text(item: Item) -> str:
    """All cells of a row."""
    detail = item.detail
    cells = ("departments_as_printed", "lead_duty", "township_duty", "method")
    return "\n".join([item.name, *(getattr(detail, cell, "") for cell in cells)])
