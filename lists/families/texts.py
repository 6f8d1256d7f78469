"""A wording as it is compared: its name without places and fillers, its acts, its cells.

The reviewed words stand in `fixtures/duties/wordings.json`, each with its reason.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "duties"
BLANK = re.compile(r"\s+")
# A long bracket explains the words before it; a short one is part of a word: 河（湖）长制.
EXPLAINS = re.compile(r"\([^()]{5,}\)")
SIGN = re.compile(r"[\W_等]+")
CLAUSE = re.compile(r"[,;。]")
RUN = re.compile(r"[^\W_等]+")


@cache
def reviewed() -> tuple[list[tuple[re.Pattern, str]], re.Pattern, dict[str, str]]:
    """What goes out of names (townships, fillers), and the words that stand for others."""
    data = json.loads((FIXTURES / "wordings.json").read_text("utf-8"))
    places = re.compile("|".join(entry["pattern"] for entry in data["townships"]))
    fillers = re.compile("|".join(entry["pattern"] for entry in data["fillers"]))
    # A word that others stand for is found as itself: 惠民惠农 has 惠农 in it.
    alike = {word: e["as"] for e in data["alike"] for word in (e["as"], *e["words"])}
    return places, fillers, alike


@cache
def alike_pattern() -> re.Pattern:
    """Finds the words that others stand for, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(reviewed()[2], key=len, reverse=True))))


def without_fillers(text: str) -> str:
    """A text with the words in which names of the same duty differ taken out or made one."""
    places, fillers, alike = reviewed()
    plain = BLANK.sub("", unicodedata.normalize("NFKC", text)).lower()
    plain = places.sub("", EXPLAINS.sub("", plain))
    plain = plain.translate(str.maketrans("", "", "()“”\"'《》"))
    plain = alike_pattern().sub(lambda found: alike[found[0]], plain)
    return fillers.sub("", plain)


def pairs(text: str) -> frozenset[str]:
    """All pairs of neighbouring signs of a text; a run of one sign stands for itself."""
    found = set()
    for run in RUN.findall(text):
        found.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return frozenset(found)


@dataclass(frozen=True)
class DutyText:
    """A wording of a duty: its name, the township's part as `cells`; names of `places` come out.

    `editions` are those that carry it, as any ids; `vector` is the meaning of its name, a unit
    vector. Both may be missing.
    """

    name: str
    cells: str = ""
    places: tuple[str, ...] = ()
    editions: frozenset = frozenset()
    vector: Sequence[float] | None = field(default=None, compare=False)

    def placeless(self, text: str) -> str:
        """A text without the names of its places."""
        for place in self.places:
            text = text.replace(place, "")
        return text

    @cached_property
    def bare(self) -> str:
        """The name without places and fillers, its clauses parted by signs."""
        bare = without_fillers(self.placeless(self.name))
        # A name of nothing but fillers stays what it is.
        return bare if SIGN.sub("", bare) else SIGN.sub("", self.name)

    @cached_property
    def core(self) -> str:
        """What two names share that are the same but for places, fillers and signs."""
        return SIGN.sub("", self.bare)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of signs of the name."""
        return pairs(self.bare.replace("、", "").replace("等", ""))

    @cached_property
    def clauses(self) -> tuple[frozenset[str], ...]:
        """The pairs of signs of each clause of the name."""
        return tuple(found for part in CLAUSE.split(self.bare) if (found := pairs(part)))

    @property
    def head(self) -> frozenset[str]:
        """The pairs of signs of the first clause."""
        return self.clauses[0] if self.clauses else frozenset()

    @cached_property
    def cell_pairs(self) -> frozenset[str]:
        """The pairs of signs of the cells."""
        return pairs(without_fillers(self.placeless(self.cells)))
