"""A document under review: who may look, what was understood, and every row with its cells."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ingest.errors import NotADutyList
from ingest.parse.cells import clean
from ingest.parse.corrections import correct_tables
from ingest.parse.tables import find_tables
from ingest.pipeline import understand_rows
from ingest.save.documents import as_cells, source_from
from ingest.shapes import DutyList, Region, Row, Source, Table
from lists import access
from lists.access import Act
from lists.models import Correction, Document, Edition, Intake


@dataclass(frozen=True)
class Cell:
    """One cell: its column, what the file prints, and what stands there after corrections."""

    column: str
    printed: str
    text: str

    @property
    def label(self) -> str:
        """The Chinese name of the column."""
        return Correction.Column(self.column).label

    @property
    def is_long(self) -> bool:
        """Whether the text needs more than a line to be edited in."""
        return len(self.text) > 60 or "\n" in self.text


@dataclass(frozen=True)
class SheetRow:
    """One row of a list as it stands in the file."""

    kind: str
    place: str
    cells: list[Cell]
    raw: tuple[str, ...]
    regions: tuple[Region, ...]

    def cell(self, column: str) -> Cell | None:
        """The cell of a column; None where the table has no such column."""
        return next((cell for cell in self.cells if cell.column == column), None)

    @property
    def number(self) -> str:
        """The 序号 as it stands there."""
        cell = self.cell("number")
        return cell.text if cell else ""

    @property
    def name(self) -> str:
        """The 事项名称 as it stands there."""
        cell = self.cell("name")
        return cell.text if cell else ""


@dataclass(frozen=True)
class Paper:
    """A document with its edition, if it made one, and the upload it came by, if by upload."""

    document: Document
    edition: Edition | None
    intake: Intake | None

    @property
    def name(self) -> str:
        """The name a person knows the file by."""
        return self.edition.source_name if self.edition else self.intake.file_name

    @property
    def county(self):
        """Whose document it is; None for an upload of an administrator that made no draft."""
        return self.edition.township.county if self.edition else self.intake.county

    @cached_property
    def corrections(self) -> list[Correction]:
        """The corrections in force."""
        made = self.document.corrections.filter(undone_at=None)
        return list(made.select_related("made_by"))

    @cached_property
    def source(self) -> Source:
        """What was read from the file."""
        return source_from(self.document, self.name)

    @cached_property
    def duty_list(self) -> DutyList | None:
        """What is understood with the corrections; None where it is no duty list."""
        try:
            return understand_rows(self.source, as_cells(self.corrections))
        except NotADutyList:
            return None

    @cached_property
    def rows(self) -> list[SheetRow]:
        """All rows of all lists in the order of the file."""
        tables = find_tables(self.source.rows).tables
        correct_tables(tables, as_cells(self.corrections))
        return [sheet_row(table, row) for table in tables for row in table.rows]

    @cached_property
    def places(self) -> dict[str, SheetRow]:
        """Rows by their place in the file."""
        return {row.place: row for row in self.rows}


def sheet_row(table: Table, row: Row) -> SheetRow:
    """A row with its cells by column; columns that play no role stay among the raw cells."""
    printed = row.printed or row.cells
    cells = [
        Cell(role, text_at(printed, at), text_at(row.cells, at))
        for at, role in enumerate(table.roles)
        if role
    ]
    return SheetRow(table.kind, str(row.place), cells, printed, row.regions)


def text_at(cells: tuple[str, ...], at: int) -> str:
    """A cell as a person reads and corrects it: paragraphs on lines of their own."""
    return clean(cells[at]) if at < len(cells) else ""


def open_paper(request: HttpRequest, pk: int, act: Act = Act.REVIEW) -> Paper:
    """The document for a person who may do this with it.

    404 for whoever may not even look, so that nobody learns that it is there.
    """
    document = get_object_or_404(Document, pk=pk)
    edition = document.editions.select_related("township__county").order_by("-imported_at").first()
    if edition:
        if not access.may(request.user, Act.REVIEW, edition):
            raise Http404
        if not access.may(request.user, act, edition):
            raise PermissionDenied
        return Paper(document, edition, document.intakes.first())
    office = access.office_reach(request.user)
    intakes = document.intakes.all() if office else document.intakes.none()
    if office and office.county_id:
        intakes = intakes.filter(county=office.county_id)
    intake = intakes.first()
    if intake is None or document.rows is None:
        raise Http404
    access.require(request.user, act)
    return Paper(document, None, intake)
