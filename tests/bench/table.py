"""Figures as tables for a terminal, and the figures that come of many times."""

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from unicodedata import east_asian_width


def say(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def milliseconds(action: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def p50_p95(times: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    if len(times) < 2:
        return times[0], times[0]
    return median(times), quantiles(times, n=20, method="inclusive")[18]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese sign takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def cell(value: object) -> str:
    """A figure as people read it."""
    if isinstance(value, float):
        return f"{value:.2f}" if abs(value) < 10 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: the first column to the left, figures to the right."""
    lines = [list(head), *([cell(value) for value in row] for row in rows)]
    widths = [max(columns(line[at]) for line in lines) for at in range(len(head))]
    say(f"\n{title}")
    for number, line in enumerate(lines):
        first, *rest = (
            " " * (width - columns(text)) + text if at else text + " " * (width - columns(text))
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        say("  ".join([first, *rest]).rstrip())
        if not number:
            say("  ".join("-" * width for width in widths))
