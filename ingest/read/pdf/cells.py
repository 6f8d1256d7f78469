"""The text of a cell: visual lines joined, paragraphs parted."""

import re
from dataclasses import dataclass

from ingest.read.pdf.lines import Run
from ingest.shapes import PARAGRAPH

# What begins a paragraph: 1. 2、 一、 （一） (1) ①, but not 1.2 米 nor 一、二级.
BEGINS = re.compile(
    r"\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[①-⑳]"
    r"|(?:工作|承接|履职)方式[：:]"
)
# A department that heads what follows: 县公安局：
HEADS = re.compile(r"[^，。；;：:、]{2,40}[：:]")
# What never breaks over lines, and signs that may not end one.
WORD = re.compile(r"[（(《“‘〈【]*[A-Za-z0-9.%/\-]*[，。；：、）》”]*")
ENDS = ("。", "；", "：", ";", ":")


@dataclass(slots=True)
class TextLine:
    """One visual line of a cell."""

    text: str
    x0: float
    x1: float
    size: float


def lines_of(runs: list[Run]) -> list[TextLine]:
    """The visual lines of a cell from its runs."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.base):
        if rows and run.base - rows[-1][0].base <= 0.35 * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    found = []
    for row in rows:
        row.sort(key=lambda run: run.x0)
        text = " ".join(run.text for run in row)
        size = max(run.size for run in row)
        found.append(TextLine(text, row[0].x0, max(run.x1 for run in row), size))
    return found


def together(before: str, after: str) -> str:
    """Join two pieces: a blank between two ASCII words, nothing between Chinese characters."""
    if before and after and is_word(before[-1]) and is_word(after[0]):
        return f"{before} {after}"
    return before + after


def is_word(sign: str) -> bool:
    """Whether a sign is an ASCII letter; digits broken over lines are one number."""
    return sign.isascii() and sign.isalpha()


def text_of(lines: list[TextLine], right: float) -> str:
    """The text of a cell whose column's texts reach to `right`, paragraphs parted."""
    text = ""
    for at, line in enumerate(lines):
        if at and starts_paragraph(lines[at - 1], line, right):
            text += PARAGRAPH + line.text
        else:
            text = together(text, line.text)
    return text


def starts_paragraph(before: TextLine, line: TextLine, right: float) -> bool:
    """Whether a line begins a paragraph: by its first signs, or since the one before has room."""
    room = (right - before.x1) / line.size
    ended = before.text.endswith(ENDS)
    if BEGINS.match(line.text):
        # A full line that breaks off in the middle goes on: “…第” “（三）项”, “按照” “1.5米”.
        return ended or before.text.endswith(("、", ".")) or room > 1.2
    if ended:
        return room > 1.2 or bool(HEADS.match(line.text))
    # Whatever comes next would have stood on the line before, had it been the same paragraph.
    word = WORD.match(line.text)
    return room > 2.5 + (len(word.group()) * 0.6 if word else 0)


def flat(lines: list[TextLine]) -> str:
    """The text of a cell that is one phrase: no paragraphs."""
    text = ""
    for line in lines:
        text = together(text, line.text)
    return text
