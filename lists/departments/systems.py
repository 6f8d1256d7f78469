"""Systems (条线) that bodies of all counties belong to."""

import json
import re
from functools import cache

from lists.departments.localities import FIXTURES


@cache
def systems() -> list[tuple[str, re.Pattern]]:
    """The reviewed systems in the order they are tried, each with its pattern."""
    entries = json.loads((FIXTURES / "departments" / "systems.json").read_text("utf-8"))
    return [(entry["system"], re.compile("|".join(entry["words"]))) for entry in entries]


def system_of(name: str) -> str | None:
    """The system of a body by its name, None when no reviewed pattern fits."""
    return next((system for system, words in systems() if words.search(name)), None)
