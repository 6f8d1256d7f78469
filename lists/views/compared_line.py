"""A duty in several lists, as the page that compares them and its file show it."""

from dataclasses import dataclass

from django.urls import reverse

from lists.models import Edition
from lists.side_by_side import Line, Listed
from lists.views.sides import Side


@dataclass(frozen=True)
class ComparedLine:
    """A line with its rows in each of the lists compared."""

    line: Line
    sides: list[Side]

    @property
    def duty(self) -> str:
        """The page of the duty over all townships; '' where no list that stands today has it."""
        word, number = self.line.first.same
        states = {self.sides[at].edition.state for at in self.line.having}
        past = states <= {Edition.State.SUPERSEDED, Edition.State.WITHDRAWN}
        return "" if past or word != "duty" else reverse("duty", args=[number])

    @property
    def cells(self) -> list[list[tuple[Listed, str]]]:
        """The rows in each of the lists with their addresses."""
        return [
            [(row, item_address(side.edition, row)) for row in rows]
            for side, rows in zip(self.sides, self.line.rows, strict=True)
        ]


def item_address(edition: Edition, row: Listed) -> str:
    """The permalink of a row."""
    return reverse("item", args=[edition.township.slug, edition.slug, row.kind, row.number])
