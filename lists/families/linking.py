"""Wordings to families: all members of a family are alike, so one wrong pair joins no two.

A chain a-b-c-d of which only neighbours are alike makes no family: before two families become
one, each name of the one is compared with each of the other (complete link).
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from lists.families.candidates import Index
from lists.families.likeness import THRESHOLD, Likeness
from lists.families.texts import DutyText

# Two names of one family are at least so likely the same duty …
LEAST = 0.3
# … and a family is looked at by so many of its names, those of the most lists first.
NAMES = 20
# A list keeps its duties apart: two names that so great a share of the lists with the rarer one
# have side by side are two duties. Doublets in single lists are below it.
SIDE_BY_SIDE = 0.1


@dataclass
class Family:
    """Wordings that mean the same duty; `names` has one wording of each different name."""

    members: list[Hashable] = field(default_factory=list)
    names: list[DutyText] = field(default_factory=list)
    editions: Counter = field(default_factory=Counter)

    def take(self, other: "Family") -> None:
        """Take all of another family in."""
        self.members += other.members
        self.names += other.names
        self.names.sort(key=lambda text: (-len(text.editions), text.core))
        self.editions += other.editions


class Linking:
    """Grows families of wordings, all at once or one wording after the other."""

    def __init__(self, likeness: Likeness):
        self.likeness = likeness
        self.index = Index(likeness.corpus)
        self.family_of: dict[str, Family] = {}
        self.text_of: dict[Hashable, DutyText] = {}

    def link(self, texts: Mapping[Hashable, DutyText]) -> list[Family]:
        """Sort many wordings into families, the most alike joined first; gives all families."""
        new = [self.start(key, texts[key]) for key in sorted(texts, key=repr)]
        pairs = {
            tuple(sorted((core, self.text_of[near].core)))
            for core in dict.fromkeys(new)
            for near in self.index.near(self.family_of[core].names[0])
        }
        alike = [(self.same(*pair), pair) for pair in pairs]
        for same, (one, other) in sorted(alike, key=lambda pair: (-pair[0], pair[1])):
            if same < THRESHOLD:
                break
            self.join(self.family_of[one], self.family_of[other])
        return list({id(family): family for family in self.family_of.values()}.values())

    def add(self, key: Hashable, text: DutyText) -> Family:
        """Put one more wording into the family it belongs to, or into one of its own."""
        known = text.core in self.family_of
        core = self.start(key, text)
        if known:
            return self.family_of[core]
        near = [self.text_of[near].core for near in self.index.near(text)]
        for same, other in sorted(
            ((self.same(core, other), other) for other in near), reverse=True
        ):
            if same < THRESHOLD or self.join(self.family_of[other], self.family_of[core]):
                break
        return self.family_of[core]

    def start(self, key: Hashable, text: DutyText) -> str:
        """Put a wording with those of the same name, or into a family of its own."""
        self.index.add(key, text)
        self.text_of[key] = text
        family = self.family_of.setdefault(text.core, Family())
        family.members.append(key)
        family.editions.update(text.editions)
        if all(known.core != text.core for known in family.names):
            family.names.append(text)
        return text.core

    def same(self, one: str, other: str) -> float:
        """How likely two names mean the same duty."""
        return self.likeness.same(self.first(one), self.first(other))

    def first(self, core: str) -> DutyText:
        """The wording that stands for a name."""
        return self.text_of[self.index.by_core[core][0]]

    def join(self, one: Family, other: Family) -> bool:
        """Make two families one if nothing keeps them apart; whether they are one now."""
        if one is other:
            return True
        if self.side_by_side(one, other) or not self.all_alike(one, other):
            return False
        one.take(other)
        self.family_of |= {text.core: one for text in other.names}
        return True

    def all_alike(self, one: Family, other: Family) -> bool:
        """Whether each name of one family is alike each of the other, and on the whole the same."""
        same = [self.likeness.same(a, b) for a in one.names[:NAMES] for b in other.names[:NAMES]]
        return min(same) >= LEAST and sum(same) / len(same) >= THRESHOLD

    def side_by_side(self, one: Family, other: Family) -> bool:
        """Whether lists have both as two duties."""
        both = one.editions.keys() & other.editions.keys()
        fewer = min(len(one.editions), len(other.editions))
        return bool(fewer) and len(both) > SIDE_BY_SIDE * fewer
