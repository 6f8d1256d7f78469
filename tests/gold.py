"""`make gold`: how well rows are understood, against the hand-labelled rows in tests/data/gold."""

import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

from ingest.pipeline import understand
from ingest.shapes import DutyList, ParsedItem
from lists.departments import Locality, identify

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "fixtures" / "townships"
GOLD = HERE / "data" / "gold"


def gold(name: str):
    """The labelled rows of a file."""
    return json.loads((GOLD / f"{name}.json").read_text("utf-8"))


@cache
def lists() -> dict[str, DutyList]:
    """The five sample lists by township."""
    parsed = [understand(path) for path in sorted(SAMPLES.glob("*.txt"))]
    return {duty_list.township: duty_list for duty_list in parsed}


def item(key: str) -> ParsedItem:
    """The parsed row of a gold key `township/kind/number`."""
    township, kind, number = key.split("/")
    rows = lists()[township].of_kind(kind)
    return next(row for row in rows if row.number == int(number))


def plain(text: str) -> str:
    """A clause as the gold compares it: without blanks and the final semicolon."""
    return re.sub(r"\s", "", text).rstrip("；;。")


class Tally:
    """Right and asked by structure, and what was wrong."""

    def __init__(self) -> None:
        self.right: Counter = Counter()
        self.asked: Counter = Counter()
        self.wrong: list[str] = []

    def add(self, structure: str, right: bool, told: str) -> None:
        """Count one question."""
        self.asked[structure] += 1
        self.right[structure] += right
        if not right:
            self.wrong.append(told)

    @property
    def share(self) -> float:
        """The share answered right, 0..1."""
        return sum(self.right.values()) / max(sum(self.asked.values()), 1)


def score_clauses() -> dict[str, Tally]:
    """Boundaries (found and expected), owners and headings of the cooperation rows."""
    tallies = defaultdict(Tally)
    for key, row in gold("clauses").items():
        parsed, structure = item(key), row["structure"]
        column = dict(zip(row["column"], row["column_canonical"], strict=True))
        for side, cell in (("lead", "duty"), ("township", "support")):
            ours = [clause for clause in parsed.clauses if clause.side == side]
            expected = Counter(plain(clause["text"]) for clause in row[cell])
            found = Counter(plain(clause.text) for clause in ours)
            for text in (expected | found).elements():
                both = text in expected and text in found
                tallies["boundaries"].add(structure, both, f"{key} {side}: {text[:60]}")
            by_text = {plain(clause.text): clause for clause in ours}
            for clause in row[cell]:
                match = by_text.get(plain(clause["text"]))
                if match is None:
                    continue
                headings = [clause["heading"], *clause.get("accept_headings", [])]
                told = f"{key} {side}: {match.heading!r} for {clause['heading']!r}"
                tallies["headings"].add(structure, match.heading in headings, told)
                if side == "lead":
                    accepted = [clause["canonical"]]
                    for other in clause.get("accept_departments", []):
                        accepted.append([column.get(name, name) for name in other])
                    right = any(bodies(a) == set(match.departments) for a in accepted)
                    told = (
                        f"{key}: {match.departments} for {clause['canonical']}: {match.text[:40]}"
                    )
                    tallies["owners"].add(structure, right, told)
    return tallies


def bodies(names: list[str | None]) -> set[str]:
    """Names that are bodies: roles and open catch-alls own nothing that can be linked."""
    return {name for name in names if name and "其他" not in name and not name.startswith("各")}


def score_revoked() -> dict[str, Tally]:
    """Takers, discontinued, method and parts of the revoked rows."""
    tallies = defaultdict(Tally)
    for key, row in gold("revoked").items():
        parsed = item(key)
        takers = {name for name in parsed.departments if name}
        told = f"{key}: {takers} for {row['canonical']}"
        tallies["takers"].add(row["template"], takers == set(row["canonical"]), told)
        accepted = [row["discontinued"], *row.get("accept_discontinued", [])]
        right = parsed.discontinued in accepted
        tallies["discontinued"].add(row["template"], right, f"{key}: {parsed.discontinued}")
        right = plain(parsed.method or "") == plain(row["method"] or "") or bool(row.get("parts"))
        told = f"{key}: {parsed.method} for {row['method']}"
        tallies["method"].add(row["template"], right, told)
        parts = [(plain(p["text"]), set(p["canonical"])) for p in row.get("parts") or []]
        ours = [(plain(c.text), set(c.departments)) for c in parsed.clauses if c.side == "method"]
        right = parts == ours if parts else len({owners for _, owners in ours_frozen(ours)}) <= 1
        tallies["parts"].add(row["template"], right, f"{key}: {ours} for {parts}")
    return tallies


def ours_frozen(parts: list[tuple[str, set[str]]]) -> set[tuple[str, frozenset[str]]]:
    """Parts with owners that can be compared."""
    return {(text, frozenset(owners)) for text, owners in parts}


def score_departments() -> dict[str, Tally]:
    """Canonical name and system of the department strings."""
    tallies = defaultdict(Tally)
    for row in gold("departments"):
        body = identify(row["raw"], Locality.of(row["county"]))
        told = f"{row['county']} {row['raw']}: {body.canonical} for {row['canonical']}"
        tallies["canonical"].add(row["kind"], body.canonical == row["canonical"], told)
        systems = [row["system"], *row.get("also_system", [])]
        told = f"{row['county']} {row['raw']}: {body.system} for {row['system']}"
        tallies["system"].add(row["kind"], body.system in systems, told)
    return tallies


def main() -> None:
    """Print all figures, by structure, and every row that is wrong."""
    for score in (score_clauses, score_revoked, score_departments):
        for name, tally in score().items():
            print(f"{name:14} {tally.share:.4f}  {sum(tally.asked.values())} asked")  # noqa: T201
            for structure, asked in sorted(tally.asked.items()):
                if tally.right[structure] < asked:
                    print(f"    {structure}: {tally.right[structure]}/{asked}")  # noqa: T201
            for told in tally.wrong:
                print(f"      {told}")  # noqa: T201


if __name__ == "__main__":
    main()
