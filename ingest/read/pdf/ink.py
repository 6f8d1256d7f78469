"""What is drawn on a page: glyphs with their baseline, and boxes of rules and shading.

Stands below pdfplumber's own objects (a dict of 25 entries for each character), so that a
page costs a third of the time.
"""

from dataclasses import dataclass, field
from math import hypot
from typing import NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import Page

from ingest.read.pdf.characters import repaired

# A full page of a list has 2,500 glyphs and, with dotted borders, 10,000 boxes.
MOST_GLYPHS = 60_000
MOST_BOXES = 200_000
# Lightness from which on a letter may be a watermark, and from which on it is white.
PALE, WHITE = 0.55, 0.97


class TooMuchInk(Exception):
    """A page that holds more than any printed page does."""


class Glyph(NamedTuple):
    """A character: its text, left and right edge, baseline (from the top of the page), size.

    `pale` is what is printed in light grey or another light colour, as watermarks are.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    pale: bool = False


class Box(NamedTuple):
    """A drawn rectangle or line; `filled` says whether its inside is coloured."""

    x0: float
    top: float
    x1: float
    bottom: float
    filled: bool


@dataclass
class Ink:
    """All that is drawn on one page, in points from its upper left corner."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    turned: list[tuple[str, float]] = field(default_factory=list)  # text, angle: (cos, sin) sign
    boxes: list[Box] = field(default_factory=list)
    pictures: float = 0.0  # area they cover, as a share of the page


def ink_of(page: Page) -> Ink:
    """Draw a page and give its ink; raises TooMuchInk, and what pdfminer raises on damage."""
    x0, y0, x1, y1 = page.page_obj.mediabox
    width, height = abs(x1 - x0), abs(y1 - y0)
    if page.rotation in (90, 270):
        width, height = height, width
    pen = Pen(page.pdf.rsrcmgr, Ink(width, height))
    PDFPageInterpreter(page.pdf.rsrcmgr, pen).process_page(page.page_obj)
    return pen.finished()


def is_pale(colour) -> bool:
    """Whether a colour (grey, RGB or CMYK, each from 0 to 1) is light, but not the sheet's white.

    White is left out: headers on dark shading are white.
    """
    parts = colour if isinstance(colour, tuple) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    if len(parts) == 4:
        parts = tuple((1 - part) * (1 - parts[3]) for part in parts[:3])
    return bool(parts) and PALE <= sum(parts) / len(parts) < WHITE


class Pen(PDFTextDevice):
    """The device that pdfminer draws a page with."""

    def __init__(self, rsrcmgr, ink: Ink) -> None:
        super().__init__(rsrcmgr)
        self.ink = ink
        self.matrices: list = []
        self.sideways: list[tuple[Glyph, float]] = []

    def begin_figure(self, name, bbox, matrix) -> None:
        """Enter a drawing within the drawing; its matrix comes by set_ctm."""

    def render_char(self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate) -> float:
        """Take one character down; gives its advance."""
        advance = font.char_width(cid) * fontsize * scaling
        try:
            text = repaired(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = repaired("")
        a, b, c, d, e, f = matrix
        size = fontsize * hypot(c, d)
        if len(self.ink.glyphs) + len(self.sideways) >= MOST_GLYPHS:
            raise TooMuchInk
        across, up = advance * a, advance * b
        if abs(b) <= 0.05 * abs(a) and abs(c) <= 0.3 * abs(d) and a > 0:
            base = self.ink.height - f - rise * d
            left, right = e, e + across
            if font.is_vertical():
                left, right, base = e - size / 2, e + size / 2, base + 0.88 * size
                advance = -font.char_width(cid) * fontsize
            pale = is_pale(graphicstate.ncolor)
            self.ink.glyphs.append(Glyph(text, left, right, base, abs(size), pale))
        else:
            quarter = abs(a) <= 0.02 * abs(b)
            sense = (1.0 if b > 0 else -1.0) if quarter else 0.0
            self.sideways.append((Glyph(text, e, abs(up), f, abs(size)), sense))
        return advance

    def paint_path(self, graphicstate, stroke, fill, evenodd, path) -> None:
        """Take the bounding box of each stroke or fill of a path down."""
        if not (stroke or fill):
            return
        a, b, c, d, e, f = self.ctm
        height, boxes = self.ink.height, self.ink.boxes
        points: list[tuple[float, float]] = []
        straight = True
        for step in (*path, ("m",)):
            if step[0] == "m" and points:
                self.take(points, straight, stroke, fill)
                points, straight = [], True
            if len(step) > 2:
                straight = straight and step[0] in "ml"
                for at in range(1, len(step) - 1, 2):
                    x, y = step[at], step[at + 1]
                    points.append((a * x + c * y + e, height - (b * x + d * y + f)))
        if len(boxes) > MOST_BOXES:
            raise TooMuchInk

    def take(self, points, straight: bool, stroke: bool, fill: bool) -> None:
        """Keep the box of one subpath; of a stroked polygon each side, slanted lines are none."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys), fill)
        thin = min(box.x1 - box.x0, box.bottom - box.top) <= 3
        if fill or thin or not straight:
            if fill or thin:
                self.ink.boxes.append(box)
            return
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            side = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), False)
            if min(side.x1 - side.x0, side.bottom - side.top) <= 1:
                self.ink.boxes.append(side)

    def render_image(self, name, stream) -> None:
        """Note how much of the page a picture covers (a unit square under the matrix)."""
        a, b, c, d, _, _ = self.ctm
        self.ink.pictures += abs(a * d - b * c) / (self.ink.width * self.ink.height or 1)

    def finished(self) -> Ink:
        """The ink; where the text of the page stands sideways as a whole, the page is turned."""
        ink = self.ink
        for sense in (1.0, -1.0):
            turned = [glyph for glyph, way in self.sideways if way == sense]
            # A cover has few letters; beside upright ones few are a stamp or a label.
            if len(turned) > 4 * len(ink.glyphs) and len(turned) > (40 if ink.glyphs else 3):
                return self.turned_page(turned, sense)
        ink.turned = [(glyph.text, glyph.x0) for glyph, _ in self.sideways]
        return ink

    def turned_page(self, turned: list[Glyph], sense: float) -> Ink:
        """The page as read when turned by a quarter: what ran upwards runs to the right."""
        old = self.ink
        ink = Ink(old.height, old.width, pictures=old.pictures)
        for text, x, length, y, size, pale in turned:
            along = y if sense > 0 else old.height - y
            across = x if sense > 0 else old.width - x
            ink.glyphs.append(Glyph(text, along, along + length, across, size, pale))
        for box in old.boxes:
            y0, y1 = old.height - box.bottom, old.height - box.top
            if sense > 0:
                ink.boxes.append(Box(y0, box.x0, y1, box.x1, box.filled))
            else:
                ink.boxes.append(
                    Box(
                        old.height - y1,
                        old.width - box.x1,
                        old.height - y0,
                        old.width - box.x0,
                        box.filled,
                    )
                )
        upright = [(glyph.text, glyph.x0) for glyph in old.glyphs]
        others = [(g.text, g.x0) for g, way in self.sideways if way != sense]
        ink.turned = upright + others
        return ink
