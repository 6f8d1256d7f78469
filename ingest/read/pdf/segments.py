"""The stretch of a page that one table fills, and the columns it has there."""

from dataclasses import dataclass, field

from ingest.parse.headers import role_of
from ingest.read.pdf.bands import may_be_band
from ingest.read.pdf.columns import (
    gap_columns,
    goes_on_below,
    ruled_again,
    ruled_columns,
    shaded_columns,
)
from ingest.read.pdf.headers import HeaderBand, Word
from ingest.read.pdf.lines import Run, cut_at
from ingest.read.pdf.rules import Rule
from ingest.read.pdf.sheet import Sheet


@dataclass(eq=False)
class Segment:
    """What stands between two heights of a page below (or, on later pages, of) a header."""

    sheet: Sheet
    top: float
    bottom: float
    runs: list[Run]
    header: HeaderBand | None
    follows: bool  # goes on from the page before
    places: list[float] = field(default_factory=list)
    below_foot: list[Run] = field(default_factory=list)  # printed below the foot of its cell


@dataclass(eq=False)
class PdfTable:
    """A table over its pages: the words of its header, its segments, its columns."""

    header: HeaderBand
    segments: list[Segment] = field(default_factory=list)
    title: str = ""
    above: set[str] = field(default_factory=set)  # the lines over its first header
    cells: tuple[str, ...] = ()
    ruled: bool = False
    header_places: list[float] = field(default_factory=list)
    strip: float = 0.0  # the narrowest empty strip seen between two rows, where no rule parts them
    lost: list[tuple[int, int]] = field(default_factory=list)  # page, characters in no row
    cut: list[tuple[int, str]] = field(default_factory=list)  # page, words that break off there
    undrawn: bool = False  # nothing is drawn between most rows
    top_aligned: bool = False  # numbers stand on the first line of their rows

    def role_at(self, role: str) -> int | None:
        """Which column plays a role."""
        roles = [role_of(words) for words in self.cells]
        return roles.index(role) if role in roles else None

    def extent(self, column: int) -> tuple[float, float]:
        """Left and right edge of the header word of a column."""
        words = [w for w in self.header.words if column_at(self.header_places, w) == column]
        return min(word.x0 for word in words), max(word.x1 for word in words)

    @property
    def category_column(self) -> int | None:
        """The column of categories, if there is one."""
        return self.role_at("category")


def column_at(places: list[float], word: Word) -> int:
    """The column a header word stands in."""
    return sum(place < (word.x0 + word.x1) / 2 for place in places)


def set_columns(table: PdfTable) -> None:
    """Give each segment of a table the places where its columns part, and the header its cells."""
    ruled = ruled_columns(table.header)
    shaded = shaded_columns(table.header)
    table.ruled = ruled is not None and goes_on_below(table.header)
    if ruled or shaded:
        table.header_places = ruled or shaded or []
        set_drawn(table)
    else:
        set_gaps(table)
    words = [""] * (len(table.header_places) + 1)
    for run in sorted(table.header.runs, key=lambda run: (round(run.base), run.x0)):
        for piece in cut_at(run, table.header_places):
            at = sum(place < (piece.x0 + piece.x1) / 2 for place in table.header_places)
            words[at] += piece.text.replace(" ", "")
    table.cells = tuple(words)


def set_drawn(table: PdfTable) -> None:
    """Columns by the rules of each page, or by the sides of its shading."""
    places = table.header_places
    for segment in table.segments:
        header = segment.header
        own = (ruled_columns(header) or shaded_columns(header)) if header else None
        if own is None or len(own) != len(places):
            own = ruled_again(segment.sheet, segment.top, segment.bottom, places)
        segment.places = places = own


def set_gaps(table: PdfTable) -> None:
    """Columns by gaps, over all pages where the header stands at the same places."""
    group: list[Segment] = []
    words = table.header.words
    for segment in table.segments:
        if segment.header and group and moved(words, segment.header.words):
            share_gaps(group, words)
            group = []
        if segment.header:
            words = segment.header.words
        group.append(segment)
    share_gaps(group, words)
    first = [s for s in table.segments if s.header is table.header]
    table.header_places = first[0].places if first else gap_columns(words, (), None)


def moved(words: list[Word], others: list[Word]) -> bool:
    """Whether a repeated header stands elsewhere."""
    return len(words) != len(others) or any(
        abs(a.x0 - b.x0) > 2 or abs(a.x1 - b.x1) > 2 for a, b in zip(words, others, strict=True)
    )


def share_gaps(group: list[Segment], words: list[Word]) -> None:
    """Give the segments of a group the places found over all of them."""
    banded = all(role_of(word.text) != "category" for word in words)
    runs = [
        run for segment in group for run in segment.runs if not (banded and may_be_band(run.text))
    ]
    left = left_edge(group[0], words) if group else None
    places = gap_columns(words, runs, left)
    for segment in group:
        segment.places = places


def left_edge(segment: Segment, words: list[Word]) -> float | None:
    """Where the rules across (or the shading) of a table begin; None without any."""
    starts = [
        rule.start
        for rule in (*segment.sheet.grid.across, *segment.sheet.grid.edges)
        if rule.covers(words[0].x0, words[0].x1, 0.95) and near(rule, segment)
    ]
    return sorted(starts)[len(starts) // 2] if starts else None


def near(rule: Rule, segment: Segment) -> bool:
    """Whether a rule across belongs to a segment or the header above it."""
    return segment.top - 60 <= rule.at <= segment.bottom + 5
