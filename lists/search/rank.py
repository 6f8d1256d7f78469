"""Weighs words, official terms and meaning against each other, and orders by the sum."""

from dataclasses import dataclass

import numpy as np

from lists.search.evidence import Evidence
from lists.search.expand import Expansion, Term
from lists.search.query import Query

# What a full agreement counts. Learned on the judged queries by cross-validation (`make tune`);
# the figures are flat around these, so they are round.
# Words: 1.0 is every token of the query in the name.
WORDS = 1.0
# The name says what a duty is, the whole what we do in it; neither alone is as good as both.
NAME, WHOLE = 2.0, 2.0
# An official term of the thesaurus: less than what was typed, so that it never outranks it.
SAID = 0.4
# Every word stands in the row: a reader expects these first.
EVERY_WORD = 0.1


@dataclass(frozen=True)
class Weighed:
    """Scores of the candidates with what they are made of; arrays over `ids`, best first."""

    ids: np.ndarray
    score: np.ndarray
    words: np.ndarray
    said: np.ndarray
    near: np.ndarray
    every_word: np.ndarray


def weigh(evidence: Evidence, query: Query, more: Expansion, weights: dict[str, float]) -> Weighed:
    """Order the candidates of a query; `weights` holds its tokens' weights, rarity included."""
    words = in_words(evidence, query, weights)
    said = in_terms(evidence, more.terms, weights)
    near = NAME * evidence.name + WHOLE * evidence.whole
    every = np.all(evidence.columns(query.words) > 0, axis=1)
    score = WORDS * words + SAID * said + near + EVERY_WORD * every
    order = np.lexsort((np.array(evidence.ids), -score))
    return Weighed(
        np.array(evidence.ids)[order],
        *(values[order] for values in (score, words, said, near / (NAME + WHOLE), every)),
    )


def in_words(evidence: Evidence, query: Query, weights: dict[str, float]) -> np.ndarray:
    """How much of what was typed a candidate holds, 0..1 and a little above.

    Of a long text the sentence that fits best counts: a complaint tells of weather, feelings
    and neighbours besides the one thing it is about.
    """
    best = np.zeros(len(evidence.ids))
    for part in query.parts or (frozenset(weights),):
        tokens = [token for token in part if token in evidence.tokens]
        if tokens:
            weight = np.array([weights[token] for token in tokens])
            share = evidence.columns(tokens) @ weight / weight.sum()
            best = np.maximum(best, share)
    return best


def in_terms(evidence: Evidence, terms: tuple[Term, ...], weights: dict[str, float]) -> np.ndarray:
    """How surely a candidate holds an official term the query stands for, 0..1."""
    best = np.zeros(len(evidence.ids))
    for term in terms:
        weight = np.array([weights[token] for token in term.tokens])
        ranks = evidence.columns(term.tokens)
        share = (ranks > 0) @ weight / weight.sum()
        # Half a term is hardly a term: 农业 of 农业保险 says nothing of insurance.
        fit = (np.minimum(ranks, 1.3) @ weight / weight.sum()) * share**2
        best = np.maximum(best, term.trust * fit)
    return best
