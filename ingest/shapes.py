"""Plain shapes that documents pass through on their way in: rows, findings, a duty list."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Literal

ListKind = Literal["basic", "cooperation", "revoked"]
Severity = Literal["error", "warning", "note"]

# The Chinese names of the three lists, for messages.
LIST_NAMES: dict[ListKind, str] = {
    "basic": "基本履职事项清单",
    "cooperation": "配合履职事项清单",
    "revoked": "上级部门收回事项清单",
}


# Parts the paragraphs of a cell where a reader knows them (Word, Excel, PDF): the character
# made for it, which no document prints. A line of a text file has none.
PARAGRAPH = "\u2029"


@dataclass(frozen=True)
class Place:
    """Where something stands in the source: line and page count from 1, None where unknown.

    `part` names what lines are counted in where that is not the file: 工作表“基本”, 第2个表格.
    """

    line: int | None = None
    page: int | None = None
    part: str = ""

    def __str__(self) -> str:
        parts = [self.part] if self.part else []
        if self.page:
            parts.append(f"第{self.page}页")
        if self.line:
            parts.append(f"第{self.line}行")
        return "".join(parts) or "全文"


@dataclass(frozen=True)
class Region:
    """A band of a page that a row fills: top and bottom as shares of the page's height."""

    page: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Row:
    """One row of the source: its cells as they stand there. A line of text has one cell.

    A row of a PDF says which bands of which pages it fills, in reading order. A row that is
    known to stand `outside` the grid of every table (a paragraph of Word, a full-width row) is
    never the rest of a cell.
    """

    cells: tuple[str, ...]
    place: Place
    regions: tuple[Region, ...] = ()
    outside: bool = False
    printed: tuple[str, ...] = ()  # the cells as they stand there, where a person corrected one

    @property
    def text(self) -> str:
        """All cells as one line without outer blanks."""
        return " ".join(self.cells).strip()


@dataclass(frozen=True)
class Finding:
    """Something a person should know: `error` blocks saving, `warning` asks, `note` informs."""

    code: str
    severity: Severity
    where: str
    message: str


@dataclass
class Source:
    """A document as read: its rows in order, and what the reader found on the way."""

    name: str
    sha256: str
    rows: list[Row]
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Clause:
    """One sentence of duty: whose it is, under which heading and number."""

    side: Literal["lead", "township", "method"]
    heading: str | None
    number: str | None
    text: str
    departments: tuple[str, ...] = ()
    assumed: bool = False  # the text names no owner, so all departments of the row stand here
    block: str | None = None  # the heading of the department block it stands in, as written


@dataclass
class ParsedItem:
    """One row of a list, cleaned of layout (tags, blanks inside words) and of nothing else."""

    kind: ListKind
    number: int
    category: str
    name: str
    place: Place
    printed: tuple[str, ...]
    regions: tuple[Region, ...] = ()
    departments_cell: str = ""
    takers_cell: str = ""  # where the 承接部门 have a column of their own
    departments_as_printed: list[str] = field(default_factory=list)
    departments: list[str | None] = field(default_factory=list)
    lead_duty: str | None = None
    township_duty: str | None = None
    method_cell: str | None = None  # 承接部门及工作方式 as printed
    method: str | None = None  # the same without the takers and labels
    takers_labelled: bool = False
    discontinued: bool = False
    clauses: list[Clause] = field(default_factory=list)

    @property
    def has_parts(self) -> bool:
        """Whether several takers of a revoked row have a part of their own each."""
        return any(clause.block for clause in self.clauses if clause.side == "method")


@dataclass(frozen=True)
class Declaration:
    """A number the document states about itself: of items, categories or departments."""

    kind: ListKind | None  # None: of the whole document
    unit: Literal["items", "categories", "departments"]
    count: int
    place: Place
    words: str


@dataclass
class Table:
    """Rows under one header: their kind by the header's columns, roles by column position."""

    kind: ListKind
    roles: tuple[str, ...]
    title: str | None
    place: Place
    rows: list[Row] = field(default_factory=list)

    @property
    def least(self) -> int:
        """The fewest cells of a whole row: to the last column with a role ('' has none)."""
        return max(at for at, role in enumerate(self.roles, start=1) if role)


@dataclass
class DutyList:
    """One township's list, as understood from one document."""

    source_name: str
    sha256: str
    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    township: str | None = None
    township_kind: str | None = None
    region_from_places: bool = False  # the document prints no region, the reviewed file gave it
    date: str | None = None
    markings: list[str] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    items: list[ParsedItem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def content_sha256(self) -> str:
        """A hash of what was understood: the same for copies in other encodings or line ends."""
        place = [self.province, self.prefecture, self.county, self.township, self.township_kind]
        stated = [[d.kind, d.unit, d.count] for d in self.declarations]
        rows = [[item.kind, item.number, item.category, *item.printed] for item in self.items]
        content = [place, self.date, self.markings, stated, rows]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    @property
    def blocked(self) -> list[Finding]:
        """The findings that forbid saving."""
        return [finding for finding in self.findings if finding.severity == "error"]

    def of_kind(self, kind: ListKind) -> list[ParsedItem]:
        """The items of one of the three lists, in source order."""
        return [item for item in self.items if item.kind == kind]
