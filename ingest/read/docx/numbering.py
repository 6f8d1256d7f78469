"""Automatic numbers of paragraphs (w:numPr), counted as Word counts them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.read.docx.names import W, is_on, number, value

LEVELS = 9
DIGITS = "零一二三四五六七八九"
CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
           "taiwaneseCountingThousand", "chineseLegalSimplified")  # fmt: skip
STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Level:
    """How one level counts: its first number, its form, the words around the number."""

    start: int
    form: str
    words: str
    restarts: bool
    style: str | None


@dataclass
class Style:
    """What a paragraph or character style says of numbering and of hidden text."""

    numbering: str | None
    level: int
    hidden: bool
    based_on: str | None


@dataclass
class Numbering:
    """Counts the numbered paragraphs of a document; ask `label` once for each, in order."""

    styles: dict[str, Style] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by abstract definition
    links: dict[str, str] = field(default_factory=dict)  # abstract definition -> style
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: etree._Element | None) -> str:
        """The number Word prints before a paragraph with these properties, '' without one."""
        style = value(properties, "pStyle")
        numbering, depth = self.of_style(style)
        own = None if properties is None else properties.find(W + "numPr")
        if own is not None:
            numbering = value(own, "numId") or numbering
            depth = number(value(own, "ilvl"), depth)
        if not numbering or numbering == "0" or numbering not in self.lists:
            return ""
        return self.next(numbering, min(max(depth, 0), LEVELS - 1))

    def of_style(self, name: str | None) -> tuple[str | None, int]:
        """The numbering a style gives its paragraphs, its own or that of the style below."""
        for _ in range(20):  # styles based on each other in a circle end here
            style = self.styles.get(name or "")
            if style is None:
                break
            if style.numbering:
                levels = self.levels_of(style.numbering)
                linked = (depth for depth, level in levels.items() if level.style == name)
                return style.numbering, next(linked, style.level)
            name = style.based_on
        return None, 0

    def is_hidden(self, name: str | None) -> bool:
        """Whether a style hides its text."""
        style = self.styles.get(name or "")
        return style is not None and style.hidden

    def abstract(self, numbering: str) -> str:
        """The definition a list counts by; lists of one definition count on together."""
        abstract = self.lists.get(numbering, ("", {}))[0]
        style = self.styles.get(self.links.get(abstract, ""))
        if style and style.numbering in self.lists:
            return self.lists[style.numbering][0]
        return abstract

    def levels_of(self, numbering: str) -> dict[int, Level]:
        """The levels of a list."""
        return self.levels.get(self.abstract(numbering), {})

    def next(self, numbering: str, depth: int) -> str:
        """Count one on and give the words of the number."""
        levels, abstract = self.levels_of(numbering), self.abstract(numbering)
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(abstract, [None] * LEVELS)
        starts = self.lists[numbering][1]
        if depth in starts and (numbering, depth) not in self.begun:
            counts[depth] = starts[depth]
        else:
            present = counts[depth]
            counts[depth] = level.start if present is None else present + 1
        self.begun.add((numbering, depth))
        for deeper in range(depth + 1, LEVELS):
            if deeper not in levels or levels[deeper].restarts:
                counts[deeper] = None
        if level.form in ("bullet", "none"):
            return ""

        def counted(match: re.Match) -> str:
            at = int(match[1]) - 1
            upper = levels.get(at, level)
            count = counts[at]
            return formed(upper.start if count is None else count, upper.form)

        return re.sub(r"%([1-9])", counted, level.words)


def formed(count: int, form: str) -> str:
    """A number in one of Word's forms; those not known here as digits."""
    if form in CHINESE and 0 < count < 100:
        tens, ones = divmod(count, 10)
        return (
            (DIGITS[tens] if tens > 1 else "")
            + ("十" if tens else "")
            + (DIGITS[ones] if ones else "")
        )
    if form.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(ord("①") + count - 1)
    if form.startswith("decimalFullWidth"):
        return "".join(chr(ord("０") + int(digit)) for digit in str(count))
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 40:
        words = ""
        for worth, sign in ROMAN:
            while count >= worth:
                words, count = words + sign, count - worth
        return words if form == "lowerRoman" else words.upper()
    if form == "ideographTraditional" and 0 < count <= 10:
        return STEMS[count - 1]
    return f"{count:02}" if form == "decimalZero" else str(count)


def read_numbering(styles: etree._Element | None, definitions: etree._Element | None) -> Numbering:
    """Understand styles.xml and numbering.xml; either may be missing."""
    found = Numbering()
    for style in [] if styles is None else styles.iter(W + "style"):
        properties = style.find(W + "pPr")
        found.styles[style.get(W + "styleId", "")] = Style(
            value(properties, "numPr", "numId"),
            number(value(properties, "numPr", "ilvl"), 0),
            is_on(style, "rPr", "vanish"),
            value(style, "basedOn"),
        )
    if definitions is None:
        return found
    for abstract in definitions.iter(W + "abstractNum"):
        name = abstract.get(W + "abstractNumId", "")
        found.levels[name] = {
            number(each.get(W + "ilvl"), 0): read_level(each)
            for each in abstract.findall(W + "lvl")
        }
        if link := value(abstract, "numStyleLink"):
            found.links[name] = link
    for each in definitions.iter(W + "num"):
        starts = {
            number(override.get(W + "ilvl"), 0): number(value(override, "startOverride"), 1)
            for override in each.findall(W + "lvlOverride")
            if value(override, "startOverride") is not None
        }
        abstract = value(each, "abstractNumId") or ""
        found.lists[each.get(W + "numId", "")] = (abstract, starts)
    return found


def read_level(level: etree._Element) -> Level:
    """Understand one level of a definition."""
    form = value(level, "numFmt")
    words = value(level, "lvlText")
    return Level(
        start=number(value(level, "start"), 0 if value(level, "start") is None else 1),
        form=form if form else "decimal",
        words=f"%{number(level.get(W + 'ilvl'), 0) + 1}" if words is None else words,
        restarts=value(level, "lvlRestart") != "0",
        style=value(level, "pStyle"),
    )
