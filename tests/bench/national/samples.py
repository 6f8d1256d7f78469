"""The sample lists as the bench writes from them: texts, bodies, topics, meanings."""

from dataclasses import dataclass

from lists.departments import short_place
from lists.models import Item
from lists.models.items import Kind
from lists.search.wordings import RowText, place_names
from tests.bench.national.writing import Text


@dataclass(frozen=True)
class Row:
    """What all texts that come from a sample row have in common; bodies without their place."""

    wording: int
    kind: str
    category: int
    category_name: str
    departments: tuple[tuple[str, int | None], ...]

    def cells(self, text: Text) -> RowText:
        """A text as the cells of a row."""
        return RowText(
            name=text.name,
            category=self.category_name,
            category_id=self.category,
            departments=" ".join(name for name, _ in self.departments),
            ours="".join(text.ours),
            theirs="".join(text.theirs),
            clauses=(*text.theirs, *text.ours),
            places=(),
        )


@dataclass(frozen=True)
class Samples:
    """The distinct rows of the sample lists, their texts, and the lists as numbers of these."""

    rows: list[Row]
    texts: list[Text]
    lists: list[list[int]]

    @property
    def topics(self) -> list[tuple]:
        """Rows of one topic may exchange clauses."""
        return [(row.kind, row.category) for row in self.rows]


def read() -> Samples:
    """Read the sample lists of the database: those that `ingest` saved."""
    samples, numbers, lists = Samples([], [], []), {}, {}
    items = (
        Item.internal.select_related("category", "county", "township", "revokeditem")
        .select_related("cooperationitem", "wording")
        .prefetch_related("clauses", "involvements__department")
    )
    for item in items.order_by("edition", "kind", "number"):
        if item.wording_id not in numbers:
            numbers[item.wording_id] = len(samples.rows)
            row, text = understood(item, len(samples.rows))
            samples.rows.append(row)
            samples.texts.append(text)
        lists.setdefault(item.edition_id, []).append(numbers[item.wording_id])
    samples.lists.extend(lists.values())
    return samples


def understood(item: Item, number: int) -> tuple[Row, Text]:
    """A row of a sample list without its places."""
    places = place_names(item.county, item.township.name)
    plain = RowText("", "", 0, "", "", "", (), places).plain
    sides: dict[str, list[str]] = {"lead": [], "township": [], "method": []}
    for clause in item.clauses.all():
        sides[clause.side].append(plain(clause.text))
    ours, theirs = sides["township"] or sides["method"], sides["lead"]
    if item.kind == Kind.REVOKED and not ours:
        ours = [plain(item.revokeditem.method)]
    if item.kind == Kind.COOPERATION:
        ours = ours or [plain(item.cooperationitem.township_duty)]
        theirs = theirs or [plain(item.cooperationitem.lead_duty)]
    bodies = {}
    for part in item.involvements.all():
        name = part.department.name.removeprefix(short_place(item.county.name))
        bodies[plain(name) or name] = part.department.system_id
    row = Row(
        item.wording_id, item.kind, item.category_id, item.category.name, tuple(bodies.items())
    )
    text = Text(number, item.wording.name, tuple(dict.fromkeys(ours)), tuple(dict.fromkeys(theirs)))
    return row, text
