"""Gives every wording its duty: families linked by likeness, people's decisions above it.

A duty keeps its number as long as most of its wordings stay together: its address is for ever.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import connection, transaction

from lists.families.corpus import Corpus
from lists.families.counts import count
from lists.families.likeness import Likeness
from lists.families.linking import Family, Linking
from lists.families.texts import DutyText
from lists.models import (
    CooperationItem,
    Duty,
    DutyDecision,
    Edition,
    Item,
    RevokedItem,
    Wording,
)

# With more new wordings than this share all families are linked anew, else only those added.
ANEW = 0.2
# What everyone can read, or could before it was replaced.
EVER_PUBLIC = (Edition.State.PUBLISHED, Edition.State.SUPERSEDED)


class Decided(Likeness):
    """Likeness, but where people decided about two names their word stands."""

    def __init__(self, corpus: Corpus, decisions: dict[frozenset[str], bool]):
        super().__init__(corpus)
        self.decisions = decisions

    def same(self, one: DutyText, other: DutyText) -> float:
        """1 or 0 where it was decided, else the probability."""
        decided = self.decisions.get(frozenset((one.core, other.core)))
        return super().same(one, other) if decided is None else float(decided)


@dataclass(frozen=True)
class Texts:
    """All wordings that a row carries: those of lists that are or were in force, and the rest.

    What is public is sorted by what is public alone; what stands in drafts only joins behind.
    `seen_in_drafts` are further editions of the public ones.
    """

    public: dict[int, DutyText]
    drafts: dict[int, DutyText]
    seen_in_drafts: dict[int, set[int]]

    @cached_property
    def all(self) -> dict[int, DutyText]:
        """All of them."""
        return self.public | self.drafts

    @classmethod
    def read(cls) -> "Texts":
        """Read the wordings with the township's part and the lists that carry them."""
        carried: dict[bool, dict[int, set[int]]] = {True: defaultdict(set), False: defaultdict(set)}
        rows = Item.internal.filter(wording__isnull=False).order_by()
        for wording, edition, state in rows.values_list("wording", "edition", "edition__state"):
            carried[state in EVER_PUBLIC][wording].add(edition)
        public, hidden = carried[True], carried[False]
        cells: dict[int, str] = {}
        for model, column in ((CooperationItem, "township_duty"), (RevokedItem, "method")):
            of_kind = model.internal.filter(wording__isnull=False).order_by("wording", "pk")
            cells.update(of_kind.distinct("wording").values_list("wording", column))
        texts: dict[bool, dict[int, DutyText]] = {True: {}, False: {}}
        known = Wording.objects.filter(pk__in=[*public, *hidden]).order_by("pk")
        for pk, name in known.values_list("pk", "name"):
            editions = frozenset(public[pk] if pk in public else hidden[pk])
            texts[pk in public][pk] = DutyText(name, cells.get(pk, ""), editions=editions)
        return cls(texts[True], texts[False], {pk: hidden[pk] for pk in public if pk in hidden})


def build(anew: bool = False) -> None:
    """Bring duties in step with the wordings and the decisions, then count their townships."""
    with transaction.atomic():
        lock()
        texts = Texts.read()
        sorted_in = Wording.objects.filter(pk__in=texts.all, duty__isnull=False)
        known = dict(sorted_in.order_by("pk").values_list("pk", "duty"))
        decided = decisions_of(texts.all)
        likeness = Decided(Corpus(texts.public.values() or texts.all.values()), decided.by_name)
        missing = texts.public.keys() - known.keys()
        if anew or len(missing) > ANEW * len(texts.public):
            linking = Linking(likeness)
            linking.link(texts.public)
        else:
            linking = grown(likeness, texts.public, known)
        behind(linking, texts, {} if anew else known)
        save(members(linking, texts.all, decided), texts.all, known, decided, likeness)
    count()


