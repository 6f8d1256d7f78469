"""Watermarks that stand upright: large or pale words behind the text of a page."""

from collections import Counter

from ingest.read.pdf.ink import Glyph
from ingest.read.pdf.lines import ASCENT, DESCENT, baselines

# So much larger than most text is a watermark, a pale one sooner.
LARGER, PALE_LARGER = 1.8, 1.2
# So many characters of the text stand over a watermark; over a title or a large heading none do.
FEWEST_OVER = 4


def without_marks(glyphs: list[Glyph]) -> tuple[list[Glyph], str]:
    """The glyphs of a page without upright watermarks, and the words of these."""
    if not glyphs:
        return glyphs, ""
    usual = Counter(round(glyph.size, 1) for glyph in glyphs).most_common(1)[0][0]
    large = [glyph for glyph in glyphs if is_large(glyph, usual)]
    if not large:
        return glyphs, ""
    text = [glyph for glyph in glyphs if not is_large(glyph, usual) and glyph.text.strip()]
    behind = [line for line in baselines(large) if lies_behind(line, text)]
    marks = {id(glyph) for line in behind for glyph in line}
    words = "".join(g.text for line in behind for g in sorted(line, key=lambda g: g.x0))
    return [glyph for glyph in glyphs if id(glyph) not in marks], words.strip()


def is_large(glyph: Glyph, usual: float) -> bool:
    """Whether a glyph is as large as those of watermarks are."""
    return glyph.size >= (PALE_LARGER if glyph.pale else LARGER) * usual


def lies_behind(line: list[Glyph], text: list[Glyph]) -> bool:
    """Whether text is written over the large letters of a line; beside them, if they are pale."""
    over = 0
    for large in line:
        top, bottom = large.base - ASCENT * large.size, large.base + DESCENT * large.size
        over += sum(
            top < glyph.base - 0.36 * glyph.size < bottom
            and (large.pale or large.x0 < (glyph.x0 + glyph.x1) / 2 < large.x1)
            for glyph in text
        )
    return over >= FEWEST_OVER
