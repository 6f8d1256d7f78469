"""Small charts as SVG that stand in the lines of a table. Pure: numbers in, text out.

A table is drawn on, not drawn again beside it: each line of bars lies beside its numbers, each
shade of a heat map under its number. So a number is looked up once and stands once; a person who
hears the page gets a table with heads, each number a link, and the pictures are kept from them
(`aria-hidden`); a table is copied into a sheet as it is, and fits a telephone. The picture is SVG
and no background of a cell, because printers leave backgrounds out. Colours come from the page.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as Tree

# A heat map tells so many shades apart, from the lightest (1) to the darkest.
SHADES = 5


def bar(pieces: Sequence[tuple[str, int]], most: int) -> str:
    """A bar in pieces of (class, number), the whole width where they are `most` together."""
    svg = Tree.Element("svg", {"class": "bar", "aria-hidden": "true"})
    left = 0.0
    for style, number in pieces:
        width = 100 * number / most if most else 0.0
        if number:
            piece = {
                "x": f"{left:.2f}%",
                "width": f"{width:.2f}%",
                "height": "100%",
                "class": f"bar__piece bar__piece--{style}",
            }
            Tree.SubElement(svg, "rect", piece)
        left += width
    return Tree.tostring(svg, encoding="unicode")


def shade(number: int, most: int) -> int:
    """How dark a number of a heat map is, where the largest is `most`; 0 for 0."""
    return -(-number * SHADES // most) if number else 0


def tile(dark: int) -> str:
    """The ground of a cell of a heat map as dark as a shade; '' for none."""
    if not dark:
        return ""
    svg = Tree.Element("svg", {"class": f"tile tile--{dark}", "aria-hidden": "true"})
    Tree.SubElement(svg, "rect", {"width": "100%", "height": "100%"})
    return Tree.tostring(svg, encoding="unicode")


def shades(most: int) -> list[tuple[int, int, int]]:
    """The key of a heat map: each shade that occurs, its least and its largest number."""
    ends = [dark * most // SHADES for dark in range(SHADES + 1)]
    steps = zip(ends, ends[1:], strict=False)
    return [(dark, low + 1, high) for dark, (low, high) in enumerate(steps, 1) if high > low]
