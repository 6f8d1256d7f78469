"""Finds the header rows of a page: where they stand, and the words of each column."""

from dataclasses import dataclass, field

from ingest.parse.headers import read_header, role_of
from ingest.read.pdf.lines import Run
from ingest.read.pdf.rules import Rule
from ingest.read.pdf.sheet import Sheet

FIRST_WORDS = ("序号", "编号")
# How far from the line of 序号 the words of its header reach, in sizes, where no rule tells.
REACHES = (0.4, 0.8, 1.2, 1.7, 2.4, 3.2)
TALLEST = 120.0


@dataclass
class Word:
    """The words of one column's header and where they stand."""

    text: str
    x0: float
    x1: float


@dataclass
class HeaderBand:
    """A header row on a page, from `top` to `bottom`."""

    sheet: Sheet
    top: float
    bottom: float
    words: list[Word]
    runs: list[Run]
    spanning: list[Run] = field(default_factory=list)  # words over several columns

    @property
    def cells(self) -> tuple[str, ...]:
        """The words by column."""
        return tuple(word.text for word in self.words)

    @property
    def number(self) -> Word:
        """The word over the column of numbers."""
        return next(word for word in self.words if role_of(word.text) == "number")


def headers_of(sheet: Sheet) -> list[HeaderBand]:
    """The header rows of a page, from the top."""
    found: list[HeaderBand] = []
    for start in starts(sheet.runs):
        middle = (start[0].middle + start[-1].middle) / 2
        if found and middle < found[-1].bottom:
            continue
        band = ruled(sheet, start, middle) or grown(sheet, start, middle)
        if band:
            found.append(band)
    return found


def starts(runs: list[Run]) -> list[list[Run]]:
    """Where 序号 stands: as one run, or 序 with 号 beside or below it."""
    found = []
    for run in runs:
        if run.text.replace(" ", "") in FIRST_WORDS:
            found.append([run])
        elif run.text in ("序", "编"):
            for other in runs:
                right = 0 < other.x0 - run.x0 < 6 * run.size
                beside = right and abs(other.base - run.base) < 0.2 * run.size
                overlaps = other.x0 < run.x1 and other.x1 > run.x0
                below = overlaps and 0 < other.base - run.base < 2.5 * run.size
                if other.text == "号" and (beside or below):
                    found.append([run, other])
                    break
    return sorted(found, key=lambda start: start[0].base)


def ruled(sheet: Sheet, start: list[Run], middle: float) -> HeaderBand | None:
    """The header between the rules (or edges of shading) above and below its 序号."""
    x0, x1 = min(run.x0 for run in start), max(run.x1 for run in start)
    lines = [
        rule.at for rule in (*sheet.grid.across, *sheet.grid.edges) if rule.covers(x0, x1, 0.95)
    ]
    slack = 0.2 * start[0].size
    above = [at for at in lines if at <= start[0].middle - slack]
    below = [at for at in lines if at >= start[-1].middle + slack]
    if not above or not below or min(below) - max(above) > TALLEST:
        return None
    return band_between(sheet, max(above), min(below))


def grown(sheet: Sheet, start: list[Run], middle: float) -> HeaderBand | None:
    """The header around 序号 that reads best: most roles, then fewest lines."""
    size = start[0].size
    best, most = None, 0.0
    for reach in REACHES:
        half = (start[-1].middle - start[0].middle) / 2 + reach * size
        band = band_between(sheet, middle - half, middle + half)
        if band is None:
            continue
        if readable(band.words) > most:
            best, most = band, readable(band.words)
    if best:
        runs = best.runs + best.spanning
        best.top, best.bottom = min(r.top for r in runs), max(r.bottom for r in runs)
    return best


def band_between(sheet: Sheet, top: float, bottom: float) -> HeaderBand | None:
    """Read what stands between two heights as a header; None where it is none."""
    runs = [run for run in sheet.runs if top < run.middle < bottom]
    down = [rule.at for rule in rules_between(sheet.grid.down, runs, top, bottom)]
    words, spanning = without_spanning(merged(stacks(runs, down)), runs, down)
    if read_header(tuple(word.text for word in words)) is None:
        return None
    runs = [run for run in runs if run not in spanning]
    return HeaderBand(sheet, top, bottom, words, runs, spanning)


def rules_between(down: list[Rule], runs: list[Run], top: float, bottom: float) -> list[Rule]:
    """The rules down that have words of a header on either side, in its lower row at least.

    A frame around the table or the whole sheet parts nothing.
    """
    if not runs:
        return []
    left, right = min(run.x1 for run in runs), max(run.x0 for run in runs)
    heights = ((top + bottom) / 2, bottom - 0.15 * (bottom - top))
    return [r for r in down if left < r.at < right and any(r.crosses(at) for at in heights)]


def without_spanning(
    words: list[Word], runs: list[Run], down: list[float]
) -> tuple[list[Word], list[Run]]:
    """The header's words without one over several columns (职责分工), if it reads better so."""
    best: tuple[list[Word], list[Run]] = (words, [])
    most = readable(words)
    for over in runs:
        if all(run.base <= over.base + 0.5 * over.size for run in runs):
            continue
        rest = [run for run in runs if run is not over]
        others = merged(stacks(rest, down))
        # Beside the words below it, it is none of their lines.
        beside = all(run.x0 > over.x1 or run.x1 < over.x0 for run in rest)
        if readable(others) > most or (beside and readable(others) == most):
            best, most = (others, [over]), readable(others)
    return best


def readable(words: list[Word]) -> float:
    """How well words read as a header: its different roles less half of all other words.

    Of “承接部门及工作方式” and “承接部门：市民政局” below it only one is a header.
    """
    roles = {role_of(word.text) for word in words} - {None}
    return len(roles) - 0.5 * (len(words) - len(roles))


def stacks(runs: list[Run], down: list[Rule]) -> list[Word]:
    """Put what overlaps in width into one word; a rule down parts words in any case."""
    groups: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.x0):
        edge = max((other.x1 for other in groups[-1]), default=0) if groups else 0
        left = (groups[-1][0].x0 + groups[-1][0].x1) / 2 if groups else 0
        middle = (run.x0 + run.x1) / 2
        same_cell = groups and not any(left < at < middle for at in down)
        if groups and (run.x0 < edge - 0.5 or (same_cell and down)) and same_cell:
            groups[-1].append(run)
        else:
            groups.append([run])
    words = []
    for group in groups:
        group.sort(key=lambda run: (round(run.base), run.x0))
        text = "".join(run.text for run in group).replace(" ", "")
        words.append(Word(text, min(r.x0 for r in group), max(r.x1 for r in group)))
    return words


def merged(words: list[Word]) -> list[Word]:
    """Join neighbours that are a header's words only together: 序 and 号, 事项 and 名称."""
    found: list[Word] = []
    for word in words:
        if found and not (role_of(word.text) and role_of(found[-1].text)):
            both = found[-1].text + word.text
            if role_of(both):
                found[-1] = Word(both, found[-1].x0, word.x1)
                continue
        found.append(word)
    return found
