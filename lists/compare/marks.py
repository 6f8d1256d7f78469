"""Which words of a text changed: pieces that stayed, went and came, cut at jieba's words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import commonprefix

from lists.compare.rows import plain
from lists.search.tokens import cutter

PART = re.compile(r"[^，。；：、;:\n]*[，。；：、;:\n]?\s*")
# So many signs in a row that are the same are the same words, however they were cut.
A_STRETCH = 2
# Between two changes so few signs are no text worth standing alone.
SLIGHT = 1
# Of a long text only so much is shown on either side of a change.
AROUND = 40
# The time to align two texts grows with the pairs of parts that are the same. Of real cells there
# are 86; where a text of thousands of signs repeats itself, what differs is marked as a whole.
MOST_PAIRS = 10_000


@dataclass(frozen=True)
class Piece:
    """A piece of a text: `op` is same, del or ins; `gap` stands for text left out."""

    op: str
    text: str
    gap: bool = False


def marks(old: str, new: str) -> list[Piece]:
    """The pieces of two texts in order; without `ins` they make the old one, without `del` the new.

    Blanks and width make no difference: such pieces are shown as the new text has them.
    """
    parts_old, parts_new = PART.findall(old), PART.findall(new)
    found: list[Piece] = []
    for op, before, after in aligned(parts_old, parts_new):
        before, after = "".join(before), "".join(after)
        if op == "same":
            found.append(Piece("same", after))
        else:
            found += words_marked(before, after)
    return tidy(found)


def words_marked(old: str, new: str) -> Iterator[Piece]:
    """The pieces of two short texts, cut at words."""
    if plain(old) == plain(new):
        yield Piece("same", new)
        return
    cut = cutter().lcut
    for op, before, after in aligned(cut(old), cut(new)):
        if op == "same":
            yield Piece("same", "".join(after))
        else:
            yield from replaced("".join(before), "".join(after))


def replaced(old: str, new: str) -> Iterator[Piece]:
    """The pieces of two texts in place of each other, without what both begin and end with.

    jieba cuts 食品安全 off 排查 but not off 检查: a stretch of two signs and more is no accident.
    """
    head = len(commonprefix((old, new)))
    head = head if head >= A_STRETCH else 0
    tail = len(commonprefix((old[head:][::-1], new[head:][::-1])))
    tail = tail if tail >= A_STRETCH else 0
    yield Piece("same", new[:head])
    yield Piece("del", old[head : len(old) - tail])
    yield Piece("ins", new[head : len(new) - tail])
    yield Piece("same", new[len(new) - tail :])


def aligned(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Stretches of two sequences in order: the same, or replaced by each other."""
    keys = [plain(part) for part in old], [plain(part) for part in new]
    before, after = map(Counter, keys)
    if sum(count * after[part] for part, count in before.items()) > MOST_PAIRS:
        yield "replaced", old, new
        return
    codes = SequenceMatcher(None, *keys, autojunk=False).get_opcodes()
    for op, old_from, old_to, new_from, new_to in codes:
        same = "same" if op == "equal" else "replaced"
        yield same, old[old_from:old_to], new[new_from:new_to]


def tidy(pieces: list[Piece]) -> list[Piece]:
    """Join neighbours of one sort; a sign alone between two changes counts as changed."""
    joined: list[list[str]] = []  # [same, del, ins]
    for piece in pieces:
        if not piece.text:
            continue
        slot = ("same", "del", "ins").index(piece.op)
        if not joined or (slot == 0) != bool(joined[-1][0]):
            joined.append(["", "", ""])
        joined[-1][slot] += piece.text
    for at in range(len(joined) - 2, 0, -1):
        if joined[at][0] and len(joined[at][0].strip()) <= SLIGHT:
            before, (same, _, _), after = joined[at - 1 : at + 2]
            whole = [before[slot] + same + after[slot] for slot in (1, 2)]
            joined[at - 1 : at + 2] = [["", *whole]]
    return [
        Piece(op, text)
        for stretch in joined
        for op, text in zip(("same", "del", "ins"), stretch, strict=True)
        if text
    ]


def shortened(pieces: list[Piece], around: int = AROUND) -> list[Piece]:
    """Leave out what stayed, but for some signs around every change; gaps mark what is left out."""
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        ahead, behind = (around if at else 0), (around if at < len(pieces) - 1 else 0)
        if piece.op != "same" or len(piece.text) <= ahead + behind + around:
            found.append(piece)
            continue
        found += [Piece("same", piece.text[:ahead])] if ahead else []
        found.append(Piece("same", "", gap=True))
        found += [Piece("same", piece.text[-behind:])] if behind else []
    return found
