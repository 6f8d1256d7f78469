"""Reads 承接部门及工作方式 cells: who took the duty over, or that nobody does it any more."""

import re
from dataclasses import dataclass

from lists.departments import is_body, split_names

TAKER_LABEL = re.compile(r"承接(部门|单位)[：:]\s*")
METHOD_LABEL = re.compile(r"(工作|承接|履职)方式[：:]")
# Nobody does it any more; 取消镇对… and 镇级不再负责 mean moved, so they are no match.
DISCONTINUED = re.compile(
    r"(法条废止，?)?((此|该|本)项?(工作|事项)?)?已?不再开展((此|该|本)项?(工作|事项)?)?[。；]?"
)


@dataclass(frozen=True)
class Takers:
    """The names as printed, and whether the duty is discontinued."""

    names: list[str]
    discontinued: bool


def read_takers(cell: str) -> Takers:
    """Understand a cleaned cell: “承接部门：X 工作方式：…”, “X： …”, “X 承接方式：…”, 不再开展."""
    text = TAKER_LABEL.sub("", cell, count=1)
    if DISCONTINUED.fullmatch(text.replace("\n", "")):
        return Takers([], True)
    first = text.split("\n", 1)[0]
    named = METHOD_LABEL.split(first, maxsplit=1)[0].rstrip("；;。")
    before_colon = re.split(r"[：:]", named, maxsplit=1)[0]
    before_number = re.split(r"\d[.．、]", before_colon, maxsplit=1)[0]
    names = split_names(before_number)
    return Takers([name for name in names if is_body(name)], False)
