"""Where the columns of a table part: at rules down, else in the gaps between its texts."""

from collections.abc import Iterable

from ingest.read.pdf.headers import HeaderBand, Word
from ingest.read.pdf.lines import Run
from ingest.read.pdf.rules import Rule
from ingest.read.pdf.sheet import Sheet

# Rules at one place differ by rounding and thickness only.
SAME = 2.5
STEP = 0.5


def ruled_columns(header: HeaderBand) -> list[float] | None:
    """The rules down that part a header's words; None where two words have none between."""
    middle = (header.top + header.bottom) / 2
    grid = header.sheet.grid
    for rules in (grid.down, [*grid.down, *grid.sides]):
        inner = inner_places(rules, middle, header.words)
        gaps = zip(header.words, header.words[1:], strict=False)
        if all(any(parts(at, left, right) for at in inner) for left, right in gaps):
            return inner
    return None


def inner_places(rules: list[Rule], middle: float, words: list[Word]) -> list[float]:
    """Where rules cross a height with words on either side, each place once."""
    places: list[float] = []
    for rule in sorted(rules):
        if not rule.crosses(middle) or (places and rule.at - places[-1] <= SAME):
            continue
        if words[0].x0 < rule.at < words[-1].x1:
            places.append(rule.at)
    return places


def parts(at: float, left: Word, right: Word) -> bool:
    """Whether a place lies between two words."""
    return left.x1 - 1 <= at <= right.x0 + 1


def gap_columns(words: list[Word], runs: Iterable[Run]) -> list[float]:
    """Between each two words of a header the place that the fewest characters cover.

    Of several such places the middle of the widest stretch.
    """
    spans = [
        (centre - half, centre + half)
        for run in runs
        for half in [0.45 * run.size]
        for centre in run.centres
    ]
    places = []
    for left, right in zip(words, words[1:], strict=False):
        start, end = left.x1, max(right.x0, left.x1 + STEP)
        slots = max(1, int((end - start) / STEP))
        cover = [0] * (slots + 1)
        for x0, x1 in spans:
            if x1 <= start or x0 >= end:
                continue
            first = max(0, int((x0 - start) / STEP))
            last = min(slots - 1, int((x1 - start) / STEP))
            cover[first] += 1
            cover[last + 1] -= 1
        places.append(start + STEP * widest_low(cover, slots))
    return places


def widest_low(cover: list[int], slots: int) -> float:
    """The middle slot of the widest stretch of least cover (given as differences)."""
    depth, depths = 0, []
    for change in cover[:slots]:
        depth += change
        depths.append(depth)
    least = min(depths)
    best, width, start = 0.0, 0, None
    for at, depth in enumerate([*depths, least + 1]):
        if depth == least and start is None:
            start = at
        elif depth != least and start is not None:
            if at - start > width:
                best, width = (start + at) / 2, at - start
            start = None
    return best


def ruled_again(sheet: Sheet, top: float, bottom: float, places: list[float]) -> list[float]:
    """The same columns on a page without a header: its own rules, moved by a margin at most."""
    own: list[float] = []
    for rule in sorted(sheet.grid.down + sheet.grid.sides):
        reach = min(rule.end, bottom) - max(rule.start, top)
        if reach > 0.2 * (bottom - top) and not (own and rule.at - own[-1] <= SAME):
            own.append(rule.at)
    if all(any(abs(at - place) <= SAME for at in own) for place in places):
        return places
    for outer in (1, 0):
        inner = own[outer : len(own) - outer]
        if len(inner) == len(places):
            shifts = [at - place for at, place in zip(inner, places, strict=True)]
            if max(shifts) - min(shifts) <= 2 * SAME:
                return inner
    return places
