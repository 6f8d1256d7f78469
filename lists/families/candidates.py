"""Which wordings are compared at all: a few for each, found by the rare pairs their names share.

Comparing all with all would be 3 billion pairs for the 80,000 wordings of the country. Here a
wording reads some thousand entries of an index in memory and is compared with fifty at most:
35 ms among 20,000 made-up wordings on a busy machine, so the whole country once within an hour.
"""

import math
from collections import defaultdict
from collections.abc import Hashable

from lists.families.corpus import Corpus
from lists.families.texts import DutyText

MOST = 50
# Names that share less of what they tell were never the same duty: nine of ten candidates.
SHARED = 0.1
# The rarest pairs are read first, until so many entries of the index are.
ENTRIES = 20_000
# Of pairs that tell less than that no candidate comes: they stand in every seventh name or more.
TELLING = math.log(7)


class Index:
    """Wordings by their name without fillers and by the pairs of signs in it."""

    def __init__(self, corpus: Corpus):
        self.corpus = corpus
        self.by_core: dict[str, list[Hashable]] = defaultdict(list)
        self.by_pair: dict[str, list[str]] = defaultdict(list)
        self.told: dict[str, float] = {}

    def add(self, key: Hashable, text: DutyText) -> None:
        """Take a wording in under a key of one's own."""
        if text.core not in self.by_core:
            self.told[text.core] = self.corpus.told(text.pairs)
            for pair in text.pairs:
                self.by_pair[pair].append(text.core)
        self.by_core[text.core].append(key)

    def near(self, text: DutyText, most: int = MOST) -> list[Hashable]:
        """The wordings of other names to compare one with, most alike first, one of each name."""
        ahead = sorted(text.pairs, key=lambda pair: (-self.corpus.tells(pair), pair))
        shared: dict[str, float] = defaultdict(float)
        entries = 0
        for pair in ahead:
            weight, cores = self.corpus.tells(pair), self.by_pair.get(pair, ())
            entries += len(cores)
            if shared and (weight < TELLING or entries > ENTRIES):
                break
            for core in cores:
                shared[core] += weight
        shared.pop(text.core, None)
        return [self.by_core[core][0] for core in self.best(shared, text)[:most]]

    def best(self, shared: dict[str, float], text: DutyText) -> list[str]:
        """Names that share enough with a text, those most alike first."""
        told = self.corpus.told(text.pairs)
        alike = {core: 2 * value / (told + self.told[core]) for core, value in shared.items()}
        enough = [core for core, value in alike.items() if value >= SHARED]
        return sorted(enough, key=lambda core: (-alike[core], core))
