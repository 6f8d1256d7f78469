"""Weighs words, official terms and meaning against each other, and orders by the sum."""

from dataclasses import dataclass

import numpy as np

from lists.search.evidence import Evidence
from lists.search.expand import Expansion, Term
from lists.search.query import Query


@dataclass(frozen=True)
class Weights:
    """What a full agreement counts, by what agrees.

    Learned on the judged queries by cross-validation (`manage.py tune`). The figures are flat
    around these, so they are round.
    """

    # Every token of the query in the name.
    words: float = 1.0
    # The name says what a duty is, the whole what we do in it; neither alone is as good as both.
    name: float = 2.0
    whole: float = 2.0
    # One clause: a long complaint tells a single situation, as a clause does. Short queries name
    # a subject, and clauses of other subjects that mention it would come before its name.
    clause: float = 1.0
    # An official term of the thesaurus: less than what was typed, so that it never outranks it.
    said: float = 0.4
    # The meaning of such a term: lists write 生活困难群体 where the thesaurus has 低保.
    meant: float = 0.2
    # Every word stands in the row: a reader expects these first.
    every_word: float = 0.1
    # The row is in the list the query names: 收回 宅基地.
    kind: float = 0.15


WEIGHTS = Weights()
# Nearness to official terms below the first says nothing, at the second everything.
UNRELATED, RELATED = 0.80, 0.92
# A word in one row of sixty or fewer says all a word can say: ln(1 + 60).
RARE = 4.1


@dataclass(frozen=True)
class Weighed:
    """Scores of the candidates with what they are made of; arrays over `ids`, best first."""

    ids: np.ndarray
    score: np.ndarray
    words: np.ndarray
    said: np.ndarray
    near: np.ndarray
    every_word: np.ndarray


def weigh(
    evidence: Evidence,
    query: Query,
    more: Expansion,
    rarities: dict[str, float],
    weights: Weights = WEIGHTS,
) -> Weighed:
    """Order the candidates of a query; `rarities` holds the weight of every token, rarity in it."""
    words = in_words(evidence, query, rarities) + in_other_words(evidence, query, more, rarities)
    said = in_terms(evidence, more.terms, rarities)
    every = np.all(evidence.columns(query.words) > 0, axis=1)
    near = weights.name * evidence.name + weights.whole * evidence.whole
    score = (
        weights.words * words
        + near
        + weights.clause * evidence.clause * query.is_long
        + weights.said * said
        + weights.meant * in_meaning(evidence, more)
        + weights.every_word * every
        + weights.kind * evidence.named
    )
    order = np.lexsort((np.array(evidence.ids), -score))
    return Weighed(
        np.array(evidence.ids)[order],
        *(
            values[order]
            for values in (score, words, said, near / (weights.name + weights.whole), every)
        ),
    )


def in_meaning(evidence: Evidence, more: Expansion) -> np.ndarray:
    """How near a candidate is to the official terms the query stands for, 0..1."""
    best = np.zeros(len(evidence.ids))
    for nearness, (_, trust) in zip(evidence.meant, more.meanings, strict=False):
        near = np.clip((nearness - UNRELATED) / (RELATED - UNRELATED), 0, 1.3)
        best = np.maximum(best, trust * near)
    return best


def in_words(evidence: Evidence, query: Query, rarities: dict[str, float]) -> np.ndarray:
    """How much of what was typed a candidate holds, 0..1 and a little above.

    Of a long text the sentence that fits best counts: a complaint tells of weather, feelings
    and neighbours besides the one thing it is about.
    """
    best = np.zeros(len(evidence.ids))
    for part in query.parts or (frozenset(rarities),):
        tokens = [token for token in part if token in evidence.tokens]
        if tokens:
            weight = np.array([rarities[token] for token in tokens])
            share = evidence.columns(tokens) @ weight / weight.sum()
            best = np.maximum(best, share)
    return best


def in_other_words(
    evidence: Evidence, query: Query, more: Expansion, rarities: dict[str, float]
) -> np.ndarray:
    """What official words for words of the query add: 儿童 where 娃娃 was typed."""
    found = np.zeros(len(evidence.ids))
    total = sum(rarities[token] for token in query.weights)
    for term in more.words:
        rarity = np.array([rarities[word] for word in term.words])
        hits = np.minimum(evidence.columns(term.words), 1.0) @ rarity
        found = np.maximum(found, term.trust * hits * held(evidence, term, rarities))
    return found / total


def in_terms(evidence: Evidence, terms: tuple[Term, ...], rarities: dict[str, float]) -> np.ndarray:
    """How surely a candidate holds an official term the query stands for, 0..1."""
    best = np.zeros(len(evidence.ids))
    for term in terms:
        rarity = np.array([rarities[token] for token in term.tokens])
        ranks = evidence.columns(term.tokens)
        # Half a term is hardly a term: 农业 of 农业保险 says nothing of insurance.
        fit = (np.minimum(ranks, 1.3) @ rarity / rarity.sum()) * held(evidence, term, rarities) ** 2
        best = np.maximum(best, term.trust * fit * telling(term, rarities))
    return best


def telling(term: Term, rarities: dict[str, float]) -> float:
    """How much a term says, 0..1, by its rarest word: 补贴 stands everywhere, 控辍保学 does not."""
    return min(1.0, max(rarities[word] for word in term.words) / RARE)


def held(evidence: Evidence, term: Term, rarities: dict[str, float]) -> np.ndarray:
    """The share of a term's words that a candidate holds, by rarity, 0..1."""
    rarity = np.array([rarities[word] for word in term.words])
    return (evidence.columns(term.words) > 0) @ rarity / rarity.sum()
