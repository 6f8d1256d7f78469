"""Pinyin typed without an input method, back to the words of the lists: dibao -> 低保."""

import math

from lists.models import TokenFrequency
from lists.search.pinyin import FINALS, INITIALS
from lists.search.suspects import REVIEWED
from lists.search.tokens import cutter

# Letters of the shortest word and the longest query looked at; of the longest word.
SHORTEST, LONGEST_TYPED, LONGEST_WORD = 3, 48, 36
# What one more word costs beside how common the words are (natural logarithm): words as long
# as possible.
PER_WORD = 12.0
# A pair of characters that is no word, only stands so somewhere.
NO_WORD = 6.0
# An official term of the thesaurus.
REVIEWED_TERM = 4.0


def from_pinyin(letters: str) -> str | None:
    """The words of the lists that sound like these letters, all of them; None without such."""
    joined = "".join(sign for sign in letters if sign.isalpha()).replace("ü", "v")
    if not SHORTEST <= len(joined) <= LONGEST_TYPED:
        return None
    near = misheard(joined)
    words = words_that_sound(pieces(joined) | near)
    if found := best_split(joined, words):
        return found
    fitting = [words[other] for other in near if other in words]
    return max(fitting)[1] if fitting else None


def pieces(joined: str) -> set[str]:
    """All stretches that may be a word."""
    return {
        joined[at:end]
        for at in range(len(joined))
        for end in range(at + SHORTEST, min(len(joined), at + LONGEST_WORD) + 1)
    }


def misheard(joined: str) -> set[str]:
    """The whole with one sound written as another often heard for it: zaijidi -> zhaijidi."""
    found = set()
    for pair in (*INITIALS, *FINALS):
        for one, other in (pair, pair[::-1]):
            at = joined.find(one)
            while at >= 0:
                found.add(joined[:at] + other + joined[at + len(one) :])
                at = joined.find(one, at + 1)
    return found - {joined}


def words_that_sound(pinyin: set[str]) -> dict[str, tuple[float, str]]:
    """For each pinyin the likeliest word with how likely it is; one query."""
    found: dict[str, tuple[float, str]] = {}
    reviewed = REVIEWED.read().terms
    rows = TokenFrequency.objects.filter(pinyin__in=pinyin)
    for token, sound, items in rows.values_list("token", "pinyin", "items"):
        likely = math.log(1 + items)
        if token in reviewed:
            likely += REVIEWED_TERM
        elif len(token) == 2 and not cutter().FREQ.get(token, 0):
            likely -= NO_WORD
        candidate = (likely, token)
        found[sound] = max(candidate, found.get(sound, candidate))
    return found


def best_split(joined: str, words: dict[str, tuple[float, str]]) -> str | None:
    """The likeliest row of words that takes up all letters."""
    best: list[tuple[float, str] | None] = [(0.0, "")] + [None] * len(joined)
    for end in range(SHORTEST, len(joined) + 1):
        for at in range(max(0, end - LONGEST_WORD), end - SHORTEST + 1):
            before, word = best[at], words.get(joined[at:end])
            if before and word:
                score = before[0] + word[0] - PER_WORD
                best[end] = max((score, before[1] + word[1]), best[end] or (-math.inf, ""))
    return best[-1][1] if best[-1] else None
