"""Rows over the full width of a table that name a category: 一、党的建设（22项）."""

import re

ORDINAL = r"第?[（(]?[一二三四五六七八九十百]{1,4}[）)]?[、.．\s]?"
COUNT = r"[（(]共?\d+[项条个]?[）)]"
# With a count it is a band wherever it stands; without, only at the left or in the middle.
COUNTED = re.compile(rf"{ORDINAL}.{{2,22}}{COUNT}")
FULL_WIDTH = re.compile(rf"{ORDINAL}.{{2,22}}|.{{2,20}}{COUNT}")


def may_be_band(text: str) -> bool:
    """Whether words read as the name of a category with its ordinal or count."""
    return bool(FULL_WIDTH.fullmatch(text))
