"""Code points: radicals that fonts hand out in the place of ideographs become ideographs."""

from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("characters.txt")
# What stands where a font tells no character: told as a finding, never dropped.
MISSING = "\ufffd"


@cache
def equivalents() -> dict[int, int]:
    """The reviewed table of code points that stand for others (characters.txt)."""
    pairs = (
        line.split()[:2]
        for line in TABLE.read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
    return {int(found, 16): int(meant, 16) for found, meant in pairs}


def repaired(text: str) -> str:
    """Give what a font calls a character as the lists write it: ⼾ -> 户, no (cid:7)."""
    if not text or text.startswith("(cid:") or text == "\0":
        return MISSING
    return text.translate(equivalents())
