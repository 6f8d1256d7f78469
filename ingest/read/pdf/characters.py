"""Code points: radicals that fonts hand out in the place of ideographs become ideographs."""

import unicodedata
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("characters.txt")
# What stands where a font tells no character: told as a finding, never dropped.
MISSING = "\ufffd"
# Ideographs and angle brackets kept twice for old codes; each stands for exactly one other.
COMPATIBLE = (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20), 0x2329, 0x232A)


@cache
def equivalents() -> dict[int, int]:
    """The reviewed table of code points that stand for others (characters.txt)."""
    pairs = (
        line.split()[:2]
        for line in TABLE.read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
    listed = {int(found, 16): int(meant, 16) for found, meant in pairs}
    return {code: ord(unicodedata.normalize("NFC", chr(code))) for code in COMPATIBLE} | listed


def repaired(text: str) -> str:
    """Give what a font calls a character as the lists write it: ⼾ -> 户, no (cid:7)."""
    if not text or text.startswith("(cid:") or text == "\0":
        return MISSING
    return text.translate(equivalents())
