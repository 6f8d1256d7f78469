"""What a query with a slip was probably meant to be: 宅基第 -> 宅基地, zhaijidi -> 宅基地."""

import re
from collections.abc import Iterator

from lists.search.heard import from_pinyin
from lists.search.repairs import repairs
from lists.search.suspects import suspects
from lists.search.tokens import normalise

# A longer text is a complaint: one slip does not keep it from being found.
LONGEST_TYPED = 30
PINYIN = re.compile(r"[a-zü]+(?:[ '’]+[a-zü]+)*")


def correction(typed: str) -> str | None:
    """Give the query as it was probably meant, or None where it looks right.

    At most three small queries, all on published rows and reviewed terms; a word or name that
    exists is never changed.
    """
    plain = normalise(" ".join(typed[: 4 * LONGEST_TYPED].replace("\x00", " ").split()))
    if PINYIN.fullmatch(plain):
        return from_pinyin(plain)
    if len(plain) > LONGEST_TYPED:
        return None
    suspected = suspects(plain)
    if not suspected:
        return None
    meant = list(plain)
    for repair in apart(repairs(suspected)):
        # What a repair adds goes with its last character, so that the places stay as they were.
        meant[repair.at : repair.end] = ["", *[""] * (repair.end - repair.at - 1)]
        meant[repair.at] = repair.text
    result = "".join(meant)
    return result if result != plain else None


def apart(found) -> Iterator:
    """The best repairs that do not touch one another."""
    taken: set[int] = set()
    for repair in sorted(found, key=lambda one: -one.score):
        if taken.isdisjoint(repair.span):
            taken |= set(repair.span)
            yield repair
