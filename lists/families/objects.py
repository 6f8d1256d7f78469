"""What a name is about, where things of one sort exclude each other: 大气 is not 水.

The sorts stand in `fixtures/duties/objects.json`, each with its reason.
"""

import json
import re
from functools import cache, lru_cache

from lists.families.texts import CLAUSE, FIXTURES


@cache
def sorts() -> list[dict[str, re.Pattern]]:
    """The objects of each sort with the words that name them."""
    data = json.loads((FIXTURES / "objects.json").read_text("utf-8"))
    return [
        {name: re.compile("|".join(words)) for name, words in entry["objects"].items()}
        for entry in data
    ]


@lru_cache(maxsize=100_000)
def objects_of(bare: str) -> tuple[frozenset[str], ...]:
    """The objects of each sort that the first clause of a bare name is about."""
    head = CLAUSE.split(bare)[0]
    return tuple(
        frozenset(name for name, words in s.items() if words.search(head)) for s in sorts()
    )


def others(one: str, other: str) -> tuple[bool, bool]:
    """Whether two bare names are about other objects of one sort; whether one is about fewer."""
    both = [(a, b) for a, b in zip(objects_of(one), objects_of(other), strict=True) if a and b]
    return any(not a & b for a, b in both), any(a < b or b < a for a, b in both)


def begin_apart(one: str, other: str) -> bool:
    """Whether neither of two names without signs has the word the other begins with.

    The first word tells one from another: 草原|有害生物防治, 林业|有害生物防治.
    """
    return one[:2] not in other and other[:2] not in one
