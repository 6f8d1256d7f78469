"""Sets the sentences of several wordings of one duty side by side, the odd ones out marked."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from lists.compare.rows import plain

# Two sentences below this share of their signs say different things.
ALIKE = 0.55
# The time grows with the square of both. Real sentences have up to 200 signs, and all wordings of
# a duty up to 2,000: of a longer sentence the beginning is compared, of more signs nothing.
LONGEST, MOST_SIGNS = 400, 12_000


@dataclass(frozen=True)
class Cell:
    """One sentence in the column of one wording; '' where the wording has none like it."""

    text: str
    odd: bool


Line = list[Cell]


def side_by_side(wordings: list[list[str]]) -> list[Line]:
    """Lines of cells, one column a wording, sentences alike in one line.

    The order is that of the first wording; what it lacks follows where it stands in another.
    Odd is a cell that reads otherwise than all others, which agree, or is missing alone. Empty
    where the wordings are too long to be set side by side.
    """
    if sum(len(sentence) for sentences in wordings for sentence in sentences) > MOST_SIGNS:
        return []
    lines: list[list[str]] = []
    for column, sentences in enumerate(wordings):
        place(lines, column, sentences)
    width = len(wordings)
    return [marked(line + [""] * (width - len(line))) for line in lines]


def place(lines: list[list[str]], column: int, sentences: list[str]) -> None:
    """Put the sentences of one more wording into the lines, or between them."""
    for line in lines:
        line += [""] * (column - len(line))
    behind = 0
    for sentence in sentences:
        at = likest(lines, column, sentence)
        if at is None:
            lines.insert(behind, [""] * column + [sentence])
            behind += 1
        else:
            lines[at].append(sentence)
            behind = at + 1


def likest(lines: list[list[str]], column: int, sentence: str) -> int | None:
    """The line still free in a column whose sentences are most like this one."""
    best, found = ALIKE, None
    for at, line in enumerate(lines):
        if len(line) > column:
            continue
        score = max((likeness(sentence, other) for other in line if other), default=0.0)
        if score > best:
            best, found = score, at
    return found


def likeness(one: str, other: str) -> float:
    """The share of signs that two sentences have in common, in order, 0..1."""
    if plain(one) == plain(other):
        return 1.0
    matcher = SequenceMatcher(None, one[:LONGEST], other[:LONGEST], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > ALIKE else 0.0


def marked(texts: list[str]) -> Line:
    """The cells of a line, the odd one out marked: of three or more columns only."""
    counts = Counter(plain(text) for text in texts)
    common = max(counts.values())
    agree = len(texts) > 2 and common == len(texts) - 1
    return [Cell(text, agree and counts[plain(text)] == 1) for text in texts]
