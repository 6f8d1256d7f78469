"""Judged pairs of rows of two townships, and the figures of a likeness on them."""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.pipeline import understand
from ingest.shapes import DutyList, ParsedItem
from lists.departments import short_place
from lists.families.corpus import Corpus
from lists.families.likeness import THRESHOLD, Features, Likeness
from lists.families.linking import Family, Linking
from lists.families.texts import DutyText
from tests.duties.fitting import fit, without_meaning

TESTS = Path(__file__).resolve().parents[1]
SAMPLES = TESTS.parent / "fixtures" / "townships"
JUDGED = TESTS / "data" / "duty_pairs.jsonl"

Key = tuple[str, str, int]  # township, list, number


@dataclass(frozen=True)
class Pair:
    """Two rows, whether they are the same duty, why, and in which half of the set they stand."""

    a: Key
    b: Key
    same: bool
    why: str
    half: str


@cache
def judged() -> list[Pair]:
    """All judged pairs."""
    lines = map(json.loads, JUDGED.read_text("utf-8").splitlines())
    return [Pair(**line | {"a": tuple(line["a"]), "b": tuple(line["b"])}) for line in lines]


@cache
def texts() -> dict[Key, DutyText]:
    """The rows of the five sample lists as wordings, without vectors."""
    parsed = [understand(path) for path in sorted(SAMPLES.glob("*.txt"))]
    return {
        (duty_list.township, item.kind, item.number): text_of(duty_list, item)
        for duty_list in parsed
        for item in duty_list.items
    }


def text_of(duty_list: DutyList, item: ParsedItem) -> DutyText:
    """A row as a wording."""
    names = {duty_list.township, duty_list.county, short_place(duty_list.county)}
    places = tuple(sorted(names, key=len, reverse=True))
    cells = item.township_duty or ""
    return DutyText(item.name, cells, places, frozenset({duty_list.township}))


def with_meaning(embed: Callable[[list[str]], list[list[float]]]) -> dict[Key, DutyText]:
    """The rows with the vectors of the names that are judged; `embed` makes vectors of texts."""
    rows = texts()
    keys = {key for pair in judged() for key in (pair.a, pair.b)}
    names = sorted({rows[key].placeless(rows[key].name) for key in keys})
    vectors = dict(zip(names, embed(names), strict=True))
    return {
        key: replace(text, vector=vectors.get(text.placeless(text.name)))
        for key, text in rows.items()
    }


@cache
def likeness() -> Likeness:
    """The likeness of the sample lists."""
    return Likeness(Corpus(texts().values()))


@dataclass(frozen=True)
class Figures:
    """Of the pairs called the same the share that is; of the same ones the share found."""

    precision: float
    recall: float
    wrong: list[tuple[float, Pair]]

    @classmethod
    def of(cls, half: str, rows: dict[Key, DutyText]) -> "Figures":
        """The figures of one half of the judged pairs."""
        pairs = [pair for pair in judged() if pair.half == half]
        told = [(likeness().same(rows[pair.a], rows[pair.b]), pair) for pair in pairs]
        found = [pair.same for same, pair in told if same >= THRESHOLD]
        wrong = [(same, pair) for same, pair in told if (same >= THRESHOLD) != pair.same]
        right = sum(found)
        return cls(right / len(found), right / sum(pair.same for pair in pairs), wrong)


def learned(rows: dict[Key, DutyText]) -> Features:
    """The weights that the `learn` half asks for; pairs of the same name teach nothing."""
    return fit(*sample(rows, (pair for pair in judged() if pair.half == "learn")))


def sample(rows: dict[Key, DutyText], pairs: Iterable[Pair]) -> tuple[list[Features], list[bool]]:
    """Features of pairs and whether they are the same; without meaning where none is known."""
    found = [(rows[pair.a], rows[pair.b], pair.same) for pair in pairs]
    found = [(a, b, same) for a, b, same in found if a.core != b.core]
    features = [likeness().features(a, b) for a, b, _ in found]
    if all(text.vector is None for text in rows.values()):
        features = [without_meaning(one) for one in features]
    return features, [same for _, _, same in found]


def families(texts: Mapping[Hashable, DutyText], known: Iterable[DutyText] = ()) -> list[Family]:
    """The families of some wordings; `known` are more wordings that tell what is rare."""
    return Linking(Likeness(Corpus([*texts.values(), *known]))).link(texts)
