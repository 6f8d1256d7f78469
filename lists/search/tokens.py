"""Cuts Chinese text into search tokens: jieba's words, pairs of characters, characters."""

import os
import re
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import jieba

HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
WORDLIKE = re.compile(r"[^\W_]")
# The longest token kept: PostgreSQL takes 2 kB, no word of a list comes near.
LONGEST = 40


def private_folder() -> Path:
    """A folder of this user's alone for jieba's cache.

    jieba would share one cache file in the common temporary folder and unmarshal whatever
    another user left there.
    """
    folder = Path(tempfile.gettempdir()) / f"duty-lists-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        return Path(tempfile.mkdtemp(prefix="duty-lists-"))
    return folder


@cache
def cutter() -> jieba.Tokenizer:
    """Jieba with its dictionary loaded, once a process (1-2 s, 80 MB)."""
    jieba.setLogLevel(60)  # its start-up lines on stderr are no news
    jieba.dt.tmp_dir = str(private_folder())
    jieba.dt.initialize()
    return jieba.dt


def load() -> None:
    """Load jieba now: call it before a server forks, so that no request waits for it."""
    cutter()


def normalise(text: str) -> str:
    """Fold width and case (NFKC, lower); the result is for matching, never for showing."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[str]:
    """Cut normalised text into words, long words also into the words inside them."""
    return [
        word
        for word in cutter().cut_for_search(text)
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
