"""Glyphs of a page become runs of text: double drawing removed, cut at gaps and rules."""

from array import array
from bisect import bisect_left
from dataclasses import dataclass

from ingest.read.pdf.ink import Glyph
from ingest.read.pdf.rules import Rule

# Above and below the baseline, as shares of the size: fonts disagree, so theirs are not asked.
ASCENT, DESCENT = 0.86, 0.14
# False bold draws a letter two or three times, at most this far apart (share of its size).
DOUBLE = 0.12
# A wider gap than this ends a run (share of the size); columns without rules are further apart.
GAP = 0.4
# Between two ASCII letters a gap of this width is a blank; lines set wide have 0.2.
BLANK = 0.25


@dataclass(slots=True)
class Run:
    """Text on one baseline without a gap; `centres` holds the middle of each character."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    centres: array

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.base + DESCENT * self.size

    @property
    def middle(self) -> float:
        """Half its height: what decides in which cell it stands."""
        return self.base - 0.36 * self.size


def without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """Take out glyphs drawn again on (nearly) the same spot."""
    seen: dict[tuple, list[Glyph]] = {}
    kept = []
    for glyph in glyphs:
        reach = max(0.8, DOUBLE * glyph.size)
        column, row = int(glyph.x0 // 4), int(glyph.base // 4)
        near = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((glyph.text, column + dx, row + dy), ())
        )
        if any(abs(o.x0 - glyph.x0) <= reach and abs(o.base - glyph.base) <= reach for o in near):
            continue
        seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept


def runs_of(glyphs: list[Glyph], down: list[Rule]) -> list[Run]:
    """Runs of a page in reading order, cut where a rule goes down between two glyphs."""
    found = []
    for line in baselines(glyphs):
        # By their middle: “ may begin left of the ( before it.
        line.sort(key=lambda glyph: glyph.x0 + glyph.x1)
        middle = line[0].base - 0.36 * line[0].size
        cuts = sorted(rule.at for rule in down if rule.crosses(middle))
        run: list[Glyph] = []
        for glyph in line:
            if glyph.text.isspace():
                if run and run[-1].text != " ":
                    run.append(glyph._replace(text=" "))
                continue
            if run and parted(solid(run), glyph, cuts):
                found.append(run_of(run))
                run = []
            run.append(glyph)
        if run:
            found.append(run_of(run))
    return found


def baselines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Group glyphs by baseline, up to a fifth of their size from the first one of the group."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        first = lines[-1][0] if lines else glyph
        if lines and glyph.base - first.base <= 0.2 * min(glyph.size, first.size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines


def parted(before: Glyph, glyph: Glyph, cuts: list[float]) -> bool:
    """Whether a run ends between two glyphs."""
    size = max(before.size, glyph.size)
    if glyph.x0 - before.x1 > GAP * size or abs(before.size - glyph.size) > 0.5 * size:
        return True
    left, right = (before.x0 + before.x1) / 2, (glyph.x0 + glyph.x1) / 2
    at = bisect_left(cuts, left)
    return at < len(cuts) and cuts[at] < right


def solid(run: list[Glyph]) -> Glyph:
    """The last glyph of a run that is no blank."""
    return run[-1] if run[-1].text != " " else run[-2]


def run_of(glyphs: list[Glyph]) -> Run:
    """Make one run; between two ASCII words a blank stands for a gap."""
    glyphs = glyphs[:-1] if glyphs[-1].text == " " else glyphs
    text, centres = [], array("f")
    for at, glyph in enumerate(glyphs):
        before = glyphs[at - 1] if at else None
        letters = before and before.text.isascii() and glyph.text.isascii()
        if (
            letters
            and before.text.isalpha()
            and glyph.text.isalpha()
            and glyph.x0 - before.x1 > BLANK * glyph.size
        ):
            text.append(" ")
            centres.append((before.x1 + glyph.x0) / 2)
        text.append(glyph.text)
        centres.extend([(glyph.x0 + glyph.x1) / 2] * len(glyph.text))
    return Run(
        "".join(text),
        glyphs[0].x0,
        max(glyph.x1 for glyph in glyphs),
        glyphs[0].base,
        max(glyph.size for glyph in glyphs),
        centres,
    )


def cut_at(run: Run, places: list[float]) -> list[Run]:
    """Cut a run at the columns' separators, by the middle of its characters."""
    pieces, start = [], 0
    for end in [bisect_left(run.centres, place) for place in places] + [len(run.text)]:
        if end > start:
            pieces.append(part_of(run, start, end))
            start = end
    return pieces


def part_of(run: Run, start: int, end: int) -> Run:
    """Some characters of a run."""
    if (start, end) == (0, len(run.text)):
        return run
    half = 0.5 * run.size
    x0 = run.x0 if start == 0 else run.centres[start] - half
    x1 = run.x1 if end == len(run.text) else run.centres[end - 1] + half
    return Run(run.text[start:end], x0, x1, run.base, run.size, run.centres[start:end])


def runs_over(above: list[Run], below: list[Run]) -> bool:
    """Whether text goes on below the foot of its cell, at the same left edge and line height.

    LibreOffice prints the last line of a row that is as high as the page below its cell.
    """
    first = min(run.base for run in below)
    return all(
        any(
            abs(over.x0 - run.x0) < 1 and first - over.base <= 1.9 * run.size and over.base < first
            for over in above
        )
        for run in below
        if run.base - first < 0.3 * run.size
    )
