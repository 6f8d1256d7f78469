"""Counts of a search of all lists, summed over wordings: how many rows carry each is kept.

A wording is of one category, and how many of its rows stand in which list is kept with it; so
these two filters need no row. Drafts a person may read are counted from their rows and added.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Count, Sum

from lists.models.items import Kind
from lists.search.candidates import Candidates

NAMED = ("category__slug", "category__name")


class Summed:
    """The rows found by words in all lists, by list and category, read with one query."""

    def __init__(self, chosen: Candidates):
        self.chosen = chosen

    @cached_property
    def counts(self) -> dict[tuple[str, str], Counter]:
        """The rows of each list, by the category's address word and name."""
        sums = self.chosen.wordings.order_by().values_list(*NAMED)
        found = {
            (slug, name): Counter(dict(zip(Kind.values, rows, strict=True)))
            for slug, name, *rows in sums.annotate(*(Sum(kind) for kind in Kind.values))
        }
        if self.chosen.drafts is not None:
            drafts = self.chosen.drafts.order_by().values_list(*NAMED, "kind")
            for slug, name, kind, rows in drafts.annotate(Count("pk")):
                found.setdefault((slug, name), Counter())[kind] += rows
        return found

    def by_kind(self, category: str = "") -> Counter:
        """The rows of each list, of one category or ('') of all."""
        counts = (of for (slug, _), of in self.counts.items() if category in ("", slug))
        return sum(counts, Counter())

    def by_category(self, kind: str = "") -> dict[tuple[str, str], int]:
        """The rows of each category that has some, in one list or ('') in all."""
        counts = {one: of[kind] if kind else of.total() for one, of in self.counts.items()}
        return {one: rows for one, rows in counts.items() if rows}

    def total(self, kind: str = "", category: str = "") -> int:
        """How many rows there are of a list and a category, '' for any."""
        counts = self.by_kind(category)
        return counts[kind] if kind else counts.total()

    def of(self, wordings: Iterable[int], kind: str = "", category: str = "") -> set[int]:
        """Those of some wordings that a row of a list and a category carries, '' for any."""
        if kind and kind not in Kind.values:
            return set()
        found, drafts = self.chosen.wordings.filter(pk__in=wordings), self.chosen.drafts
        found = found.filter(**{f"{kind or 'published'}__gt": 0})
        found = found.filter(category__slug=category) if category else found
        kept = set(found.order_by().values_list("pk", flat=True))
        if drafts is not None:
            own = drafts.filter(wording__in=wordings)
            own = own.filter(kind=kind) if kind else own
            own = own.filter(category__slug=category) if category else own
            kept |= set(own.order_by().values_list("wording", flat=True))
        return kept
