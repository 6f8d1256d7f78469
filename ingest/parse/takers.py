"""Reads 承接部门及工作方式 cells: who took the duty over and how, or that nobody does it now."""

import re
from dataclasses import dataclass

from lists.departments import is_body, split_names

TAKER_LABEL = re.compile(r"承接(部门|单位)[：:]\s*")
METHOD_LABEL = re.compile(r"(工作|承接|履职)方式[：:]\s*")
# All the cell says: nobody does it any more.
NOTHING_ELSE = re.compile(
    r"(法条废止，?)?((此|该|本)项?(工作|事项)?)?已?不再开展((此|该|本)项?(工作|事项)?)?[。；]?"
)
# Said besides: an assessment that is dropped. 取消镇对… and 镇级不再负责 mean moved, not dropped.
DROPPED = re.compile(
    r"(?<![乡镇级道])不再开展(此|该|本|这)|不再(对[^，。；]{1,20})?[^，。；]{0,20}考核"
)


HEAD = re.compile(r"(?P<names>[^，。；;：:\n]{3,60})[：:]")


@dataclass(frozen=True)
class Takers:
    """The names as printed, whether the duty is discontinued, and the way of working.

    `labelled` says that the names stand behind 承接部门：, so that departments named further
    down are no takers; `text` is the cell without names and labels, None when it says no more.
    """

    names: list[str]
    discontinued: bool
    text: str | None
    labelled: bool = False


def read_takers(cell: str) -> Takers:
    """Understand a cleaned cell: “承接部门：X 工作方式：…”, “X： …”, “X 承接方式：…”, 不再开展."""
    if NOTHING_ELSE.fullmatch(cell.replace("\n", "")):
        return Takers([], True, None)
    label = TAKER_LABEL.match(cell)
    rest = cell[label.end() :] if label else cell
    first, _, below = rest.partition("\n")
    named = re.split(r"[：:]|\d[.．、]", METHOD_LABEL.split(first, maxsplit=1)[0], maxsplit=1)[0]
    names = split_names(named.rstrip("；;。"))
    if not names or not all(is_body(name) for name in names):
        return Takers([n for n in names if is_body(n)], bool(DROPPED.search(cell)), rest or None)
    further = [] if label else heads(below)
    if further:
        # Each taker heads a part of its own, the first one, too.
        return Takers(list(dict.fromkeys([*names, *further])), bool(DROPPED.search(rest)), rest)
    behind = first[len(named) :].lstrip("：:；;。 ")
    text = "\n".join(part for part in (behind, below) if part)
    text = METHOD_LABEL.sub("", text, count=1) if METHOD_LABEL.match(text) else text
    return Takers(names, bool(DROPPED.search(text)), text.strip() or None, bool(label))


def heads(lines: str) -> list[str]:
    """The departments that head lines of their own: “县住房和城乡建设局：…”."""
    found = []
    for line in lines.split("\n"):
        head = HEAD.match(line)
        names = split_names(head["names"]) if head else []
        if names and all(is_body(name) for name in names):
            found += names
    return list(dict.fromkeys(found))
