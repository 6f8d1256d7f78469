"""What an export is made of: columns, and rows with a value for each of them."""

from typing import NamedTuple


class Column(NamedTuple):
    """A column: its name for programs, its title for people, its width in characters.

    Sheets of a workbook named in `absent` never have anything in it and go without it.
    """

    key: str
    title: str
    width: int
    absent: tuple[str, ...] = ()


class Coded(NamedTuple):
    """A value that people read as `label` and programs as `code`: 配合履职, cooperation."""

    label: str
    code: str


# Several texts stand in one cell, joined; programs get them one by one.
Value = str | int | Coded | list[str]


class ExportRow(NamedTuple):
    """A row: the sheet of a workbook it stands on, and its values in the order of the columns."""

    sheet: str
    values: tuple[Value, ...]


def as_cell(value: Value) -> str | int:
    """A value as one cell of a table holds it."""
    if isinstance(value, Coded):
        return value.label
    return "、".join(value) if isinstance(value, list) else value


def as_data(value: Value) -> str | int | list[str]:
    """A value as programs read it."""
    return value.code if isinstance(value, Coded) else value
