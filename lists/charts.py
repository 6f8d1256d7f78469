"""Small charts as SVG: bars in stacks. Pure: numbers in, text out; colours come from the page.

Widths are percentages and heights are lines of text, so that a chart fits a telephone and a
sheet of paper alike and its letters stay as large as those around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

# Each line is its label above its bar, in heights of the letters (em).
LINE, LABEL, BAR = 2.9, 1.15, 1.1
# The longest bar leaves room for its number.
WIDEST = 86.0
# Fills that a saved picture keeps; on the page the stylesheet says better ones by class.
PLAIN = ("#1f5280", "#8fc3a4", "#ffffff")
STROKE = "#1c2328"


@dataclass(frozen=True)
class Bar:
    """A line of the chart: its label, and a number for each series."""

    label: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        """All its numbers together."""
        return sum(self.values)


def stacked_bars(
    name: str, title: str, series: Sequence[tuple[str, str]], bars: Sequence[Bar]
) -> str:
    """A chart of stacked bars; `series` are (class, label), `name` makes its ids its own.

    To assistive technology it is one image with a title and a description; the numbers stand
    in a table beside it.
    """
    most = max((bar.total for bar in bars), default=0)
    height = f"{LINE * len(bars) + 0.4:g}em"
    svg = Tree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "chart",
            "role": "img",
            "width": "100%",
            "height": height,
            "aria-labelledby": f"{name}-title {name}-desc",
        },
    )
    Tree.SubElement(svg, "title", {"id": f"{name}-title"}).text = title
    Tree.SubElement(svg, "desc", {"id": f"{name}-desc"}).text = described(series, bars)
    for at, bar in enumerate(bars):
        draw(svg, bar, series, at * LINE, most)
    return Tree.tostring(svg, encoding="unicode")


def described(series: Sequence[tuple[str, str]], bars: Sequence[Bar]) -> str:
    """What the chart shows, in a sentence."""
    if not bars:
        return "没有数据。"
    longest, shortest = max(bars, key=lambda b: b.total), min(bars, key=lambda b: b.total)
    parts = "、".join(label for _, label in series)
    return (
        f"{len(bars)} 条横条，各分为{parts}。最长的是{longest.label}，{longest.total}；"
        f"最短的是{shortest.label}，{shortest.total}。全部数字见下面的表格。"
    )


def draw(
    svg: Tree.Element, bar: Bar, series: Sequence[tuple[str, str]], top: float, most: int
) -> None:
    """Draw one bar under its label, its total behind it."""
    label = {"x": "0", "y": f"{top + LABEL:g}em", "class": "chart__label", "fill": STROKE}
    Tree.SubElement(svg, "text", label).text = bar.label
    left = 0.0
    for at, (value, (style, _)) in enumerate(zip(bar.values, series, strict=True)):
        width = value * WIDEST / most if most else 0.0
        if value:
            piece = {
                "x": f"{left:.2f}%",
                "y": f"{top + LABEL + 0.45:g}em",
                "width": f"{width:.2f}%",
                "height": f"{BAR:g}em",
                "class": f"chart__bar chart__bar--{style}",
                "fill": PLAIN[at % len(PLAIN)],
                "stroke": STROKE,
            }
            Tree.SubElement(svg, "rect", piece)
        left += width
    total = {
        "x": f"{left + 1:.2f}%",
        "y": f"{top + LABEL + 0.45 + BAR * 0.82:g}em",
        "class": "chart__total",
        "fill": STROKE,
    }
    Tree.SubElement(svg, "text", total).text = str(bar.total)
