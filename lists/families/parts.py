"""Whether one name is only a part of another: 噪声污染防治 of 大气、水、噪声等污染防治."""

import re

from lists.families.acts import PART, acts_of, goes_with, is_act
from lists.families.corpus import Corpus
from lists.families.texts import CLAUSE, SIGN, DutyText, pairs

# From these shares of what it tells a part of a name stands in the other, or does not.
STANDS, STANDS_NOT = 0.5, 0.34
# So much of the narrower name has to stand in the wider one.
INSIDE = 0.5
# … and so much where the wider one begins with something else.
BEHIND = 0.6
# Words before 等 are examples of the word after it: 种子、农药等农资 are 农资.
EXAMPLES = re.compile(r"等(?=.{2})")

Standing = list[tuple[str, float]]


def is_part(corpus: Corpus, one: DutyText, other: DutyText) -> bool:
    """Whether one of two names is a part of what the other lists."""
    return is_part_of(corpus, one, other) or is_part_of(corpus, other, one)


def is_part_of(corpus: Corpus, narrow: DutyText, wide: DutyText) -> bool:
    """Whether the wider name lists the narrower and, beside it, what is a duty of its own.

    The first clause says what a duty is; those after it say how, and may be left out.
    """
    inside = share_of(corpus, narrow.pairs, wide.pairs)
    if inside >= BEHIND and is_behind(corpus, narrow, wide):
        return True
    if inside < INSIDE:
        return False
    *examples, last = EXAMPLES.split(CLAUSE.split(wide.bare)[0], maxsplit=1)
    found = standing(corpus, last, narrow)
    before = standing(corpus, examples[0], narrow) if examples else []
    if any(share >= STANDS for _, share in before):
        found += before
    if max((share for _, share in found), default=0) >= STANDS:
        beside = [thing for thing, share in found if share < STANDS_NOT]
        if any(corpus.stands_alone(thing, wide.core, narrow.core) for thing in beside):
            return True
    return len(found) == 1 and does_less(narrow, wide)


def is_behind(corpus: Corpus, narrow: DutyText, wide: DutyText) -> bool:
    """Whether the narrower is one clause, and the wider begins with something else."""
    ahead = share_of(corpus, wide.head, narrow.pairs), share_of(corpus, narrow.pairs, wide.head)
    return len(narrow.clauses) == 1 < len(wide.clauses) and max(ahead) < STANDS_NOT


def standing(corpus: Corpus, text: str, other: DutyText) -> Standing:
    """The things a text lists, each with how much of what it tells stands in the other name."""
    found = []
    for part in PART.split(text):
        if pairs(part) and not is_act(part):
            found.append((SIGN.sub("", part), share_of(corpus, pairs(part), other.pairs)))
    return found


def share_of(corpus: Corpus, some: frozenset[str], others: frozenset[str]) -> float:
    """How much of what some pairs tell stands among others, 0..1."""
    told = corpus.told(some)
    return corpus.told(some & others) / told if told else 0.0


def does_less(narrow: DutyText, wide: DutyText) -> bool:
    """Whether the wider name does what the narrower does and more: 防范, 处置 and 救助."""
    ours, theirs = acts_of(narrow.bare), acts_of(wide.bare)
    more = any(not goes_with(act, ours) for act in theirs)
    return bool(ours) and ours.keys() < theirs.keys() and more
