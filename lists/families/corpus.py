"""What all wordings together tell: how rare a pair of signs is, and what is a duty of its own."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from lists.families.texts import DutyText

# A shorter beginning of a part of a name is no duty of its own.
SHORTEST = 4


class Corpus:
    """Knows the names of all wordings; build it once for many comparisons.

    80,000 names take some ten seconds; one that is some thousand wordings old serves as well.
    """

    def __init__(self, texts: Iterable[DutyText]):
        once = {text.core: text for text in texts}
        self.often = Counter(pair for text in once.values() for pair in text.pairs)
        self.cores = sorted(once)
        self.wordings = len(once)

    def tells(self, pair: str) -> float:
        """What a pair of signs tells: ln((1 + wordings) / those with it); unseen counts as once."""
        return math.log((1 + self.wordings) / max(self.often[pair], 1))

    @property
    def most(self) -> float:
        """What a pair tells that stands in one wording only; it grows with the corpus."""
        return math.log(1 + max(self.wordings, 1))

    def told(self, pairs: Iterable[str]) -> float:
        """What some pairs tell together."""
        return math.fsum(map(self.tells, pairs))

    def stands_alone(self, thing: str, *but: str) -> bool:
        """Whether a part of a name is listed somewhere as a duty: a name begins with it, or it
        begins with a whole name. The names it was taken from do not count.
        """
        at = bisect_left(self.cores, thing)
        ahead = self.cores[at : at + 1 + len(but)]
        if any(core.startswith(thing) and core not in but for core in ahead):
            return True
        return any(
            thing[:end] not in but and self.knows(thing[:end])
            for end in range(SHORTEST, len(thing))
        )

    def knows(self, core: str) -> bool:
        """Whether there is a wording of this very name."""
        at = bisect_left(self.cores, core)
        return at < len(self.cores) and self.cores[at] == core
