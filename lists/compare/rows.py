"""A row as it is compared: its list, number, category, name, bodies and cells of duty."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

KINDS = ("basic", "cooperation", "revoked")
BLANK = re.compile(r"\s+")


def plain(text: str) -> str:
    """A text without blanks and differences of width: what counts as the same wording."""
    return BLANK.sub("", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True)
class Row:
    """One row of one edition; `cells` are its texts of duty by the titles of their columns."""

    kind: str
    number: int
    category: str
    name: str
    bodies: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in its edition; no two rows of an edition share it."""
        return KINDS.index(self.kind), self.number

    @cached_property
    def plain_name(self) -> str:
        """The name by which a row is found again."""
        return plain(self.name)

    @cached_property
    def plain_cells(self) -> tuple[str, ...]:
        """The cells of duty as they are compared."""
        return tuple(plain(text) for _, text in self.cells)
