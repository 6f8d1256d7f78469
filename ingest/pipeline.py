"""The way of a document: read -> parse (cells, clauses, departments) -> check -> save."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.checks import check
from ingest.errors import Blocked
from ingest.parse import parse
from ingest.parse.corrections import CellCorrection
from ingest.read import read
from ingest.shapes import DutyList, Source

Progress = Callable[[int, int], None]


def understand(path: Path, on_progress: Progress | None = None) -> DutyList:
    """Read, parse and check a document; its defects are findings. Raises Refused.

    `on_progress(done, total)` is called as the pages of a PDF are read.
    """
    return understand_rows(read(path, on_progress))


def understand_rows(source: Source, corrections: Sequence[CellCorrection] = ()) -> DutyList:
    """Parse and check what was read, with corrections laid over it. Raises NotADutyList."""
    duty_list = parse(source, corrections)
    check(duty_list)
    return duty_list


def require_sound(duty_list: DutyList) -> None:
    """Raise Blocked, naming the first error, for a list that must not be saved."""
    if not duty_list.blocked:
        return
    first, more = duty_list.blocked[0], len(duty_list.blocked) - 1
    message = first.message + (f"（另有 {more} 处错误）" if more else "")
    raise Blocked(duty_list.source_name, message, "", where=first.where)


def take(path: Path, imported_by=None, on_progress: Progress | None = None):
    """Understand a document and save it as a draft, or raise Refused and change nothing."""
    from ingest.save import save
    from ingest.save.documents import known_corrections

    source = read(path, on_progress)
    duty_list = understand_rows(source, known_corrections(source.sha256))
    require_sound(duty_list)
    return save(duty_list, source, path, imported_by)
