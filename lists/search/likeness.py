"""How much of what somebody says stands in the words of each thesaurus group."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from lists.search.query import fillers, tokens_of

# A character says a third of what a word says.
CHARACTER = 0.3
# A word of the patterns counts in full; one that only examples use counts more the more do.
IN_PATTERNS, MOST_IN_EXAMPLES = 1.0, 1.5


def telling_tokens(text: str) -> list[str]:
    """The tokens of a normalised text that may name a subject, each once."""
    return [token for token in dict.fromkeys(tokens_of(text)) if token not in fillers()]


def values_of(patterns: str, examples: Iterable[str]) -> dict[str, float]:
    """What each token of a group counts, from its patterns and its examples."""
    used = Counter(token for example in examples for token in telling_tokens(example))
    values = {token: MOST_IN_EXAMPLES * count / (count + 1) for token, count in used.items()}
    for token in telling_tokens(patterns):
        values[token] = max(values.get(token, 0.0), IN_PATTERNS)
    return values


class Likeness:
    """An index of groups by their tokens; rare tokens tell more."""

    def __init__(self, groups: Mapping[int, Mapping[str, float]]):
        self.number = len(groups)
        self.by_token: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for pk, values in groups.items():
            for token, value in values.items():
                self.by_token[token].append((pk, value))

    def weight(self, token: str) -> float:
        """What a token tells: ln(1 + groups / groups with it), a third for a character."""
        known = len(self.by_token.get(token, ()))
        weight = math.log(1 + self.number / max(known, 1))
        return weight * (CHARACTER if len(token) == 1 else 1)

    def of(self, sentence: str) -> dict[int, float]:
        """How much of a normalised sentence stands in each group, about 0..1."""
        tokens = telling_tokens(sentence)
        total = sum(self.weight(token) for token in tokens)
        shares: dict[int, float] = defaultdict(float)
        for token in tokens:
            weight = self.weight(token)
            for pk, value in self.by_token.get(token, ()):
                shares[pk] += weight * value / total
        return shares
