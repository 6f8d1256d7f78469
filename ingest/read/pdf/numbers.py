"""Parts rows that no rule parts: between two numbers lies the widest empty strip."""

import unicodedata

from ingest.parse.tables import row_number
from ingest.read.pdf.lines import Run, cut_at

# A strip between rows may be a little narrower than the narrowest seen between two numbers.
SLACK = 0.85


def numbered_cuts(
    runs: list[Run],
    places: list[float],
    number: int,
    full: list[tuple[float, float]],
    category: int | None,
) -> list[float]:
    """Heights that part the rows of a band in which several numbers stand."""
    numbers = numbers_in(runs, places, number)
    spans = spans_of(runs, places, category)
    strips = [(a, b) for (_, a), (b, _) in zip(spans, spans[1:], strict=False)]
    cuts, widths = [], []
    for above, below in zip(numbers, numbers[1:], strict=False):
        if any(above.middle < top < below.middle for top, _ in full):
            continue
        between = [s for s in strips if above.middle < (s[0] + s[1]) / 2 < below.middle]
        if not between:
            cuts.append((above.bottom + below.top) / 2)
            continue
        # Of equally wide ones the last: where text begins at the top, it is the one above a number.
        top, bottom = max(between, key=lambda s: (round(s[1] - s[0], 1), s[0]))
        cuts.append((top + bottom) / 2)
        widths.append(bottom - top)
    if widths:
        least = max(SLACK * min(widths), 1.0)
        outer = [
            (top + bottom) / 2
            for top, bottom in strips
            if bottom - top >= least
            and not numbers[0].middle < (top + bottom) / 2 < numbers[-1].middle
        ]
        cuts += outer
    return cuts


def numbers_in(runs: list[Run], places: list[float], number: int) -> list[Run]:
    """The runs of the 序号 column that are numbers of rows, from the top.

    A number cut in two by its narrow column (10 above 5) counts once.
    """
    left = places[number - 1] if number else float("-inf")
    right = places[number] if number < len(places) else float("inf")
    column = [
        piece
        for run in runs
        for piece in cut_at(run, places)
        if left < (piece.x0 + piece.x1) / 2 < right
    ]
    found: list[Run] = []
    for run in sorted(column, key=lambda run: run.base):
        value = row_number(unicodedata.normalize("NFKC", run.text))
        if value is None:
            continue
        before = row_number(found[-1].text) if found else None
        if before is not None and value != before + 1 and run.top - found[-1].bottom < run.size:
            continue
        found.append(run)
    return found


def spans_of(
    runs: list[Run], places: list[float], category: int | None
) -> list[tuple[float, float]]:
    """Heights that text covers, joined where they overlap; merged categories do not count."""
    pieces = []
    for run in runs:
        for piece in cut_at(run, places):
            at = sum(place < (piece.x0 + piece.x1) / 2 for place in places)
            if at != category:
                pieces.append((piece.top, piece.bottom))
    spans: list[tuple[float, float]] = []
    for top, bottom in sorted(pieces):
        if spans and top <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(bottom, spans[-1][1]))
        else:
            spans.append((top, bottom))
    return spans
