"""How much of a duty list came back from a document: items, cells and clauses, one by one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.shapes import LIST_NAMES, Clause, ParsedItem
from tests.documents.lists import MadeItem, MadeList
from tests.ingest.documents import raw, understood
from tests.ingest.words import bare

ROLES = {
    "basic": ("category", "name"),
    "cooperation": ("category", "name", "departments_cell", "lead_duty", "township_duty"),
    "revoked": ("category", "name", "method_cell"),
}


@dataclass(frozen=True)
class Expected:
    """An item as it must come back: cells bare of white space, departments as printed, clauses.

    `clauses` is None where nothing but the width of a line tells the paragraphs apart.
    """

    kind: str
    number: int
    cells: tuple[str, ...]
    departments: tuple[str, ...]
    clauses: tuple[tuple, ...] | None = None


@dataclass
class Outcome:
    """What came back: counts of items and cells, and the differences in words."""

    expected: int = 0
    found: int = 0
    exact: int = 0  # category, name and departments are right
    cells: int = 0
    cells_equal: int = 0
    clauses: int = 0  # items whose clauses can be compared
    clauses_equal: int = 0
    invented: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def perfect(self) -> bool:
        """Whether everything came back and nothing besides."""
        return not self.differences


def compare(expected: Iterable[Expected], items: list[ParsedItem]) -> Outcome:
    """Compare the items of a parsed document with those it was made from."""
    outcome = Outcome()
    left: dict[tuple[str, int], list[ParsedItem]] = {}
    for item in items:
        left.setdefault((item.kind, item.number), []).append(item)
    for each in expected:
        outcome.expected += 1
        outcome.cells += len(each.cells)
        candidates = left.get((each.kind, each.number))
        if candidates:
            outcome.found += 1
            compare_item(each, candidates.pop(0), outcome)
        else:
            outcome.differences.append(f"{label(each)}: lost")
    invented = [item for items in left.values() for item in items]
    outcome.invented = len(invented)
    outcome.differences += [f"{label(item)}: invented {item.name[:30]}" for item in invented]
    return outcome


def compare_item(expected: Expected, item: ParsedItem, outcome: Outcome) -> None:
    """Add the comparison of one item to an outcome."""
    cells = cells_of(item)
    equal = [wanted == got for wanted, got in zip(expected.cells, cells, strict=True)]
    outcome.cells_equal += sum(equal)
    departments = tuple(map(bare, item.departments_as_printed)) == expected.departments
    outcome.exact += equal[0] and equal[1] and departments
    for role, same, wanted, got in zip(ROLES[item.kind], equal, expected.cells, cells, strict=True):
        if not same:
            outcome.differences.append(f"{label(expected)} {role}: {first_difference(wanted, got)}")
    if all(equal) and not departments:
        names = f"{expected.departments} came back as {tuple(item.departments_as_printed)}"
        outcome.differences.append(f"{label(expected)} departments: {names}")
    if expected.clauses is not None:
        compare_clauses(expected, item, outcome)


def compare_clauses(expected: Expected, item: ParsedItem, outcome: Outcome) -> None:
    """Add the comparison of the clauses of one item to an outcome."""
    wanted, got = expected.clauses, tuple(map(clause_of, item.clauses))
    outcome.clauses += 1
    outcome.clauses_equal += wanted == got
    if wanted != got:
        at = next(
            (n for n, pair in enumerate(zip(wanted, got, strict=False)) if len(set(pair)) > 1), -1
        )
        words = f"{wanted[at]} came back as {got[at]}" if at >= 0 else f"{len(wanted)}, {len(got)}"
        outcome.differences.append(f"{label(expected)} clauses: {words}")


def label(item: Expected | ParsedItem) -> str:
    """The list and number of an item, for messages."""
    return f"{LIST_NAMES[item.kind]} {item.number}"


def first_difference(wanted: str, got: str) -> str:
    """Where two texts begin to differ, with a few signs before and behind."""
    at = next(
        (n for n, pair in enumerate(zip(wanted, got, strict=False)) if pair[0] != pair[1]), -1
    )
    at = min(len(wanted), len(got)) if at < 0 else at
    before = wanted[max(0, at - 6) : at]
    return f"at {at} {before}|{wanted[at : at + 14]!r} came back as {before}|{got[at : at + 14]!r}"


def cells_of(item: ParsedItem) -> tuple[str, ...]:
    """The cells of a parsed item by the roles of its list, bare of white space."""
    return tuple(bare(getattr(item, role) or "") for role in ROLES[item.kind])


def clause_of(clause: Clause) -> tuple:
    """What must come back of a clause: side, heading, number, text, owners."""
    heading = bare(clause.heading) if clause.heading else None
    return clause.side, heading, clause.number, bare(clause.text), clause.departments


def expected_of_township(name: str) -> list[Expected]:
    """What documents made from one of the five real lists must give back."""
    return [
        Expected(
            item.kind,
            item.number,
            cells_of(item),
            tuple(map(bare, item.departments_as_printed)),
            tuple(map(clause_of, item.clauses)),
        )
        for item in understood(raw(name)).items
    ]


def expected_of(made: MadeList, clauses: dict[tuple, tuple] | None = None) -> list[Expected]:
    """What documents written from a made list must give back; clauses by list and number."""
    return [expected_item(item, clauses) for item in made.items]


def expected_item(item: MadeItem, clauses: dict[tuple, tuple] | None) -> Expected:
    """What a made item must come back as."""
    cells = tuple(bare("".join(paragraphs)) for paragraphs in item.cells[1:])
    known = clauses.get((item.kind, item.number)) if clauses and item.has_marks else None
    return Expected(item.kind, item.number, cells, tuple(map(bare, item.departments)), known)


def clauses_by_number(items: list[ParsedItem]) -> dict[tuple, tuple]:
    """The clauses of parsed items by list and number: of a text, the truth for other formats."""
    return {(item.kind, item.number): tuple(map(clause_of, item.clauses)) for item in items}
