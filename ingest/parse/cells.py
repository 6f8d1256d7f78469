"""Cleans cells of layout: tags and blanks inside words go, every word and sign stays."""

import re

# Tags of layout only, bare or with a style; anything else in angle brackets is text to keep.
LAYOUT_TAG = re.compile(
    r"</?(?:p|li|ol|ul|br|div|span)(?:\s+(?:style|class|align)=\"[^\"<>]*\")?\s*/?>", re.IGNORECASE
)
OTHER_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
BLANKS = re.compile(r"[ \t\r\n\u00a0\u2000-\u200b\u3000\ufeff]+")
# Where one printed paragraph ended and the next began on a line of the source: a blank behind
# closing punctuation, before a label of the 承接 column, or before the number of a clause.
# 1.2 米 and 一、二级 begin no clause.
PARAGRAPH_BLANK = re.compile(
    r"(?<=[；;。：:]) (?=\S)"
    r"|(?<=\S) (?=(?:工作|承接|履职)方式[：:])"
    r"|(?<=\S) (?=\d{1,2}[.．、](?!\d))"
    r"|(?<=\S) (?=[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))"
    r"|(?<=\S) (?=[（(][一二三四五六七八九十]{1,3}[）)]|[①-⑳])"
)
# A blank beside a character that is not ASCII stands inside Chinese text: OCR, or line ends.
BLANK_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
NUMBERED_BLANK = re.compile(r"(?<=\d[.．、]) ")


def clean(cell: str) -> str:
    """Give a cell's paragraphs, one a line, without layout tags and stray blanks."""
    text = LAYOUT_TAG.sub("\v", BLANKS.sub(" ", cell))
    text = PARAGRAPH_BLANK.sub("\v", text)
    paragraphs = (tidy(part) for part in text.split("\v"))
    return "\n".join(part for part in paragraphs if part)


def clean_line(cell: str) -> str:
    """Clean a cell that is one phrase (name, category, departments): no line breaks."""
    return tidy(LAYOUT_TAG.sub(" ", BLANKS.sub(" ", cell)))


def tidy(text: str) -> str:
    """Take blanks out of Chinese text; between ASCII words one blank stays."""
    text = BLANKS.sub(" ", text).strip()
    return NUMBERED_BLANK.sub("", BLANK_IN_CHINESE.sub("", text))


def foreign_tags(cell: str) -> list[str]:
    """List tags that are no layout: kept as text, but a person should know."""
    return OTHER_TAG.findall(LAYOUT_TAG.sub("", cell))
