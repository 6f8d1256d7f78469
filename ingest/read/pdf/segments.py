"""The stretch of a page that one table fills, and the columns it has there."""

from dataclasses import dataclass, field

from ingest.parse.headers import role_of
from ingest.read.pdf.columns import gap_columns, ruled_again, ruled_columns
from ingest.read.pdf.headers import HeaderBand, Word
from ingest.read.pdf.lines import Run, cut_at
from ingest.read.pdf.sheet import Sheet


@dataclass
class Segment:
    """What stands between two heights of a page below (or, on later pages, of) a header."""

    sheet: Sheet
    top: float
    bottom: float
    runs: list[Run]
    header: HeaderBand | None
    follows: bool  # goes on from the page before
    places: list[float] = field(default_factory=list)


@dataclass
class PdfTable:
    """A table over its pages: the words of its header, its segments, its columns."""

    header: HeaderBand
    segments: list[Segment] = field(default_factory=list)
    cells: tuple[str, ...] = ()
    ruled: bool = False
    header_places: list[float] = field(default_factory=list)

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
    table.header_places = ruled_columns(table.header) or []
    table.ruled = bool(table.header_places)
    if table.ruled:
        set_ruled(table)
    else:
        set_gaps(table)
    words = [""] * (len(table.header_places) + 1)
    for run in sorted(table.header.runs, key=lambda run: (round(run.base), run.x0)):
        for piece in cut_at(run, table.header_places):
            at = sum(place < (piece.x0 + piece.x1) / 2 for place in table.header_places)
            words[at] += piece.text.replace(" ", "")
    table.cells = tuple(words)


def set_ruled(table: PdfTable) -> None:
    """Columns by the rules of each page."""
    places = table.header_places
    for segment in table.segments:
        own = ruled_columns(segment.header) if segment.header else None
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
    table.header_places = gap_columns(
        table.header.words,
        (run for s in table.segments if s.sheet is table.header.sheet for run in s.runs),
    )


def moved(words: list[Word], others: list[Word]) -> bool:
    """Whether a repeated header stands elsewhere."""
    return len(words) != len(others) or any(
        abs(a.x0 - b.x0) > 2 or abs(a.x1 - b.x1) > 2 for a, b in zip(words, others, strict=True)
    )


def share_gaps(group: list[Segment], words: list[Word]) -> None:
    """Give the segments of a group the places found over all of them."""
    places = gap_columns(words, (run for segment in group for run in segment.runs))
    for segment in group:
        segment.places = places
