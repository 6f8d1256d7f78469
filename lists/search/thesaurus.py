"""The thesaurus at work: reviewed groups, and which of them a query sets off."""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Max

from lists.models import ThesaurusGroup
from lists.search.first_words import FirstWords
from lists.search.likeness import Likeness, values_of
from lists.search.query import sentences
from lists.search.tokens import normalise

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "thesaurus"

# A process looks so often (seconds) whether somebody changed the thesaurus.
LOOK_AGAIN = 10.0


def load_files() -> int:
    """Bring the database in step with the reviewed files; gives the number of their groups.

    A group switched off in the admin stays off as long as its text stands in the file.
    """
    total = 0
    for file in sorted(FOLDER.glob("*.json")):
        entries = {content(entry): entry for entry in json.loads(file.read_text("utf-8"))}
        with transaction.atomic():
            known = {
                content(vars(group)): group
                for group in ThesaurusGroup.objects.filter(source=file.stem)
            }
            gone = [group.pk for key, group in known.items() if key not in entries]
            ThesaurusGroup.objects.filter(pk__in=gone).delete()
            new = [
                ThesaurusGroup(source=file.stem, category=file.stem, **fields_of(entry))
                for key, entry in entries.items()
                if key not in known
            ]
            ThesaurusGroup.objects.bulk_create(new)
        total += len(entries)
    gone = ThesaurusGroup.objects.exclude(source="").exclude(
        source__in=[file.stem for file in FOLDER.glob("*.json")]
    )
    gone.delete()
    return total


def fields_of(entry: dict) -> dict:
    """The fields of a group from an entry of a file."""
    lists = {name: entry.get(name) or [] for name in ("said", "examples", "unless", "means")}
    return lists | {"relation": entry["relation"], "why": entry.get("why") or ""}


def content(entry: dict) -> str:
    """What makes two groups the same."""
    return json.dumps(fields_of(entry), ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Pattern:
    """Words that must all stand in one sentence; each may be written in several ways."""

    parts: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, said: str) -> "Pattern":
        """Read `工钱/工资 拖/欠`."""
        parts = (tuple(filter(None, part.split("/"))) for part in normalise(said).split())
        return cls(tuple(filter(None, parts)))

    def stands_in(self, sentence: str) -> bool:
        """Whether every part stands in the sentence."""
        return bool(self.parts) and all(any(way in sentence for way in part) for part in self.parts)


@dataclass(frozen=True)
class Group:
    """A group as search uses it."""

    id: int
    county: int | None
    means: tuple[str, ...]
    relation: str
    patterns: tuple[Pattern, ...]
    unless: tuple[str, ...]
    # Counties that do without it.
    off_in: frozenset[int] = frozenset()
    # What each token of its patterns and examples counts.
    values: Mapping[str, float] = field(default_factory=dict, compare=False)

    @property
    def is_word(self) -> bool:
        """Whether it stands for a word only, not for a subject: 娃娃 for 儿童."""
        return self.relation == ThesaurusGroup.Relation.WORD

    @classmethod
    def of(cls, group: ThesaurusGroup) -> "Group":
        """Take a group of the database."""
        said = normalise(" ".join([*group.said, *group.means]).replace("/", " "))
        return cls(
            group.pk,
            group.county_id,
            tuple(group.means),
            group.relation,
            tuple(Pattern.read(said) for said in group.said),
            tuple(normalise(word) for word in group.unless),
            frozenset(county.pk for county in group.switched_off_in.all()),
            values_of(said, (normalise(example) for example in group.examples)),
        )

    def said_in(self, text: str, sentences: list[str]) -> bool:
        """Whether somebody says what the group stands for."""
        if any(word in text for word in self.unless):
            return False
        return any(p.stands_in(sentence) for sentence in sentences for p in self.patterns)


class Thesaurus:
    """All active groups, read once a process and again when somebody changed them."""

    def __init__(self):
        self.version, self.looked = None, -LOOK_AGAIN
        self.groups: dict[int, Group] = {}
        self.known: dict[tuple, Group] = {}
        self.likeness = Likeness({})
        self.first_words = FirstWords(())

    def read(self) -> "Thesaurus":
        """Bring the groups up to date; costs one small query every LOOK_AGAIN seconds."""
        if time.monotonic() - self.looked < LOOK_AGAIN:
            return self
        active = ThesaurusGroup.objects.filter(active=True)
        version = tuple(active.aggregate(Count("pk"), Max("changed")).values())
        if version != self.version:
            self.learn(active.prefetch_related("switched_off_in"))
            self.version = version
        self.looked = time.monotonic()
        return self

    def read_anew(self) -> "Thesaurus":
        """Bring the groups up to date at once, for who has just changed one."""
        self.looked = -LOOK_AGAIN
        return self.read()

    def learn(self, active: Iterable[ThesaurusGroup]) -> None:
        """Take groups in; cutting all of them takes a second or two, so only changed ones are."""
        rows = {(group.pk, group.changed): group for group in active}
        known = {key: self.known.get(key) or Group.of(row) for key, row in rows.items()}
        groups = {group.id: group for group in known.values()}
        subjects = {pk: group.values for pk, group in groups.items() if not group.is_word}
        self.known, self.groups, self.likeness = known, groups, Likeness(subjects)
        self.first_words = FirstWords(
            (group.id, pattern.parts[0])
            for group in groups.values()
            for pattern in group.patterns
            if pattern.parts
        )

    def for_county(self, county: int | None) -> dict[int, Group]:
        """The groups for all counties, but for those switched off in this one, and its own."""
        return {
            pk: g
            for pk, g in self.groups.items()
            if g.county in (None, county) and county not in g.off_in
        }

    def said_in(
        self, plain: str, county: int | None, parts: list[str] | None = None
    ) -> list[Group]:
        """The groups that a normalised text sets off by their patterns, in any of its parts."""
        parts = parts or sentences(plain)
        possible = set().union(*map(self.first_words.possible, parts))
        groups = self.for_county(county)
        return [g for pk, g in groups.items() if pk in possible and g.said_in(plain, parts)]

    def alike(
        self, plain: str, county: int | None, most: int, parts: list[str] | None = None
    ) -> list[tuple[Group, float]]:
        """The groups whose words a part of the text shares most, with the share, 0..1."""
        shares: dict[int, float] = {}
        for sentence in parts or sentences(plain):
            for pk, share in self.likeness.of(sentence).items():
                shares[pk] = max(shares.get(pk, 0.0), share)
        groups = self.for_county(county)
        fitting = (
            (groups[pk], share)
            for pk, share in shares.items()
            if pk in groups and not any(word in plain for word in groups[pk].unless)
        )
        return sorted(fitting, key=lambda found: (-found[1], found[0].id))[:most]


THESAURUS = Thesaurus()
