"""Saves the source file and what was read from it; lays known corrections over the rows."""

from collections.abc import Iterable
from pathlib import Path

from ingest.parse.corrections import OF_DOCUMENT, CellCorrection
from ingest.parse.titles import squeeze
from ingest.read.child import source_of
from ingest.read.worker import as_json
from ingest.shapes import DutyList, ParsedItem, Source
from lists import store
from lists.models import Correction, Document, Township

# Where an item keeps the text of a column, as a person sees and corrects it.
CELLS = {
    "number": "number",
    "category": "category",
    "name": "name",
    "departments": "departments_cell",
    "lead_duty": "lead_duty",
    "township_duty": "township_duty",
    "taker": "takers_cell",
    "method": "method_cell",
}


def keep(path: Path, source: Source) -> Document:
    """Put a file into the store and what was read from it beside; finds it when it is there.

    Part of a transaction: what was found stays until its end.
    """
    # Locked against `store.discard`; whoever holds the document needs no lock of the bytes.
    locked = Document.objects.select_for_update(no_key=True)
    document = locked.filter(sha256=source.sha256).first()
    if document is None:
        format = path.suffix.lower().lstrip(".")
        with store.alone_with(source.sha256):
            document, _ = locked.get_or_create(
                sha256=source.sha256, defaults={"format": format, "size": path.stat().st_size}
            )
    store.put(path, source.sha256, document.format)
    if document.rows is None:
        keep_rows(document, source)
    return document


def keep_rows(document: Document, source: Source) -> None:
    """Save what was read from a document."""
    document.rows = as_json(source)
    document.pages = max((row.place.page or 0 for row in source.rows), default=0) or None
    document.save(update_fields=["format", "rows", "pages"])


def source_from(document: Document, name: str) -> Source:
    """What was read from a document, under the name a person knows the file by."""
    source = source_of(document.rows)
    source.name, source.sha256 = name, document.sha256
    return source


def known_corrections(sha256: str) -> list[CellCorrection]:
    """The corrections in force for a file, oldest first."""
    return as_cells(Correction.objects.filter(document__sha256=sha256, undone_at=None))


def as_cells(corrections: Iterable[Correction]) -> list[CellCorrection]:
    """Corrections as the parser lays them over the rows."""
    return [CellCorrection(c.kind, c.place, c.column, c.old, c.new) for c in corrections]


def carry_over(document: Document, township: Township, duty_list: DutyList) -> int:
    """Copy the corrections of other files of the township whose cell this file prints alike.

    Gives how many. Whose cell reads otherwise here, or cannot be told from another, is left: an
    empty cell is like every other one, and a 序号 that was wrong there is right in a sound list.
    """
    others = Correction.objects.filter(on_township=township, undone_at=None)
    others = others.exclude(old="").exclude(column=Correction.Column.NUMBER)
    had = set(document.corrections.values_list("place", "column"))
    carried = []
    for known in others.exclude(document=document):
        place = place_in(duty_list, known)
        if place is None or (place, known.column) in had:
            continue
        had.add((place, known.column))
        known.pk, known.document, known.place = None, document, place
        carried.append(known)
    Correction.objects.bulk_create(carried)
    return len(carried)


def place_in(duty_list: DutyList, known: Correction) -> str | None:
    """Where a list prints the cell that a correction of another file means; None: nowhere."""
    if known.column in OF_DOCUMENT:
        return "" if (getattr(duty_list, known.column) or "") == known.old else None
    alike = [item for item in duty_list.of_kind(known.kind) if same_cell(item, known)]
    of_number = [item for item in alike if str(item.number) == known.number]
    found = of_number or alike
    return str(found[0].place) if len(found) == 1 else None


def same_cell(item: ParsedItem, known: Correction) -> bool:
    """Whether an item prints what a correction corrects."""
    return squeeze(cell_of(item, known.column)) == squeeze(known.old)


def cell_of(item: ParsedItem, column: str) -> str:
    """The text of one column of an item, as a person sees it."""
    return str(getattr(item, CELLS[column]) or "")
