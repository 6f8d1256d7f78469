"""Marks what was found on the original text, and picks the clause that matched best."""

import re
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lists.search.tokens import normalise

MARGIN = 40
SENTENCE_END = re.compile(r"(?<=[；;。])")


def spans(text: str, tokens: Iterable[str]) -> list[tuple[int, int]]:
    """Character spans of all tokens in a text, merged where they touch or overlap.

    Only texts whose normal form has the same length are searched in the normal form, so
    that positions always belong to the text as printed.
    """
    plain = normalise(text)
    if len(plain) != len(text):
        plain = text.lower() if len(text.lower()) == len(text) else text
    found = sorted(
        (match.start(), match.end())
        for token in tokens
        for match in re.finditer(re.escape(token), plain)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def mark(text: str, tokens: Iterable[str]) -> SafeString:
    """Give the text as HTML, everything escaped, found spans in <mark>."""
    pieces, at = [], 0
    for start, end in spans(text, tokens):
        pieces.append((text[at:start], text[start:end]))
        at = end
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, text[at:])


def best_clause(texts: Iterable[str], weights: dict[str, float]) -> str:
    """The clause that holds the most weight of distinct tokens, '' when none holds any."""
    best, most = "", 0.0
    for text in texts:
        for line in text.split("\n"):
            for clause in SENTENCE_END.split(line):
                plain = normalise(clause)
                weight = sum(w for token, w in weights.items() if token in plain)
                if weight > most:
                    best, most = clause.strip(), weight
    return best


def shortened(text: str, tokens: Iterable[str], longest: int = 140) -> str:
    """Cut a long clause to a window around its first found token, with … where text is left out."""
    if len(text) <= longest:
        return text
    found = spans(text, tokens)
    start = max(0, (found[0][0] if found else 0) - MARGIN)
    end = min(len(text), start + longest)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
