"""The whole way of a search: query -> terms -> candidates -> evidence -> rank."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from lists import access
from lists.models import Item, Township, Wording
from lists.search.candidates import Candidates, candidates, strongest
from lists.search.embed import embed_query
from lists.search.evidence import Evidence, gather
from lists.search.expand import Expansion, expansion
from lists.search.frequencies import Rarity
from lists.search.query import Query, possible_places, understand
from lists.search.rank import Weighed, weigh
from lists.search.scope import Ground, Scope
from lists.search.suggest import correction

# So many rows that share only meaning, or only characters, are shown: each says "perhaps", and
# a hundred of them would bury what was found.
MOST_NEAR = 20


@dataclass(frozen=True)
class Ways:
    """In which ways a query is understood; each can be left out, to measure what it brings."""

    thesaurus: bool = True
    slips: bool = True
    meaning: bool = True
    # A long text sentence by sentence, not as one bag of words.
    sentences: bool = True


ALL_WAYS = Ways()
AS_TYPED = Ways(thesaurus=False, slips=False)


@dataclass(frozen=True)
class Found:
    """The answer to a search: the query as understood, and the wordings found, best first.

    `place` is a township the query names besides its subject; `typed` is what the person
    typed, `meant` what that was probably meant to be, `mended` whether this answers what was
    meant.
    """

    query: Query
    ground: Ground
    chosen: Candidates = Candidates()
    more: Expansion = Expansion()
    weighed: Weighed | None = None
    weights: dict[str, float] = field(default_factory=dict)
    place: Township | None = None
    typed: str = ""
    meant: str | None = None
    mended: bool = False
    # What the order rests on, kept so that other weights can be tried on it.
    evidence: Evidence | None = None
    rarities: dict[str, float] = field(default_factory=dict)

    @cached_property
    def ids(self) -> list[int]:
        """The wordings worth showing, best first: of those near in meaning only the first few."""
        if not self.weighed:
            return []
        near = set(self.chosen.near)
        ranked = [int(pk) for pk in self.weighed.ids]
        last = [pk for pk in ranked if pk in near][MOST_NEAR:]
        return [pk for pk in ranked if pk not in set(last)]

    @property
    def by_meaning(self) -> bool:
        """Whether meaning could be compared."""
        return self.chosen.by_meaning

    @property
    def count(self) -> int:
        """How many rows have words of the query, or official terms it stands for."""
        return self.chosen.count

    @property
    def exact(self) -> int:
        """How many rows have every word."""
        return self.chosen.exact

    @property
    def others(self) -> int:
        """How many of these rows lack a word of the query."""
        return self.count - self.exact

    @property
    def subject(self) -> str:
        """What was asked without the name of the place."""
        return " ".join(self.query.plain.split())

    @property
    def near(self) -> int:
        """How many wordings are listed for their meaning, or their characters, only."""
        return min(len(self.chosen.near), MOST_NEAR)

    @property
    def marks(self) -> list[str]:
        """What to mark in a text: words, pairs and official terms; else single characters."""
        longer = [token for token in self.weights if len(token) > 1]
        terms = [term.text for term in self.more.terms]
        return [*longer, *terms] if longer and self.chosen.count else [*self.weights, *terms]

    def carried(
        self, ids: list[int], most: int, items: QuerySet[Item] | None = None
    ) -> dict[int, list[int]]:
        """The first rows of some wordings: wording -> ids of rows, at most `most` each."""
        rows = (self.ground.items if items is None else items).filter(wording=OuterRef("pk"))
        # The order of the index `item_of_wording`: no row is read that is not shown.
        places = rows.order_by("county_id", "township_id", "kind", "number")
        first = ArraySubquery(places.values("pk")[:most])
        return dict(
            Wording.objects.filter(pk__in=ids).annotate(first=first).values_list("pk", "first")
        )

    def ranked(self, most: int = 20) -> list[Item]:
        """The first rows, best first; rows of one wording by place."""
        carried = self.carried(self.ids[:most], most)
        order = [pk for wording in self.ids[:most] for pk in carried[wording]][:most]
        rows = self.ground.items.select_related("township").in_bulk(order)
        return [rows[pk] for pk in order]


def find(user, scope: Scope, typed: str, ways: Ways = ALL_WAYS) -> Found:
    """Search what a person may see in a scope.

    A slip of the keyboard is told (`meant`). Only where no row has every word as typed, and rows
    have every word as meant, is the answer that to what was meant (`mended`).
    """
    found = look_up(user, scope, typed, ways)
    meant = correction(found.query.plain) if ways.slips else None
    if not meant:
        return found
    if found.exact:
        return replace(found, meant=meant)
    mended = look_up(user, scope, meant, ways)
    if mended.exact:
        return replace(mended, typed=found.query.text, meant=meant, mended=True)
    return replace(found, meant=meant)


def look_up(user, scope: Scope, typed: str, ways: Ways) -> Found:
    """Search for a query as it stands."""
    ground = Ground.of(user, scope)
    place = named_place(user, scope, typed)
    query = understand(typed, (place.name, place.county.name) if place else ())
    if query.is_empty or scope.unknown:
        return Found(query, ground, typed=query.text)
    if not ways.sentences:
        query = replace(query, parts=(), one_part=True)
    vectors = embed_query([query.plain]) if ways.meaning else []
    county = scope.county.pk if scope.county else None
    more = expansion(query, county, bool(vectors)) if ways.thesaurus else Expansion()
    rarity = Rarity({*query.weights, *more.tokens})
    weights = {token: weight * rarity.weight(token) for token, weight in query.weights.items()}
    chosen = candidates(ground, query, more, rarity, vectors)
    found = Found(query, ground, chosen, more, None, weights, place, query.text)
    if not chosen.ids:
        return found
    rarities = {token: rarity.weight(token) for token in more.tokens} | weights
    tokens = dict.fromkeys([*strongest(weights, weights), *query.words, *more.tokens])
    asked = [*vectors, *(vector for vector, _ in more.meanings)]
    evidence = gather(chosen.ids, list(tokens), asked, in_list(ground, query.kind, chosen.ids))
    weighed = weigh(evidence, query, more, rarities)
    return replace(found, weighed=weighed, evidence=evidence, rarities=rarities)


def in_list(ground: Ground, kind: str, ids: list[int]) -> frozenset[int]:
    """Those of some wordings that a row of the named list carries; none where none is named."""
    if not kind:
        return frozenset()
    rows = ground.items.filter(kind=kind, wording__in=ids).order_by()
    return frozenset(rows.values_list("wording", flat=True).distinct())


def named_place(user, scope: Scope, typed: str) -> Township | None:
    """The township a query names while it looks in a wider scope: 新地乡 低保."""
    names = possible_places(typed) if scope.township is None else set()
    if not names:
        return None
    places = access.townships(user).filter(name__in=names).order_by("pk")
    return (places.filter(county=scope.county) if scope.county else places).first()
