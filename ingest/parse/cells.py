"""Cleans cells of layout: tags and blanks inside words go, every word and sign stays."""

import re

from ingest.shapes import PARAGRAPH
from lists.departments import is_body, split_names

# Tags of layout only, bare or with a style; anything else in angle brackets is text to keep.
LAYOUT_TAG = re.compile(
    r"</?(?:p|li|ol|ul|br|div|span)(?:\s+(?:style|class|align)=\"[^\"<>]*\")?\s*/?>"
    rf"|{PARAGRAPH}",
    re.IGNORECASE,
)
OTHER_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
BLANKS = re.compile(r"[ \t\r\n\u00a0\u2000-\u200b\u3000\ufeff]+")
# Where one printed paragraph ended and the next began on a line of the source.
# Always: before the number of a clause (1.2 米 and 一、二级 are none), before a label of the
# 承接 column, behind a colon, before "县公安局：".
ALWAYS = re.compile(
    r"(?<=[：:]) (?=\S)"
    r"|(?<=\S) (?=(?:工作|承接|履职)方式[：:])"
    r"|(?<=\S) (?=\d{1,2}[.．、](?!\d))"
    r"|(?<=[；;。])(?=\d{1,2}[.．、](?!\d))"
    r"|(?<=\S) (?=[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))"
    r"|(?<=[；;。]) (?=[^ ，。；;：:]{2,40}[：:])"
)
# Only where nothing is numbered: a blank behind closing punctuation, before （一） and ①.
# In a numbered clause the same blank is OCR noise and the ① a part of the clause.
UNNUMBERED = re.compile(
    r"(?<=[；;。]) (?=\S)|(?<=\S) (?=[（(][一二三四五六七八九十]{1,3}[）)]|[①-⑳])"
)
NUMBERED = re.compile(r"(?:^|[ ；;。：:])\d{1,2}[.．、](?!\d)")
# A heading and its text with nothing but a blank between: "一、违法用地整治方面 县自然资源局…".
HEADING_BLANK = re.compile(
    r"(?P<words>(?P<ordinal>[一二三四五六七八九十]{1,3}、)?[^ ，。；;：:]{2,40}) "
)
# "…招标。 县农业农村局 发挥…": a department alone between two blanks heads what follows.
BLOCK_AFTER_SENTENCE = re.compile(r"(?<=[；;。]) (?=(?P<words>[^ ，。；;：:]{3,40}) )")
PLACED = re.compile(r".{0,12}?(县|市|区|旗|州|盟|师市|兵团).")
# A blank beside a character that is not ASCII stands inside Chinese text: OCR, or line ends.
BLANK_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
NUMBERED_BLANK = re.compile(r"(?<=\d[.．、]) ")


def clean(cell: str) -> str:
    """Give a cell's paragraphs, one a line, without layout tags and stray blanks."""
    segments = LAYOUT_TAG.sub("\v", BLANKS.sub(" ", cell)).split("\v")
    paragraphs = (tidy(part) for segment in segments for part in parted(segment.strip()))
    return "\n".join(part for part in paragraphs if part)


def parted(segment: str) -> list[str]:
    """Part what stands between two tags into paragraphs, at the blanks that tell."""
    numbered = NUMBERED.search(segment)
    text = ALWAYS.sub("\v", segment)
    text = BLOCK_AFTER_SENTENCE.sub(lambda m: "\v" if is_placed_body(m["words"]) else " ", text)
    if not numbered:
        text = UNNUMBERED.sub("\v", text)
    parts = []
    for part in text.split("\v"):
        heading = HEADING_BLANK.match(part)
        if heading and (heading["ordinal"] or is_placed_body(heading["words"])):
            parts.append(heading["words"])
            part = part[heading.end() :]
        parts.append(part)
    return parts


def is_placed_body(words: str) -> bool:
    """Whether words are a department with its place: 县公安局, but not 承接部 of a broken word."""
    return bool(PLACED.match(words)) and is_body(words)


def clean_line(cell: str) -> str:
    """Clean a cell that is one phrase (name, category, departments): no line breaks."""
    return tidy(LAYOUT_TAG.sub(" ", BLANKS.sub(" ", cell)))


def clean_names(cell: str) -> str:
    """Clean a cell of departments; one a paragraph, each a body, they stay parted by line ends.

    A paragraph that is no body by itself is a line of the layout: 县农业 / 农村局.
    """
    lines = [tidy(line) for line in cell.split(PARAGRAPH)]
    names = [line for line in lines if line]
    if len(names) > 1 and all(is_body(part) for line in names for part in split_names(line)):
        return "\n".join(names)
    return clean_line(cell)


def tidy(text: str) -> str:
    """Take blanks out of Chinese text; between ASCII words one blank stays."""
    text = BLANKS.sub(" ", text).strip()
    return NUMBERED_BLANK.sub("", BLANK_IN_CHINESE.sub("", text))


def foreign_tags(cell: str) -> list[str]:
    """List tags that are no layout: kept as text, but a person should know."""
    return OTHER_TAG.findall(LAYOUT_TAG.sub("", cell))
