"""New wordings put into the duties there are, without reading the country for it.

`build` compares with all names in memory; here the index of words gives the few names that come
near, and some thousand others tell what is rare. What people decided stands above likeness here,
too; the next `build` settles whatever this sees otherwise.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Max, OuterRef, Q, Subquery

from lists.families.build import EVER_PUBLIC, Decided, lock
from lists.families.corpus import Corpus
from lists.families.likeness import THRESHOLD, Likeness
from lists.families.linking import LEAST, NAMES, SIDE_BY_SIDE
from lists.families.texts import DutyText
from lists.models import CooperationItem, Duty, DutyDecision, Item, RevokedItem, Wording
from lists.models.occurring import Occurs
from lists.search.candidates import RankOf, any_of
from lists.search.frequencies import Rarity
from lists.search.tokens import index_tokens

# So many names tell how rare a pair of signs is.
SAMPLE = 4000
# Names that share one of so many rare tokens, which so many rows hold, are looked at; of these the
# duties of so many.
RAREST, MOST_ROWS, MOST = 10, 20_000, 60


@dataclass
class Near:
    """A duty that comes near: its names, those of the most rows first."""

    duty: Duty
    names: list[DutyText]


def sort_in(wordings: Collection[int]) -> None:
    """Give those of some wordings that have no duty the one they mean, or one of their own."""
    new = Wording.objects.filter(pk__in=wordings, duty=None).defer("search").order_by("pk")
    if not new.exists():
        return
    with transaction.atomic():
        lock()
        known, decided = sample(), Decisions.read()
        for wording in new:
            join(wording, known, decided)


def sample() -> list[DutyText]:
    """Some thousand names from all over the country."""
    last = Wording.objects.aggregate(Max("pk"))["pk__max"]
    ids = range(1, last + 1, max(1, last // SAMPLE))
    return [DutyText(name) for name in names_of(ids)]


def names_of(ids: Iterable[int]) -> list[str]:
    """The names of some wordings."""
    return list(Wording.objects.filter(pk__in=list(ids)).values_list("name", flat=True))


def join(wording: Wording, known: list[DutyText], decided: "Decisions") -> None:
    """Give one wording its duty."""
    text = replace(texts_of([wording.pk])[wording.pk], editions=carrying(wording.pk))
    near = nearest(wording, text)
    texts = [one for candidate in near for one in candidate.names]
    likeness = Decided(Corpus([*known, *texts, text]), decided.by_name)
    duty = decided.duty_of(wording) or best(likeness, text, near, decided.not_with(wording))
    sureness = 1.0
    if duty is None:
        duty = Duty.internal.create(name=wording.name, sureness=sureness)
    else:
        centre = next((one.names[0] for one in near if one.duty == duty), text)
        sureness = likeness.same(centre, text)
        Duty.internal.filter(pk=duty.pk, sureness__gt=sureness).update(sureness=sureness)
    Wording.objects.filter(pk=wording.pk).update(duty=duty, sureness=sureness)


def best(
    likeness: Likeness, text: DutyText, near: list[Near], apart: Collection[int]
) -> Duty | None:
    """The duty a text means: the most alike of which every name is alike; None without."""
    ranked = sorted(
        ((max(likeness.same(text, name) for name in one.names), one) for one in near),
        key=lambda pair: (-pair[0], pair[1].duty.pk),
    )
    beside = listed_beside(text, [one.duty for _, one in ranked])
    for same, one in ranked:
        if same < THRESHOLD:
            break
        if one.duty.pk in apart:
            continue
        if any(name.core == text.core for name in one.names):
            return one.duty
        fewer = min(len(text.editions), max(one.duty.townships, 1))
        if beside[one.duty.pk] > SIDE_BY_SIDE * fewer:
            continue
        each = [likeness.same(text, name) for name in one.names]
        if min(each) >= LEAST and sum(each) / len(each) >= THRESHOLD:
            return one.duty
    return None


def nearest(wording: Wording, text: DutyText) -> list[Near]:
    """The duties whose names share rare tokens with that of a wording."""
    rare = rarest(wording.name)
    if not rare:
        return []
    alike = Wording.objects.filter(any_of(rare), duty__isnull=False).exclude(pk=wording.pk)
    ranked = alike.annotate(rank=RankOf(rare)).order_by("-rank", "pk")
    duties = list(dict.fromkeys(ranked.values_list("duty", flat=True)[:MOST]))
    listed = most_listed(duties)
    by_id = Duty.internal.in_bulk(duties)
    return [Near(by_id[pk], names) for pk, names in listed.items()]


def rarest(name: str) -> list[str]:
    """The tokens of a name that tell most, until so many rows hold one of them."""
    tokens = {token for token in index_tokens(name) if len(token) > 1}
    rarity = Rarity(tokens)
    found, rows = [], 0
    for token in sorted(tokens, key=lambda token: (-rarity.weight(token), token))[:RAREST]:
        rows += rarity.counts.get(token, 0)
        if found and rows > MOST_ROWS:
            break
        found.append(token)
    return found


def most_listed(duties: list[int]) -> dict[int, list[DutyText]]:
    """The names of some duties, one text of each, those of the most rows first."""
    public = Item.internal.filter(wording=OuterRef("pk"), edition__state__in=EVER_PUBLIC)
    listed = Q(published__gt=0) | Q(Occurs(public))
    wordings = Wording.objects.filter(listed, duty=OuterRef("pk"))
    wordings = wordings.order_by("-published", "pk")
    first = ArraySubquery(wordings.values("pk")[:NAMES])
    of_duty = dict(Duty.internal.filter(pk__in=duties).annotate(w=first).values_list("pk", "w"))
    texts = texts_of([pk for ids in of_duty.values() for pk in ids])
    found: dict[int, list[DutyText]] = {}
    for duty, ids in of_duty.items():
        once: dict[str, DutyText] = {}
        for pk in ids:
            once.setdefault(texts[pk].core, texts[pk])
        found[duty] = list(once.values())
    return {duty: names for duty, names in found.items() if names}


def texts_of(wordings: list[int]) -> dict[int, DutyText]:
    """Wordings with the township's part: that of one row, for all rows of a wording have it."""
    rows = Item.internal.filter(wording=OuterRef("pk"))
    row = rows.order_by("county_id", "township_id", "kind", "number").values("pk")[:1]
    known = Wording.objects.filter(pk__in=wordings).annotate(row=Subquery(row))
    found = list(known.values_list("pk", "name", "row"))
    ids = [row for _, _, row in found if row]
    cells: dict[int, str] = {}
    for model, column in ((CooperationItem, "township_duty"), (RevokedItem, "method")):
        cells.update(model.internal.filter(pk__in=ids).values_list("pk", column))
    return {pk: DutyText(name, cells.get(row, "")) for pk, name, row in found}


