"""Judged queries: what somebody asks, which rows answer, which list is right."""

import json
from dataclasses import dataclass
from pathlib import Path

from lists.models import Item

RELEVANT = 2  # a judgment of 2 or more counts as found


@dataclass(frozen=True)
class JudgedQuery:
    """One line of a query file; judgments by item key `township name/kind/number`, 0..3."""

    id: str
    query: str
    township: str | None
    type: str
    judgments: dict[str, int]
    verdict: dict | None = None

    @property
    def is_retrieval(self) -> bool:
        """Whether any row answers it; queries without are judged by verdict only."""
        return any(grade >= RELEVANT for grade in self.judgments.values())


def read_queries(path: Path) -> list[JudgedQuery]:
    """Read a query file, one JSON object a line; raises ValueError naming the bad line."""
    queries = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            known = {name: entry.get(name) for name in JudgedQuery.__dataclass_fields__}
            queries.append(JudgedQuery(**known | {"judgments": entry["judgments"]}))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name} 第{number}行不是判定过的查询：{error}") from error
    return queries


def item_key(item: Item) -> str:
    """The key judgments use for a row."""
    return f"{item.township.name}/{item.kind}/{item.number}"
