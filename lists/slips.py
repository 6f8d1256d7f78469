"""Reviewed slips of OCR (`fixtures/ocr_slips.json`): told beside the text, never mended in it."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "ocr_slips.json"


@dataclass(frozen=True)
class Slip:
    """A pattern of a slip and the likely reading, '' where the signs are mere layout."""

    pattern: re.Pattern
    likely: str

    def said(self, words: str) -> str:
        """What to tell of words that match."""
        proposal = f"，可能应为“{self.likely}”" if self.likely else "（排版符号）"
        return f"“{words.strip()[:20]}”疑为识别错误{proposal}"


@cache
def slips() -> list[Slip]:
    """All reviewed slips."""
    entries = json.loads(FILE.read_text("utf-8"))
    return [Slip(re.compile(entry["pattern"]), entry["likely"]) for entry in entries]


def slips_in(text: str) -> list[str]:
    """What to tell of the slips in a text, each kind once."""
    found = ((slip, slip.pattern.search(text)) for slip in slips())
    return [slip.said(match.group()) for slip, match in found if match]
