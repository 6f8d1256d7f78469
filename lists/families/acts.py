"""What a name does (处罚, 审批, 普查 …): acts by which names on one subject are told apart.

The acts stand in `fixtures/duties/acts.json`, each with the reason why it sets a duty apart.
"""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from lists.families.texts import FIXTURES

# Between these stand the parts of a name that may each have an act of its own.
PART = re.compile(r"[,;。、]|[和及与]|以及")


@dataclass(frozen=True)
class Act:
    """A reviewed act: `apart` ones are shared or tell apart, `wide` ones go with all the others
    but the `narrow`, those `near` go with each other.
    """

    name: str
    apart: bool
    wide: bool
    narrow: bool
    near: frozenset[str]


@cache
def reviewed() -> tuple[re.Pattern, dict[str, Act]]:
    """How the acts at the end of a part are found, and the act of each word."""
    named = {}
    for entry in json.loads((FIXTURES / "acts.json").read_text("utf-8")):
        flags = (entry.get(flag, False) for flag in ("apart", "wide", "narrow"))
        act = Act(entry["act"], *flags, frozenset(entry.get("near", ())))
        named |= dict.fromkeys(entry["words"], act)
    return re.compile("|".join(sorted(named, key=len, reverse=True))), named


@lru_cache(maxsize=100_000)
def acts_of(name: str) -> dict[Act, float]:
    """The acts that the parts of a bare name end in, each with the share of the parts, 0..1.

    What stands before is the object: 建设 in 未取得许可证进行建设的处罚.
    """
    pattern, named = reviewed()
    parts = [part for part in PART.split(name) if part]
    found: dict[Act, float] = {}
    for part in parts:
        run = [named[word] for word in at_end(pattern, part)]
        for act in set(run[-1:] if run and run[-1].apart else run):
            found[act] = found.get(act, 0) + 1 / len(parts)
    return found


def at_end(pattern: re.Pattern, part: str) -> list[str]:
    """The act words that follow each other at the end of a part: 防范, 处置, 救助."""
    found: list[re.Match] = []
    for word in pattern.finditer(part):
        found = [*found, word] if found and found[-1].end() == word.start() else [word]
    return [word[0] for word in found] if found and found[-1].end() == len(part) else []


def is_act(part: str) -> bool:
    """Whether a part of a name is nothing but acts, done to what stands before it."""
    return sum(map(len, at_end(reviewed()[0], part))) == len(part)


def goes_with(act: Act, others: dict[Act, float]) -> bool:
    """Whether an act is done there, too: by itself, one near to it, or under a wide one."""
    return any(
        act == other
        or other.name in act.near
        or act.name in other.near
        or (act.wide and not (other.apart or other.narrow))
        or (other.wide and not (act.apart or act.narrow))
        for other in others
    )


def conflicts(one: str, other: str) -> tuple[float, float]:
    """The acts two bare names do not share: of those that set apart the greatest share, and
    of all others the share that is not done there, both 0..1.

    A name that ends in no act (数字乡村) conflicts with none but those that set apart.
    """
    ours, theirs = acts_of(one), acts_of(other)
    apart = left = total = 0.0
    for mine, yours in ((ours, theirs), (theirs, ours)):
        for act, share in mine.items():
            goes = goes_with(act, yours)
            if act.apart and not goes:
                apart = max(apart, share)
            if mine and yours:
                total += share
                left += 0 if goes else share
    return apart, left / total if total else 0.0
