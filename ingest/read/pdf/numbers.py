"""Parts rows that no rule parts: between two numbers lies the widest empty strip."""

import unicodedata
from dataclasses import dataclass

from ingest.parse.tables import row_number
from ingest.read.pdf.centred import centred_edges
from ingest.read.pdf.lines import Run, cut_at

# A strip between rows may be a little narrower than the narrowest seen between two numbers.
SLACK = 0.85


@dataclass
class Between:
    """The numbers of a band, the empty strips of it, and the strip chosen between two numbers."""

    numbers: list[Run]
    strips: list[tuple[float, float]]
    chosen: list[tuple[float, float]]
    top: float = 0.0  # where the text begins and ends
    bottom: float = 0.0
    level: int = 0  # how many numbers have text of every column on their line

    @property
    def centres(self) -> list[float]:
        """The middles of the numbers."""
        return [run.middle for run in self.numbers]

    @property
    def edges(self) -> list[float]:
        """Where rows may begin and end."""
        return [self.top, *((top + bottom) / 2 for top, bottom in self.strips), self.bottom]

    @property
    def within(self) -> list[tuple[float, float]]:
        """The strips between the first and the last number that part no rows."""
        if not self.numbers:
            return []
        start, end = self.numbers[0].middle, self.numbers[-1].middle
        return [s for s in self.strips if start < s[0] < end and s not in self.chosen]


def look_between(
    runs: list[Run],
    places: list[float],
    number: int,
    category: int | None,
) -> Between:
    """Find the strips that part the numbers of a band: between any two the widest."""
    spans = spans_of(runs, places, category)
    found = Between(
        numbers_in(runs, places, number),
        [(a, b) for (_, a), (b, _) in zip(spans, spans[1:], strict=False)],
        [],
        spans[0][0] if spans else 0.0,
        spans[-1][1] if spans else 0.0,
    )
    found.level = level_numbers(found.numbers, runs, places, category)
    for above, below in zip(found.numbers, found.numbers[1:], strict=False):
        between = [s for s in found.strips if above.middle < (s[0] + s[1]) / 2 < below.middle]
        if not between:
            found.chosen.append(((above.bottom + below.top) / 2,) * 2)
            continue
        # Of nearly equal ones the last: where text begins at the top, the one above a number.
        widest = max(bottom - top for top, bottom in between)
        best = [s for s in between if s[1] - s[0] >= 0.85 * widest][-1]
        found.chosen.append(best)
    return found


def cuts_of(found: Between, strip: float, top_aligned: bool) -> list[float]:
    """Heights that part rows: between the numbers, and where a strip is as wide as theirs.

    `strip` is the narrowest seen between two rows of the table, 0 where none was.
    """
    cuts = [(top + bottom) / 2 for top, bottom in found.chosen]
    if strip:
        cuts += wide(found, strip)
    elif top_aligned and found.numbers:
        first = found.numbers[0]
        above = [s for s in found.strips if abs(s[1] - first.top) < 0.3 * first.size]
        cuts += [sum(strip) / 2 for strip in above[:1]]
    return sorted(set(cuts))


def centred_cuts(found: Between, at_top: bool) -> list[float]:
    """Heights that part rows whose numbers stand in their middles."""
    if not found.numbers:
        return []
    return centred_edges(found.centres, found.edges, at_top)[0]


def level_numbers(
    numbers: list[Run], runs: list[Run], places: list[float], category: int | None
) -> int:
    """How many numbers have text of every column on their line, as rows aligned at the top do."""
    pieces = [(column_of(p, places), p) for run in runs for p in cut_at(run, places)]
    columns = {at for at, _ in pieces} - {category}
    return sum(
        columns <= {at for at, p in pieces if abs(p.base - number.base) < 0.15 * number.size}
        for number in numbers
    )


def column_of(run: Run, places: list[float]) -> int:
    """The column in which a run stands by its middle."""
    return sum(place < (run.x0 + run.x1) / 2 for place in places)


def wide(found: Between, strip: float) -> list[float]:
    """Strips before the first number and behind the last that are as wide as those of rows."""
    middles = [run.middle for run in found.numbers]
    return [
        (top + bottom) / 2
        for top, bottom in found.strips
        if bottom - top >= max(SLACK * strip, 1.0)
        and not (middles and middles[0] < (top + bottom) / 2 < middles[-1])
    ]


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
            if column_of(piece, places) != category:
                pieces.append((piece.top, piece.bottom))
    spans: list[tuple[float, float]] = []
    for top, bottom in sorted(pieces):
        if spans and top <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(bottom, spans[-1][1]))
        else:
            spans.append((top, bottom))
    return spans
