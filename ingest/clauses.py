"""Cuts duty cells into clauses: block headings, numbers, texts, and whose each clause is."""

import re
from itertools import pairwise

from ingest.shapes import Clause, ParsedItem
from lists.departments import is_body

NUMBER = re.compile(r"(?P<number>\d{1,2})[.．、](?!\d)|(?P<circled>[①-⑳])")
HEADING = re.compile(r"(?P<heading>[一二三四五六七八九十]{1,3}、.{2,60}?)[：:。；]?")
BLOCK = re.compile(r"(?P<names>[^，。；：:]{2,60})[：:]")


def clauses_of(item: ParsedItem) -> list[Clause]:
    """Give the clauses of all duty cells of a row, in source order."""
    owners = tuple(name for name in item.departments if name)
    return [
        *cut("lead", item.lead_duty, owners, item),
        *cut("township", item.township_duty, (), item),
        *cut("method", item.method, owners, item),
    ]


def cut(side: str, cell: str | None, owners: tuple[str, ...], item: ParsedItem) -> list[Clause]:
    """Cut one cleaned cell at its paragraphs and numbers.

    A line that is only a department of the row and a colon makes it the owner of what
    follows; a sub-task heading (一、…) ends that block. One without anything under it is a
    clause itself (xindi cooperation 35).
    """
    clauses, heading, block = [], None, owners
    lines = [line for line in (cell or "").split("\n") if line]
    for line, following in pairwise([*lines, ""]):
        headed = HEADING.fullmatch(line)
        if headed:
            stands_over_some = following and not HEADING.fullmatch(following)
            heading, block = headed["heading"] if stands_over_some else None, owners
            if stands_over_some:
                continue
        named = BLOCK.fullmatch(line)
        if named and side != "township" and is_body(named["names"]):
            block = block_owner(named["names"], item) or owners
            continue
        clauses.append(Clause(side, heading, *numbered(line), block))
    return clauses


def block_owner(words: str, item: ParsedItem) -> tuple[str, ...]:
    """The department of the row that a block heading names, () when the row names none such."""
    pairs = zip(item.departments_as_printed, item.departments, strict=True)
    return tuple(name for printed, name in pairs if name and printed.endswith(words[-4:]))[:1]


def numbered(line: str) -> tuple[str | None, str]:
    """Part a leading number from the text: 1.负责… -> ('1', '负责…')."""
    match = NUMBER.match(line)
    if not match:
        return None, line
    return match["number"] or match["circled"], line[match.end() :]
