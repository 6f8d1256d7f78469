"""Reviewed data the checks compare with: categories and slips of OCR."""

import json
import re
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@cache
def categories() -> dict[str, str]:
    """Reviewed category names, every accepted spelling to its standard name."""
    entries = json.loads((FIXTURES / "categories.json").read_text("utf-8"))
    return {
        spelling: entry["name"]
        for entry in entries
        for spelling in (entry["name"], *entry.get("aliases", []))
    }


@cache
def slips() -> list[tuple[re.Pattern, str, str]]:
    """Reviewed slips of OCR: pattern, the likely reading, the reason."""
    entries = json.loads((FIXTURES / "ocr_slips.json").read_text("utf-8"))
    return [(re.compile(e["pattern"]), e["likely"], e["reason"]) for e in entries]