def lock() -> None:
    """Wait for another build: two at once would make duties twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('duties'))")


class Decisions:
    """What people decided, by wording and by name."""

    def __init__(self, pairs: list[tuple[int, int, bool]], texts: dict[int, DutyText]):
        self.pairs = pairs
        self.by_name = {
            frozenset((texts[one].core, texts[other].core)): same
            for one, other, same in pairs
            if texts[one].core != texts[other].core
        }

    def sureness(
        self, likeness: Likeness, texts: dict[int, DutyText], family: list[int]
    ) -> dict[int, float]:
        """How sure each wording of a family, the centre first, belongs to it.

        What people joined is sure: its own wordings are measured by the one they decided on.
        """
        within = set(family)
        joined = [pair for *pair, same in self.pairs if same and within.issuperset(pair)]
        anchors = dict.fromkeys([family[0], *(pk for pair in joined for pk in pair)])
        return {
            pk: 1.0
            if any(pk in pair for pair in joined)
            else max(likeness.same(texts[anchor], texts[pk]) for anchor in anchors)
            for pk in family
        }


def decisions_of(texts: dict[int, DutyText]) -> Decisions:
    """The decisions about wordings that are there, oldest first: the newest word stands."""
    made = list(DutyDecision.objects.order_by("decided_at"))
    digests = {decision.first for decision in made} | {decision.second for decision in made}
    ids = dict(Wording.objects.filter(digest__in=digests).values_list("digest", "pk"))
    found = [(ids.get(d.first), ids.get(d.second), d.same) for d in made]
    return Decisions([pair for pair in found if pair[0] in texts and pair[1] in texts], texts)


def grown(likeness: Likeness, texts: dict[int, DutyText], known: dict[int, int]) -> Linking:
    """The families there are, with the wordings that have no duty put in one after the other."""
    linking = Linking(likeness)
    put_in(linking, texts, known, {})
    return linking


def behind(linking: Linking, texts: Texts, known: dict[int, int]) -> None:
    """Put what stands in drafts alone into the families of what is public."""
    for pk, editions in texts.seen_in_drafts.items():
        linking.family_of[texts.public[pk].core].editions.update(editions)
    by_duty = {
        duty: linking.family_of[texts.public[pk].core]
        for pk, duty in known.items()
        if pk in texts.public
    }
    put_in(linking, texts.drafts, known, by_duty)


def put_in(
    linking: Linking,
    texts: dict[int, DutyText],
    known: dict[int, int],
    by_duty: dict[int, Family],
) -> None:
    """Put wordings with those of their duty, then those that have none where they belong."""
    duties: dict[int, list[int]] = defaultdict(list)  # of a family
    for duty, family in by_duty.items():
        duties[id(family)].append(duty)
    for pk, duty in known.items():
        if pk not in texts:
            continue
        of_name = linking.family_of[linking.start(pk, texts[pk])]
        if duty not in by_duty:
            by_duty[duty] = of_name
            duties[id(of_name)].append(duty)
        family = by_duty[duty]
        if of_name is not family:
            family.take(of_name)
            linking.family_of |= {text.core: family for text in of_name.names}
            # A name that two duties have joins them here; else each would take the other again
            # and again, twice as long every time. What people decided parts them afterwards.
            moved = duties.pop(id(of_name), [])
            by_duty |= dict.fromkeys(moved, family)
            duties[id(family)] += moved
    for pk in sorted(texts.keys() - known.keys()):
        linking.add(pk, texts[pk])


def members(linking: Linking, texts: dict[int, DutyText], decided: Decisions) -> list[list[int]]:
    """The families as lists of wordings, after what people decided about single wordings."""
    family_of: dict[int, set[int]] = {}
    for family in {id(f): f for f in linking.family_of.values()}.values():
        together = set(family.members)
        family_of |= dict.fromkeys(together, together)
    for one, other, same in decided.pairs:
        if same and family_of[one] is not family_of[other]:
            joined = family_of[one] | family_of[other]
            family_of |= dict.fromkeys(joined, joined)
        elif not same and family_of[one] is family_of[other]:
            # All of that name go, but of the name that stays only the very wording.
            core = texts[other].core
            named = {pk for pk in family_of[one] if texts[pk].core == core}
            apart = {other} if texts[one].core == core else named
            rest = family_of[one] - apart
            family_of |= dict.fromkeys(rest, rest) | dict.fromkeys(apart, apart)
    return [sorted(found) for found in {id(f): f for f in family_of.values()}.values()]


def save(
    families: Iterable[list[int]],
    texts: dict[int, DutyText],
    known: dict[int, int],
    decided: Decisions,
    likeness: Likeness,
) -> None:
    """Save families as duties: each takes the number that most of its wordings had."""
    published = dict(Wording.objects.filter(pk__in=texts).values_list("pk", "published"))
    had = [(Counter(known[pk] for pk in found if pk in known), found) for found in families]
    # What a person said stays keeps its number, else the largest part of what a duty was; the
    # rest gets numbers of its own.
    stay = {one for one, _, same in decided.pairs if not same}
    had.sort(key=lambda pair: (stay.isdisjoint(pair[1]), -max(pair[0].values(), default=0)))
    taken: set[int] = set()
    changed: list[Wording] = []
    for numbers, found in had:
        number = next((duty for duty, _ in numbers.most_common() if duty not in taken), None)
        # What everyone is told of a duty in force rests on rows in force: drafts join it unseen.
        told = [pk for pk in found if published[pk]] or found
        centre = max(told, key=lambda pk: (published[pk], -pk))
        sure = decided.sureness(likeness, texts, [centre, *found])
        duty = save_duty(number, texts[centre].name, min(sure[pk] for pk in told))
        taken.add(duty.pk)
        changed += [
            Wording(pk=pk, duty=duty, sureness=sure[pk]) for pk in found if known.get(pk) != duty.pk
        ]
        gone = set(numbers) - taken
        Duty.internal.filter(pk__in=gone).update(merged_into=duty)
    Wording.objects.bulk_update(changed, ["duty", "sureness"], batch_size=500)
    # A number that was merged away but has wordings again is a duty of its own.
    Duty.internal.filter(pk__in=taken).exclude(merged_into=None).update(merged_into=None)


def save_duty(number: int | None, name: str, sureness: float) -> Duty:
    """Find a duty by its number and bring it up to date, or make one."""
    if number is None:
        return Duty.internal.create(name=name, sureness=sureness)
    duty = Duty.internal.get(pk=number)
    if (duty.name, duty.sureness) != (name, sureness):
        duty.name, duty.sureness = name, sureness
        duty.save(update_fields=["name", "sureness"])
    return duty
