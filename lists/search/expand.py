"""What else a query asks for: official terms of the thesaurus that its words set off."""

from dataclasses import dataclass

from lists.search.embed import embed_terms
from lists.search.query import Query
from lists.search.thesaurus import THESAURUS, Group
from lists.search.tokens import characters, fragments, normalise, words

# How sure a relation is that a row with the official term answers what was said. `word` stands
# for a word of the query, not for its subject.
TRUST = {"same": 1.0, "everyday": 0.9, "case": 0.8, "related": 0.4, "word": 0.5}
# Up to the first share of its words in common a sentence says something else than a group, from
# the second on the same (chosen where two thirds of the groups' own examples are above).
UNLIKE, ALIKE = 0.2, 0.7
# So many groups are followed, the surest first; and of each so many terms, the most telling first.
MOST_GROUPS, MOST_TERMS, MOST_ALIKE, MOST_MEANINGS, MOST_WORDS = 8, 4, 2, 3, 6
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
    """What is looked for besides what was typed.

    `terms` name its subject, surest first, `shown` for people; `meanings` are the vectors of the
    surest groups' terms, each with its trust; `words` are official words for words of it.
    """

    terms: tuple[Term, ...] = ()
    shown: tuple[str, ...] = ()
    meanings: tuple[tuple[list[float], float], ...] = ()
    words: tuple[Term, ...] = ()

    @property
    def tokens(self) -> list[str]:
        """All tokens of all terms and words."""
        terms = (*self.terms, *self.words)
        return list(dict.fromkeys(token for term in terms for token in term.tokens))


def expansion(query: Query, county: int | None, by_meaning: bool) -> Expansion:
    """Find the groups a query sets off: by their patterns, and by likeness to their words."""
    thesaurus = THESAURUS.read()
    said = thesaurus.said_in(query.topic, county, query.sentences)
    trusted = {group: TRUST[group.relation] for group in said if not group.is_word}
    for group, share in thesaurus.alike(query.topic, county, MOST_ALIKE, query.sentences):
        sureness = min(1.0, (share - UNLIKE) / (ALIKE - UNLIKE))
        if sureness > 0:
            trusted[group] = max(trusted.get(group, 0), TRUST[group.relation] * sureness)
    surest = sorted(trusted, key=lambda group: (-trusted[group], group.id))[:MOST_GROUPS]
    words = [group for group in said if group.is_word][:MOST_WORDS]
    return Expansion(
        tuple(term for group in surest for term in terms_of(group, trusted[group], query)),
        tuple(dict.fromkeys(group.means[0] for group in surest)),
        tuple(
            (vector, trusted[group])
            for group in surest[:MOST_MEANINGS]
            for vector in embed_terms("、".join(group.means[:3]))
            if by_meaning
        ),
        tuple(term for group in words for term in terms_of(group, TRUST["word"], query)),
    )


def terms_of(group: Group, trust: float, query: Query) -> list[Term]:
    """The terms of a group; what the query says itself is looked for as it stands there."""
    return [
        Term.of(text, trust * (1 - LATER_TERM * at))
        for at, text in enumerate(group.means[:MOST_TERMS])
        if normalise(text) != query.plain
    ]
