"""The thesaurus at work: reviewed groups, and which of them a query sets off."""

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Max

from lists.models import ThesaurusExample, ThesaurusGroup
from lists.search.tokens import normalise
from lists.search.wordings import ensure_meanings

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "thesaurus"

SENTENCE = re.compile(r"[，。！？；、,.!?;：:\s]+")
# A query up to this length is one sentence, however it is punctuated: 人社局 欠薪.
SHORT = 25
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
            save_examples(ThesaurusGroup.objects.bulk_create(new))
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


def save_examples(groups: list[ThesaurusGroup]) -> None:
    """Give new or changed groups their example sentences, which wait for vectors."""
    ThesaurusExample.objects.filter(group__in=groups).delete()
    texts = {sentence for group in groups for sentence in group.examples}
    meanings = ensure_meanings(texts, in_lists=False)
    ThesaurusExample.objects.bulk_create(
        [
            ThesaurusExample(group=group, meaning_id=meanings[sentence])
            for group in groups
            for sentence in dict.fromkeys(group.examples)
        ],
        batch_size=1000,
    )


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

    @classmethod
    def of(cls, group: ThesaurusGroup) -> "Group":
        """Take a group of the database."""
        return cls(
            group.pk,
            group.county_id,
            tuple(group.means),
            group.relation,
            tuple(Pattern.read(said) for said in group.said),
            tuple(normalise(word) for word in group.unless),
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

    def read(self) -> "Thesaurus":
        """Bring the groups up to date; costs one small query every LOOK_AGAIN seconds."""
        if time.monotonic() - self.looked < LOOK_AGAIN:
            return self
        active = ThesaurusGroup.objects.filter(active=True)
        version = tuple(active.aggregate(Count("pk"), Max("changed")).values())
        if version != self.version:
            self.groups = {group.pk: Group.of(group) for group in active}
            self.version = version
        self.looked = time.monotonic()
        return self

    def for_county(self, county: int | None) -> dict[int, Group]:
        """The groups for all counties and those of one."""
        return {pk: g for pk, g in self.groups.items() if g.county in (None, county)}

    def said_in(self, plain: str, county: int | None) -> list[Group]:
        """The groups that a normalised text sets off by their patterns."""
        sentences = [plain] if len(plain) <= SHORT else sentences_of(plain)
        return [g for g in self.for_county(county).values() if g.said_in(plain, sentences)]


def sentences_of(text: str) -> list[str]:
    """The parts of a text between its punctuation."""
    return [part for part in SENTENCE.split(text) if part]


THESAURUS = Thesaurus()
