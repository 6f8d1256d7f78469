"""The way of a document: read -> parse (cells, clauses, departments) -> check -> save."""

from pathlib import Path

from ingest.checks import check
from ingest.errors import Blocked
from ingest.parse import parse
from ingest.read import read
from ingest.shapes import DutyList


def understand(path: Path) -> DutyList:
    """Read, parse and check a document; its defects are findings. Raises Refused."""
    source = read(path)
    duty_list = parse(source)
    check(duty_list)
    return duty_list


def take(path: Path, imported_by=None):
    """Understand a document and save it as a draft, or raise Refused and change nothing."""
    from ingest.save import save

    duty_list = understand(path)
    if duty_list.blocked:
        first = duty_list.blocked[0]
        more = len(duty_list.blocked) - 1
        raise Blocked(
            path.name,
            first.message + (f"（另有 {more} 处错误）" if more else ""),
            "",
            where=first.where,
        )
    return save(duty_list, imported_by)
