"""What else a query asks for: official terms of the thesaurus that its words or meaning set off."""

from dataclasses import dataclass

from django.db.models import Max

from lists.models import ThesaurusExample
from lists.search.embed import embed_terms, embedder
from lists.search.nearness import Nearness
from lists.search.query import Query
from lists.search.thesaurus import THESAURUS, Group
from lists.search.tokens import characters, fragments, normalise, words

# How sure a relation is that a row with the official term answers what was said.
TRUST = {"same": 1.0, "everyday": 0.9, "case": 0.8, "related": 0.4}
# Sentences of the model used lie close together: below the first nearness two say different
# things, from the second on the same in other words (measured on the examples themselves).
UNLIKE, ALIKE = 0.94, 0.97
# So many groups are followed, the surest first; and of each so many terms, the most telling first.
MOST_GROUPS, MOST_TERMS, MOST_ALIKE, MOST_MEANINGS = 8, 4, 2, 3
# Each further term of a group names its subject less exactly than the one before.
LATER_TERM = 0.12


@dataclass(frozen=True)
class Term:
    """An official term looked for besides: how much it counts (0..1), and what it is found by.

    A row holds it when it holds all `words`, in whatever order: 畜禽养殖污染 is also
    畜禽养殖、噪声等污染. The pairs among `tokens` weigh rows that have it in one piece higher.
    """

    text: str
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    trust: float

    @classmethod
    def of(cls, text: str, trust: float) -> "Term":
        """Cut a term into words and pairs; a single character stands for itself."""
        plain = normalise(text)
        parts = [word for word in words(plain) if len(word) > 1] or characters(plain)
        tokens = dict.fromkeys([*parts, *fragments(plain)])
        return cls(text, tuple(dict.fromkeys(parts)), tuple(tokens), trust)


@dataclass(frozen=True)
class Expansion:
    """The terms looked for besides what was typed, surest first; `shown` names them.

    `meanings` are the vectors of the surest groups' terms, each with its trust.
    """

    terms: tuple[Term, ...] = ()
    shown: tuple[str, ...] = ()
    meanings: tuple[tuple[list[float], float], ...] = ()

    @property
    def tokens(self) -> list[str]:
        """All tokens of all terms."""
        return list(dict.fromkeys(token for term in self.terms for token in term.tokens))


def expansion(query: Query, county: int | None, vectors: list[list[float]]) -> Expansion:
    """Find the groups a query sets off: by its words, and by likeness to their examples.

    `vectors` are those of the query, its whole first; without any, words alone decide.
    """
    thesaurus = THESAURUS.read()
    trusted: dict[int, float] = {}
    for group in thesaurus.said_in(query.plain, county):
        trusted[group.id] = TRUST[group.relation]
    groups = thesaurus.for_county(county)
    for pk, nearness in alike(vectors[:1]):
        sureness = min(1.0, (nearness - UNLIKE) / (ALIKE - UNLIKE))
        if pk in groups and sureness > 0:
            trust = TRUST[groups[pk].relation] * sureness
            trusted[pk] = max(trusted.get(pk, 0), trust)
    surest = sorted(trusted, key=lambda pk: -trusted[pk])[:MOST_GROUPS]
    return Expansion(
        tuple(term for pk in surest for term in terms_of(groups[pk], trusted[pk], query)),
        tuple(dict.fromkeys(groups[pk].means[0] for pk in surest)),
        tuple(
            (vector, trusted[pk])
            for pk in surest[:MOST_MEANINGS]
            for vector in embed_terms("、".join(groups[pk].means[:3]))
            if vectors
        ),
    )


def terms_of(group: Group, trust: float, query: Query) -> list[Term]:
    """The terms of a group; what the query says itself is looked for as it stands there."""
    return [
        Term.of(text, trust * (1 - LATER_TERM * at))
        for at, text in enumerate(group.means[:MOST_TERMS])
        if normalise(text) != query.plain
    ]


def alike(vectors: list[list[float]]) -> list[tuple[int, float]]:
    """The groups whose examples come nearest to a query, with their nearness (0..1)."""
    if not vectors:
        return []
    near = (
        ThesaurusExample.objects.filter(meaning__model=embedder().model)
        .values("group")
        .annotate(nearness=Max(Nearness("meaning__vector", vectors[0])))
        .order_by("-nearness")
    )
    return list(near.values_list("group", "nearness")[:MOST_ALIKE])
