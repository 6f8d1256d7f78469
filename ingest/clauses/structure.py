"""The structure of a duty cell: sub-task headings, department blocks, numbers, texts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

ORDINAL = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
NUMBER = re.compile(r"(?P<number>\d{1,2})[.．、](?!\d)")
CIRCLED = re.compile(r"(?P<number>[①-⑳])")
COLON = re.compile(r"(?P<before>[^，。；;：:]{2,80})[：:](?P<after>.*)", re.DOTALL)
# "三献工作：…" on one line is a heading and its clause; "审核：…" is all text.
SUB_TASK = re.compile(r"[^，。；;：:]{2,40}(工作|方面|环节|阶段|事项)")
# Words that introduce what follows are no heading: "职责如下："
LEAD_IN = re.compile(r"如下|以下|下列|包括")
LONGEST_HEADING = 60


@dataclass(frozen=True)
class Piece:
    """A clause without owners.

    `block` holds the departments of the block it stands in, `headed` that block's heading as
    written.
    """

    heading: str | None
    block: tuple[str, ...]
    headed: str | None
    number: str | None
    text: str


def pieces(cell: str, block_of: Callable[[str], tuple[str, ...]]) -> list[Piece]:
    """Cut a cleaned cell (a paragraph a line) into pieces, in order; no word is lost.

    `block_of` says which departments a heading names, () when it is none of a department.
    """
    lines = [line for line in cell.split("\n") if line]
    cutter = Cutter(block_of, circled=not any(NUMBER.match(line) for line in lines))
    for at, line in enumerate(lines):
        cutter.take(line, lines[at + 1] if at + 1 < len(lines) else None)
    return cutter.finish()


class Cutter:
    """Reads the lines of a cell one after the other; knows the heading and block in force."""

    def __init__(self, block_of: Callable[[str], tuple[str, ...]], circled: bool):
        self.block_of, self.circled = block_of, circled
        self.heading: str | None = None
        self.block: tuple[str, ...] = ()
        self.headed: str | None = None
        self.is_fresh = False  # nothing stands yet under the last heading
        self.number: str | None = None
        self.found: list[Piece] = []

    def take(self, line: str, following: str | None) -> None:
        """Understand one line, with a look at the next."""
        if self.is_ordinal_heading(line, following):
            self.begin_task(line)
            return
        before, after = self.before_colon(line)
        if before and (names := self.block_of(before)):
            self.begin_block(names, before)
            if after:
                self.take_text(after)
        elif names := self.block_of(line):
            self.begin_block(names, line)
        elif before and not after and not LEAD_IN.search(before):
            self.begin_task(line)
        elif before and after and SUB_TASK.fullmatch(before) and not self.numbered(line):
            self.begin_task(before)
            self.take_text(after)
        else:
            self.take_text(line)

    def is_ordinal_heading(self, line: str, following: str | None) -> bool:
        """一、… is a heading when clauses follow it; alone between its kind it is a clause."""
        if not ORDINAL.match(line) or len(line) > LONGEST_HEADING:
            return False
        return following is not None and not ORDINAL.match(following)

    def before_colon(self, line: str) -> tuple[str, str]:
        """What stands before and behind the first colon of an unnumbered line."""
        match = COLON.fullmatch(line)
        if not match or self.numbered(line):
            return "", ""
        return match["before"], match["after"].strip()

    def numbered(self, line: str) -> re.Match | None:
        """The number a line begins with."""
        return NUMBER.match(line) or (CIRCLED.match(line) if self.circled else None)

    def begin_task(self, line: str) -> None:
        """A new sub-task ends the department block before it; one right below another joins it."""
        heading = re.sub(r"[：:；;。]$", "", line)
        above = [words for words in (self.heading, self.headed) if words and self.is_fresh]
        self.heading = " ".join([*above, heading])
        self.block, self.headed = (), None
        self.is_fresh = True

    def begin_block(self, names: tuple[str, ...], words: str) -> None:
        """A department heads what follows; one right below another shares it."""
        if self.headed and self.is_fresh:
            names = tuple(dict.fromkeys((*self.block, *names)))
            words = f"{self.headed} {words}"
        self.block, self.headed = names, words
        self.is_fresh = True

    def take_text(self, text: str) -> None:
        """Add a clause."""
        match = self.numbered(text)
        number, rest = (match["number"], text[match.end() :]) if match else (None, text)
        if not rest:
            if self.number:
                self.found.append(Piece(self.heading, self.block, self.headed, None, self.number))
            self.number = number  # a number alone on its line belongs to the next
            return
        piece = Piece(self.heading, self.block, self.headed, number or self.number, rest)
        self.number = None
        self.found.append(piece)
        self.is_fresh = False

    def finish(self) -> list[Piece]:
        """All pieces; a number, block or heading that nothing followed becomes one of its own."""
        if self.number:
            self.found.append(Piece(self.heading, self.block, self.headed, None, self.number))
        last = self.found[-1] if self.found else None
        if self.headed and (last is None or last.headed != self.headed):
            self.found.append(Piece(self.heading, self.block, None, None, self.headed))
        elif self.heading and (last is None or last.heading != self.heading):
            self.found.append(Piece(None, (), None, None, self.heading))
        return [replace(piece, text=piece.text.strip()) for piece in self.found]
