"""Reviewed data the checks compare with: the categories."""

import json
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
