"""Cuts Chinese text into search tokens: jieba's words, pairs of characters, characters."""

import re
import unicodedata

import jieba

HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
WORDLIKE = re.compile(r"[^\W_]")
# The longest token kept: PostgreSQL takes 2 kB, no word of a list comes near.
LONGEST = 40

jieba.setLogLevel(60)  # its start-up lines on stderr are no news


def load() -> None:
    """Load jieba's dictionary now (1-2 s, 80 MB): call it before a server forks."""
    jieba.initialize()


def is_loaded() -> bool:
    """Whether the dictionary is in memory."""
    return jieba.dt.initialized


def normalise(text: str) -> str:
    """Fold width and case (NFKC, lower); the result is for matching, never for showing."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[str]:
    """Cut normalised text into words, long words also into the words inside them."""
    return [
        word
        for word in jieba.cut_for_search(text)
        if WORDLIKE.search(word) and len(word) <= LONGEST
    ]


def fragments(text: str) -> list[str]:
    """All pairs of neighbouring Han characters: they find what jieba cut otherwise."""
    return [run[at : at + 2] for run in HAN_RUN.findall(text) for at in range(len(run) - 1)]


def characters(text: str) -> list[str]:
    """All Han characters, so that a query of one character finds something."""
    return [sign for run in HAN_RUN.findall(text) for sign in run]


def index_tokens(text: str) -> list[str]:
    """All tokens a text is found by, in order, with repeats: words, pairs, characters."""
    plain = normalise(text)
    return [*words(plain), *fragments(plain), *characters(plain)]
