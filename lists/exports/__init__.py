"""Rows to take away, as XLSX, CSV or JSON Lines: what they hold, and how they are written."""

from lists.exports.items import COLUMNS, OWN_DUTY, rows
from lists.exports.shapes import Coded, Column, ExportRow
from lists.exports.turns import RETRY, Busy, Pieces, Turn
from lists.exports.writers import CONTENT_TYPES, FORMATS, WRITERS, csv, jsonl, xlsx_file

__all__ = [
    "COLUMNS",
    "CONTENT_TYPES",
    "FORMATS",
    "OWN_DUTY",
    "RETRY",
    "WRITERS",
    "Busy",
    "Coded",
    "Column",
    "ExportRow",
    "Pieces",
    "Turn",
    "csv",
    "jsonl",
    "rows",
    "xlsx_file",
]
