"""The index of the offline pages: every distinct text once, and the rows that carry it."""

import json

from lists.models import Edition
from lists.models.items import Kind

# What of a row is searched, its name first.
TEXTS = ("name", "lead_duty", "township_duty", "method")


def index_script(lists: list[tuple[Edition, dict]]) -> str:
    """A script that hands the index to search.js: pages opened as files can load nothing else.

    `townships`: [address word, name]; `texts`: [name, everything else]; `rows`: [township, kind,
    number, text], by their places in these.
    """
    texts: dict[tuple[str, str], int] = {}
    townships, rows = [], []
    for at, (edition, data) in enumerate(lists):
        townships.append([edition.township.slug, edition.township.name])
        for row in data["items"]:
            rest = [row["category"], *row["departments"], *(row.get(key, "") for key in TEXTS[1:])]
            text = (row["name"], "\n".join(part for part in rest if part))
            text_at = texts.setdefault(text, len(texts))
            rows.append([at, Kind.values.index(row["kind"]), row["number"], text_at])
    index = {"townships": townships, "kinds": Kind.choices, "texts": list(texts), "rows": rows}
    # A row on each line, so that a person who opens it sees what it is.
    parts = (f'"{key}": [\n{lines(values)}\n]' for key, values in index.items())
    return "window.DUTY_INDEX = {\n" + ",\n".join(parts) + "\n};\n"


def lines(values: list) -> str:
    """Values as JSON, one a line."""
    return ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)