def carrying(wording: int) -> frozenset[int]:
    """The lists that are or were in force and have a row of a wording."""
    rows = Item.internal.filter(wording=wording, edition__state__in=EVER_PUBLIC).order_by()
    return frozenset(rows.values_list("edition", flat=True))


def listed_beside(text: DutyText, duties: list[Duty]) -> dict[int, int]:
    """How many of the lists that carry a text have each duty besides."""
    rows = Item.internal.filter(edition__in=text.editions, wording__duty__in=duties)
    counts: dict[int, int] = defaultdict(int)
    for duty, _ in rows.order_by().values_list("wording__duty", "edition").distinct():
        counts[duty] += 1
    return counts


class Decisions:
    """What people decided, by the names and by the digests of wordings."""

    def __init__(self, made: list[tuple[str, str, bool]], wordings: dict[str, Wording]):
        self.made, self.wordings = made, wordings
        cores = {digest: DutyText(one.name).core for digest, one in wordings.items()}
        self.by_name = {
            frozenset((cores[one], cores[other])): same
            for one, other, same in made
            if one in cores and other in cores and cores[one] != cores[other]
        }

    @classmethod
    def read(cls) -> "Decisions":
        """All decisions, the oldest first: the newest word stands."""
        made = DutyDecision.objects.order_by("decided_at").values_list("first", "second", "same")
        digests = {digest for one, other, _ in made for digest in (one, other)}
        wordings = Wording.objects.filter(digest__in=digests).defer("search").select_related("duty")
        return cls(list(made), {wording.digest: wording for wording in wordings})

    def others(self, wording: Wording, same: bool) -> list[Wording]:
        """The wordings of which it was decided that they mean the same as one, or another."""
        pairs = [(one, other) for one, other, said in self.made if said == same]
        found = [other if one == wording.digest else one for one, other in pairs
                 if wording.digest in (one, other)]  # fmt: skip
        return [self.wordings[digest] for digest in found if digest in self.wordings]

    def duty_of(self, wording: Wording) -> Duty | None:
        """The duty somebody said a wording means."""
        return next((one.duty for one in self.others(wording, True) if one.duty_id), None)

    def not_with(self, wording: Wording) -> set[int]:
        """The duties somebody said it does not mean."""
        return {one.duty_id for one in self.others(wording, False) if one.duty_id}
