"""The printed text of a paragraph: insertions kept, deletions and hidden text left out."""

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from ingest.read.docx.names import OFF, W, is_on, local, value
from ingest.read.docx.numbering import Numbering

# What is met and not printed as text, by the name of the element.
SILENT = {
    "instrText": "",
    "delInstrText": "",
    "delText": "",
    "pPr": "",
    "rPr": "",
    "sdtPr": "",
    "sdtEndPr": "",
    "rt": "",
    "del": "deleted",
    "moveFrom": "deleted",
    "footnoteReference": "notes",
    "endnoteReference": "notes",
    "commentReference": "comments",
    "blip": "pictures",
    "imagedata": "pictures",
    "OLEObject": "objects",
}
SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
}
# The private signs of symbol fonts mean something else in every font.
PRIVATE = range(0xE000, 0xF900)


@dataclass
class Told:
    """What a document holds besides printed text, counted while it is read."""

    counts: Counter = field(default_factory=Counter)
    shaped: list[str] = field(default_factory=list)  # words drawn as a shape: watermarks


@dataclass
class Paragraph:
    """The lines of a paragraph, the text boxes anchored in it, whether the next one joins it."""

    lines: list[str]
    boxes: list[etree._Element]
    runs_on: bool


@dataclass
class Reader:
    """Reads paragraphs one after the other, in the order of the document."""

    numbering: Numbering
    told: Told
    carried: str = ""  # text of a paragraph whose mark was deleted: it goes on in the next

    def read(self, element: etree._Element) -> Paragraph:
        """The text of a w:p with its automatic number."""
        properties = element.find(W + "pPr")
        parts: list[str] = []
        boxes: list[etree._Element] = []
        hidden = self.numbering.is_hidden(value(properties, "pStyle"))
        self.walk(element, parts, boxes, hidden)
        text, self.carried = self.carried + "".join(parts), ""
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and (
            mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None
        ):
            self.told.counts["deleted"] += 1
            self.carried = text
            return Paragraph([], boxes, True)
        label = "" if hidden and not text else self.numbering.label(properties)
        if label and text.strip():
            bare = label[-1].isascii() and label[-1].isalnum()
            text = f"{label} {text}" if bare else label + text
        return Paragraph((text or label).split("\n"), boxes, False)

    def walk(
        self, element: etree._Element, parts: list[str], boxes: list[etree._Element], hidden: bool
    ) -> None:
        """Collect the text of an element's children."""
        for child in element:
            name = local(child)
            if name == "t":
                self.take_text(child, parts, hidden)
            elif name in SIGNS:
                if not hidden:
                    parts.append(SIGNS[name])
            elif name in SILENT:
                self.pass_by(child, SILENT[name])
            elif name == "r":
                self.walk(child, parts, boxes, hidden or self.is_hidden(child))
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "AlternateContent":
                self.walk(chosen(child), parts, boxes, hidden)
            elif name == "sym":
                parts.append(self.symbol(child))
            else:
                if name in ("ins", "moveTo"):
                    self.told.counts["inserted"] += 1
                elif name == "textpath":
                    self.told.shaped.append(child.get("string", ""))
                self.walk(child, parts, boxes, hidden)

    def take_text(self, element: etree._Element, parts: list[str], hidden: bool) -> None:
        """Take the text of a w:t, or count it when it is hidden."""
        text = element.text or ""
        if hidden:
            self.told.counts["hidden"] += len(text.strip())
        else:
            # White space in XML is no line break; those have elements of their own.
            parts.append(text.replace("\r", " ").replace("\n", " "))

    def pass_by(self, element: etree._Element, count: str) -> None:
        """Count what is not read; a deletion counts when it held text."""
        if count == "deleted" and not any(local(each) == "delText" for each in element.iter()):
            count = "deleted" if any(local(each) == "t" for each in element.iter()) else ""
        if count:
            self.told.counts[count] += 1

    def is_hidden(self, run: etree._Element) -> bool:
        """Whether a run is hidden (w:vanish) by itself or by its style; counts struck-out text."""
        properties = run.find(W + "rPr")
        if properties is None:
            return False
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            self.told.counts["struck"] += sum(len(t.text or "") for t in run.iter(W + "t"))
        vanish = value(properties, "vanish")
        if vanish is not None:
            return vanish not in OFF
        return self.numbering.is_hidden(value(properties, "rStyle"))

    def symbol(self, element: etree._Element) -> str:
        """The sign of a w:sym; one of a symbol font is counted, nobody knows what it shows."""
        try:
            code = int(element.get(W + "char", ""), 16)
        except ValueError:
            code = 0xF000
        if code in PRIVATE or not 0x20 <= code < 0xD800:
            self.told.counts["symbols"] += 1
            return ""
        return chr(code)


def chosen(alternatives: etree._Element) -> etree._Element:
    """Of several forms of one thing the first, so that its text is read once."""
    return next(iter(alternatives), alternatives)
