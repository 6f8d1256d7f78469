"""Golden files: what `manage.py parse` gives for each of the five real lists.

`python -m tests.ingest.golden` writes them anew; look at the diff before you commit it.
"""

import json
from pathlib import Path

from ingest.contract import as_json
from ingest.pipeline import understand
from tests.ingest.documents import NAMES, TOWNSHIPS

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def compact(parsed: dict) -> str:
    """The JSON with one item and one finding a line, so that a diff shows what changed."""
    parts = [f' "document": {json.dumps(parsed["document"], ensure_ascii=False, indent=1)}']
    for key in ("items", "findings"):
        lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in parsed[key])
        parts.append(f' "{key}": [\n{lines}\n ]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def parsed(name: str) -> dict:
    """A real list as `manage.py parse` gives it, through JSON and back."""
    return json.loads(json.dumps(as_json(understand(TOWNSHIPS / f"{name}.txt"))))


def renew() -> None:
    """Write all golden files."""
    GOLDEN.mkdir(exist_ok=True)
    for name in NAMES:
        (GOLDEN / f"{name}.json").write_text(compact(parsed(name)), "utf-8")


if __name__ == "__main__":
    renew()
