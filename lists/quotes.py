"""A row quoted in an answer: whose the matter is, in one sentence, and the text that says so."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from lists.clauses import Group, side, with_clauses
from lists.models import Department, Edition, Involvement, Item
from lists.models.items import Kind
from lists.search.highlight import mark

# A sentence names so many bodies; of more it names the first and how many they are.
MOST_NAMED = 2


@dataclass(frozen=True)
class Quote:
    """A row of an edition with its bodies and clauses; `name` has the matched words marked."""

    item: Item
    edition: Edition
    name: SafeString

    @property
    def place(self) -> str:
        """The township's name."""
        return self.edition.township.name

    @property
    def list_name(self) -> str:
        """The list the row stands in, as documents name it."""
        return f"{self.item.get_kind_display()}事项清单"

    @property
    def bodies(self) -> list[Department]:
        """The bodies of the department column; where it is empty those of the text."""
        parts = list(self.item.involvements.all())
        listed = [part for part in parts if part.in_column] or parts
        return [part.department for part in listed]

    @property
    def discontinued(self) -> bool:
        """Whether nobody does it any more."""
        return self.item.kind == Kind.REVOKED and self.item.revokeditem.discontinued

    @property
    def owner(self) -> str:
        """Whose the matter is, as the headline of an answer."""
        bodies = in_words(self.bodies)
        if self.item.kind == Kind.BASIC:
            return f"由{self.place}负责"
        if self.item.kind == Kind.COOPERATION:
            return f"由{bodies or '上级部门'}牵头，{self.place}配合"
        if self.discontinued:
            return "上级已收回，不再开展"
        return f"上级已收回，由{bodies}承接" if bodies else "上级已收回"

    @property
    def meaning(self) -> str:
        """What the list asks of the township, in plain words."""
        if self.item.kind == Kind.BASIC:
            return f"{self.place}必须做、负全责。"
        if self.item.kind == Kind.COOPERATION:
            return f"上级部门牵头负责，{self.place}只做清单列明的配合工作。"
        if self.discontinued and not self.bodies:
            return f"这项工作已经取消，{self.place}不再承担，清单没有写承接部门。"
        if self.discontinued:
            return f"这项工作不再开展，{self.place}不再承担；清单同时写明了处理的部门。"
        return f"{self.place}不再承担，由承接部门按清单写明的方式办理。"

    @property
    def ours(self) -> list[Group]:
        """What the township does in a cooperation row, clause by clause."""
        return side(self.item, "township")

    @property
    def method(self) -> list[Group]:
        """Who took a revoked row over and how it is done, clause by clause."""
        return side(self.item, "method")

    def basis(self, task: str) -> str:
        """The address of the sheet that quotes the row for a task."""
        place = self.edition.township.slug
        address = reverse(
            "basis", args=[place, self.edition.slug, self.item.kind, self.item.number]
        )
        return f"{address}?{urlencode({'q': task})}" if task else address


def in_words(bodies: list[Department]) -> str:
    """Some bodies in a sentence: all up to MOST_NAMED, else the first and their number."""
    names = [body.name for body in bodies]
    if len(names) <= MOST_NAMED:
        return "、".join(names)
    return f"{names[0]}等{len(names)}个部门"


def quoted(rows: QuerySet[Item], edition: Edition, marks: Iterable[str] = ()) -> dict[int, Quote]:
    """Quotes of some rows of one edition by their ids; `marks` are the words to mark."""
    parts = Involvement.objects.select_related("department")
    rows = rows.select_related("category", "cooperationitem", "revokeditem")
    rows = with_clauses(rows.prefetch_related(Prefetch("involvements", queryset=parts)))
    found = {}
    for row in rows:
        row.edition = edition
        found[row.pk] = Quote(row, edition, mark(row.name, marks))
    return found
