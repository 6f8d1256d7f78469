"""Where the columns of a table part: at rules down, else in the gaps between its texts."""

from collections.abc import Iterable

from ingest.read.pdf.bands import may_be_band
from ingest.read.pdf.headers import HeaderBand, Word, rules_between
from ingest.read.pdf.lines import Run
from ingest.read.pdf.rules import Rule
from ingest.read.pdf.sheet import Sheet

# Rules at one place differ by rounding and thickness only.
SAME = 2.5
STEP = 0.5
# A rule that ends this near to the foot of a header is the header's alone.
BELOW = 4.0


def ruled_columns(header: HeaderBand) -> list[float] | None:
    """The rules down that part a header's words; None where two words have none between."""
    return parting(header, header.sheet.grid.down)


def goes_on_below(header: HeaderBand) -> bool:
    """Whether the rules between a header's words part the rows below it, too, if there are any."""
    down = header.sheet.grid.down
    between = [rule.at for rule in rules_between(down, header.runs, header.top, header.bottom)]
    # A band over the full width may part the header's rules from those of the rows.
    rows = [run for run in header.sheet.runs if run.middle > header.bottom]
    rows = [run for run in rows if not may_be_band(run.text)]
    return not rows or any(
        rule.end > header.bottom + BELOW and abs(rule.at - at) <= SAME
        for rule in down
        for at in between
    )


def shaded_columns(header: HeaderBand) -> list[float] | None:
    """The sides of shaded cells that part a header's words; None where two have none between."""
    return parting(header, header.sheet.grid.down + header.sheet.grid.sides)


def parting(header: HeaderBand, rules: list[Rule]) -> list[float] | None:
    """Those of the lines that stand between the words of a header, if all words are parted."""
    crossing = rules_between(rules, header.runs, header.top, header.bottom)
    inner = inner_places(crossing, header.words)
    gaps = zip(header.words, header.words[1:], strict=False)
    parted = all(any(parts(at, left, right) for at in inner) for left, right in gaps)
    return inner if parted else None


def inner_places(rules: list[Rule], words: list[Word]) -> list[float]:
    """Where rules stand with words on either side, each place once."""
    places: list[float] = []
    for rule in sorted(rules):
        if places and rule.at - places[-1] <= SAME:
            continue
        if words[0].x0 < rule.at < words[-1].x1:
            places.append(rule.at)
    return places


def parts(at: float, left: Word, right: Word) -> bool:
    """Whether a place lies between two words."""
    return left.x1 - 1 <= at <= right.x0 + 1


def gap_columns(words: list[Word], runs: Iterable[Run], left: float | None) -> list[float]:
    """Between each two words of a header the place that the fewest characters cover.

    Of several such places the one where a column would end with its word in the middle
    (`left` is where the table begins, None where nothing tells), else the widest.
    """
    spans = [span for run in runs for span in spans_of(run)]
    gaps = [
        free_stretches(a.x1, max(b.x0, a.x1 + STEP), spans)
        for a, b in zip(words, words[1:], strict=False)
    ]
    guesses = centred_columns(words, gaps, left)
    places = []
    for at, stretches in enumerate(gaps):
        best = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        if guesses:
            best = next(s for s in stretches if s[0] <= guesses[at] <= s[1])
        places.append((best[0] + best[1]) / 2)
    return places


def spans_of(run: Run) -> list[tuple[float, float]]:
    """What a run covers, cut where two characters stand further apart than letters do."""
    spans, start, half = [], run.x0, 0.5 * run.size
    for before, after in zip(run.centres, run.centres[1:], strict=False):
        if after - before > 1.3 * run.size:
            spans.append((start, before + half))
            start = after - half
    return [*spans, (start, run.x1)]


def free_stretches(
    start: float, end: float, spans: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """The stretches between two places that the fewest characters cover."""
    slots = max(1, int((end - start) / STEP))
    cover = [0] * (slots + 1)
    for x0, x1 in spans:
        if x1 <= start or x0 >= end:
            continue
        cover[max(0, int((x0 - start) / STEP))] += 1
        cover[min(slots - 1, int((x1 - start) / STEP)) + 1] -= 1
    depth, depths = 0, []
    for change in cover[:slots]:
        depth += change
        depths.append(depth)
    least = min(depths)
    found, begin = [], None
    for at, depth in enumerate([*depths, least + 1]):
        if depth == least and begin is None:
            begin = at
        elif depth != least and begin is not None:
            found.append((start + STEP * begin, start + STEP * at))
            begin = None
    return found


def centred_columns(
    words: list[Word], gaps: list[list[tuple[float, float]]], left: float | None
) -> list[float]:
    """The columns' ends if every word stands in the middle of its column, [] if that fits not.

    Where the table begins is tried out when nothing tells: in the middle of what fits.
    """
    starts = [left] if left is not None else []
    if left is None:
        starts = [words[0].x0 - STEP * n for n in range(int(60 / STEP))]
    fitting: list[list[list[float]]] = [[]]
    for start in starts:
        ends, edge = [], start
        for word in words[:-1]:
            edge = word.x0 + word.x1 - edge
            ends.append(edge)
        fits = all(
            any(a <= end <= b for a, b in stretches)
            for end, stretches in zip(ends, gaps, strict=True)
        )
        if fits:
            fitting[-1].append(ends)
        elif fitting[-1]:
            fitting.append([])
    longest = max(fitting, key=len)
    return longest[len(longest) // 2] if longest else []


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
