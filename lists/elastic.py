"""Elastic wording (弹性条款) in clauses: words that leave open how much a duty takes in."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "elastic.json"


@dataclass(frozen=True)
class Rule:
    """A reviewed rule: what it finds, why that is elastic, a text it finds and one it must not.

    `short` is the reason in a few words, for the mark beside a clause.
    """

    code: str
    label: str
    short: str
    pattern: re.Pattern[str]
    reason: str
    example: str
    near_miss: str


@dataclass(frozen=True)
class Elastic:
    """Elastic words in a text, and the rule that found them."""

    words: str
    rule: Rule


@cache
def rules() -> tuple[Rule, ...]:
    """The reviewed rules, in the order in which they are asked."""
    entries = json.loads(FILE.read_text("utf-8"))
    return tuple(Rule(**{**entry, "pattern": re.compile(entry["pattern"])}) for entry in entries)


def elastic(text: str) -> Elastic | None:
    """The first elastic words of a clause by the first rule that finds some; None without any."""
    for rule in rules():
        if found := rule.pattern.search(text):
            return Elastic(found.group(), rule)
    return None
