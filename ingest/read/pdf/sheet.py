"""One page, boiled down: runs of text and lines. The page itself is closed behind it."""

from dataclasses import dataclass, field

from pdfplumber.page import Page

from ingest.read.pdf.characters import MISSING
from ingest.read.pdf.ink import Ink, ink_of
from ingest.read.pdf.lines import Run, runs_of, without_doubles
from ingest.read.pdf.marks import without_marks
from ingest.read.pdf.rules import Grid, grid_of


@dataclass
class Sheet:
    """What the table finder needs of a page, in points from its upper left corner."""

    number: int
    width: float
    height: float
    runs: list[Run]
    grid: Grid
    turned: str = ""  # text that is not upright or lies behind other text: watermarks
    missing: int = 0  # characters without a code point
    outside: str = ""  # text beyond the sheet, which nobody sees
    pictures: float = 0.0
    furniture: list[Run] = field(default_factory=list)


def sheet_of(page: Page) -> Sheet:
    """Read one page; raises TooMuchInk and what pdfminer raises on damage."""
    ink = ink_of(page)
    inside, outside = parted_by_edge(ink)
    glyphs, marks = without_marks(without_doubles(inside))
    grid = grid_of(ink)
    return Sheet(
        page.page_number,
        ink.width,
        ink.height,
        runs_of(glyphs, grid.down),
        grid,
        turned="".join(text for text, _ in ink.turned if not text.isspace()) + marks,
        missing=sum(glyph.text.count(MISSING) for glyph in glyphs),
        outside=outside,
        pictures=ink.pictures,
    )


def parted_by_edge(ink: Ink) -> tuple[list, str]:
    """The glyphs on the sheet, and the text of those beyond its edges."""
    inside, outside = [], []
    for glyph in ink.glyphs:
        on_sheet = 0 <= (glyph.x0 + glyph.x1) / 2 <= ink.width and 0 <= glyph.base <= ink.height
        (inside if on_sheet else outside).append(glyph)
    return inside, "".join(glyph.text for glyph in outside).strip()
