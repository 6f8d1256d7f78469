"""The text of a cell: visual lines joined, paragraphs parted."""

import re
from dataclasses import dataclass

from ingest.parse.cover import chinese_number
from ingest.read.pdf.lines import Run
from ingest.shapes import PARAGRAPH

# What begins a paragraph: 1. 2、 一、 （一） (1) ①, but not 1.2 米 nor 一、二级.
BEGINS = re.compile(
    r"\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[①-⑳]"
    r"|(?:工作|承接|履职)方式[：:]"
)
LABEL = re.compile(r"(?:工作|承接|履职)方式[：:]")
# A department that heads what follows: 县公安局：
HEADS = re.compile(r"[^，。；;：:、]{2,40}[：:]")
# What never breaks over lines: “台”；” moves down as one, no line begins with ” nor ends in “.
WORD = re.compile(
    r"[（(《“‘〈【「]*(?:[A-Za-z0-9.%/\-]+|.)(?:[，。；：、！？）)》”’〉】」,;:]+[“‘《（]?.?)*"
)
ENDS = ("。", "；", "：", ";", ":")
# Offices let these hang over the right edge of their line.
HANGING = ("，", "。", "；", "：", "、")
# What counts paragraphs, by style: 一、 （一） 1. （1）
COUNTS = re.compile(
    r"(?P<chinese>[一二三四五六七八九十]{1,3})、|(?P<digits>\d{1,2})[.．、](?!\d)"
    r"|[（(](?:(?P<inner_chinese>[一二三四五六七八九十]{1,3})|(?P<inner_digits>\d{1,2}))[）)]"
)
# A heading alone in its paragraph: 一、违法用地整治方面
HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^，。；：;:]{2,40}"
)


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
    paragraphs: list[str] = []
    for at, line in enumerate(lines):
        if not at or starts_paragraph(paragraphs, lines[at - 1], line, right):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = together(paragraphs[-1], line.text)
    return PARAGRAPH.join(paragraphs)


def starts_paragraph(paragraphs: list[str], before: TextLine, line: TextLine, right: float) -> bool:
    """Whether a line begins a paragraph: by its first signs, or since the one before has room."""
    room = (right - before.x1) / line.size
    ended = before.text.endswith(ENDS)
    if BEGINS.match(line.text):
        # A full line that breaks off in the middle goes on: “…第” “（三）项”, “按照” “1.5米”.
        loose = ended or before.text.endswith(("、", ".")) or room > 1.2
        labelled = LABEL.match(line.text) and not before.text.endswith(("及", "和", "与"))
        return bool(loose or labelled) or counts_on(paragraphs, line.text)
    if ended:
        return room > 1.2 or bool(HEADS.match(line.text))
    # Whatever comes next would have stood on the line before, had it been the same paragraph.
    word = WORD.match(line.text)
    return room > 1.5 + (width(word.group()) if word else 1)


def counts_on(paragraphs: list[str], text: str) -> bool:
    """Whether a line has the number behind that of the last paragraph of its style, or heads 1."""
    style, value = counted(text)
    if not value or paragraphs[-1].endswith("第"):
        return False
    if value == 1:
        return bool(HEADING.fullmatch(paragraphs[-1])) and counted(paragraphs[-1])[0] != style
    before = [number for kind, number in map(counted, paragraphs) if kind == style]
    return bool(before) and before[-1] == value - 1


def counted(text: str) -> tuple[str, int]:
    """The style of the number that a paragraph begins with and its value; 0 without any."""
    match = COUNTS.match(text)
    if not match:
        return "", 0
    style = str(match.lastgroup)
    value = match[style]
    return style, chinese_number(value)


def width(text: str) -> float:
    """How wide a text is, in sizes."""
    return sum(0.6 if sign.isascii() else 1.0 for sign in text)


def reach(line: TextLine) -> float:
    """How far to the right a line reaches without a sign that hangs over the edge."""
    return line.x1 - line.size if line.text.endswith(HANGING) else line.x1


def flat(lines: list[TextLine]) -> str:
    """The text of a cell that is one phrase: no paragraphs."""
    text = ""
    for line in lines:
        text = together(text, line.text)
    return text
