"""Gives every wording its duty: families linked by likeness, people's decisions above it.

A duty keeps its number as long as most of its wordings stay together: its address is for ever.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from lists.families.corpus import Corpus
from lists.families.counts import count
from lists.families.likeness import Likeness
from lists.families.linking import Family, Linking
from lists.families.texts import DutyText
from lists.models import CooperationItem, Duty, DutyDecision, Item, RevokedItem, Wording

# With more new wordings than this share all families are linked anew, else only those added.
ANEW = 0.2


class Decided(Likeness):
    """Likeness, but where people decided about two names their word stands."""

    def __init__(self, corpus: Corpus, decisions: dict[frozenset[str], bool]):
        super().__init__(corpus)
        self.decisions = decisions

    def same(self, one: DutyText, other: DutyText) -> float:
        """1 or 0 where it was decided, else the probability."""
        decided = self.decisions.get(frozenset((one.core, other.core)))
        return super().same(one, other) if decided is None else float(decided)


def build(anew: bool = False) -> None:
    """Bring duties in step with the wordings and the decisions, then count their townships."""
    with transaction.atomic():
        lock()
        texts = texts_of_wordings()
        known = dict(
            Wording.objects.filter(pk__in=texts, duty__isnull=False).values_list("pk", "duty")
        )
        decided = decisions_of(texts)
        missing = [pk for pk in texts if pk not in known]
        if anew or len(missing) > ANEW * len(texts):
            families = linked(texts, decided)
        else:
            families = grown(texts, decided, known, missing)
        save(families, texts, known, decided)
    count()


def lock() -> None:
    """Wait for another build: two at once would make duties twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('duties'))")


def texts_of_wordings() -> dict[int, DutyText]:
    """All wordings that a row carries, with the township's part and who carries them."""
    townships: dict[int, set[int]] = defaultdict(set)
    pairs = Item.internal.filter(wording__isnull=False).order_by()
    for wording, township in pairs.values_list("wording", "township").distinct():
        townships[wording].add(township)
    cells: dict[int, str] = {}
    for model, field in ((CooperationItem, "township_duty"), (RevokedItem, "method")):
        rows = model.internal.filter(wording__isnull=False).order_by("wording", "pk")
        cells.update(rows.distinct("wording").values_list("wording", field))
    names = Wording.objects.filter(pk__in=townships).values_list("pk", "name")
    return {
        pk: DutyText(name, cells.get(pk, ""), townships=frozenset(townships[pk]))
        for pk, name in names
    }


class Decisions:
    """What people decided, by wording and by name."""

    def __init__(self, pairs: list[tuple[int, int, bool]], texts: dict[int, DutyText]):
        self.pairs = pairs
        self.by_name = {
            frozenset((texts[one].core, texts[other].core)): same
            for one, other, same in pairs
            if texts[one].core != texts[other].core
        }


def decisions_of(texts: dict[int, DutyText]) -> Decisions:
    """The decisions about wordings that are there, oldest first: the newest word stands."""
    made = list(DutyDecision.objects.order_by("decided_at"))
    digests = {decision.first for decision in made} | {decision.second for decision in made}
    ids = dict(Wording.objects.filter(digest__in=digests).values_list("digest", "pk"))
    found = [(ids.get(d.first), ids.get(d.second), d.same) for d in made]
    return Decisions([pair for pair in found if pair[0] in texts and pair[1] in texts], texts)


def linked(texts: dict[int, DutyText], decided: Decisions) -> list[list[int]]:
    """All families from nothing, as lists of wordings."""
    linking = Linking(Decided(Corpus(texts.values()), decided.by_name))
    linking.link(texts)
    return members(linking, texts, decided)


def grown(
    texts: dict[int, DutyText], decided: Decisions, known: dict[int, int], missing: list[int]
) -> list[list[int]]:
    """The families there are, with the missing wordings put in one after the other."""
    linking = Linking(Decided(Corpus(texts.values()), decided.by_name))
    by_duty: dict[int, Family] = {}
    for pk, duty in known.items():
        core = linking.start(pk, texts[pk])
        family, of_name = by_duty.setdefault(duty, linking.family_of[core]), None
        of_name = linking.family_of[core]
        if of_name is not family:
            family.take(of_name)
            linking.family_of |= {text.core: family for text in of_name.names}
    for pk in missing:
        linking.add(pk, texts[pk])
    return members(linking, texts, decided)


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
            # All of that name go: the same words cannot mean two duties.
            apart = {pk for pk in family_of[one] if texts[pk].core == texts[other].core} - {one}
            apart = apart or {other}
            rest = family_of[one] - apart
            family_of |= dict.fromkeys(rest, rest) | dict.fromkeys(apart, apart)
    return [sorted(found) for found in {id(f): f for f in family_of.values()}.values()]


def save(
    families: Iterable[list[int]],
    texts: dict[int, DutyText],
    known: dict[int, int],
    decided: Decisions,
) -> None:
    """Save families as duties: each takes the number that most of its wordings had."""
    likeness = Decided(Corpus(texts.values()), decided.by_name)
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
        sure = {pk: likeness.same(texts[centre], texts[pk]) for pk in found}
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
