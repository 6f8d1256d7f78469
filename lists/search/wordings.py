"""Rows to wordings: the distinct text of a row, places and OCR noise removed, and its parts."""

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from lists.departments import short_place
from lists.models import Item, Meaning, Passage, Wording
from lists.search.index import search_vector
from lists.search.tokens import normalise

# The township's own part is embedded with the name up to so many characters.
WHOLE_LENGTH = 300
# Signs and blanks differ between scans of the same text; so does how a county writes "the county".
NOISE = re.compile(r"[\W_]+")
LEVEL = re.compile(r"(?<![\u4e00-\u9fff])(县|市|区|旗|师市)(?=[\u4e00-\u9fff]{1,16}[局委办院会])")


@dataclass(frozen=True)
class RowText:
    """The cells of a row that make its wording, with the names of its places to take out."""

    name: str
    category: str
    category_id: int
    departments: str
    ours: str
    theirs: str
    clauses: tuple[str, ...]
    places: tuple[str, ...]

    def plain(self, text: str) -> str:
        """A text without the names of its places and the level before a department."""
        for place in self.places:
            text = text.replace(place, "")
        return LEVEL.sub("", text)

    @property
    def digest(self) -> str:
        """The same for rows that differ in places, blanks and signs only."""
        cells = (self.name, self.category, self.departments, self.ours, self.theirs)
        plain = "\x1f".join(NOISE.sub("", normalise(self.plain(cell))) for cell in cells)
        return hashlib.sha256(plain.encode()).hexdigest()

    @property
    def vector(self) -> str:
        """The search column of the wording."""
        cells = (self.name, self.category, self.departments, self.ours, self.theirs)
        return search_vector(*(self.plain(cell) for cell in cells))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What is compared by meaning: (part, text); a basic row has only its name."""
        name, ours = self.plain(self.name), self.plain(self.ours)
        parts = [(Passage.Part.NAME, name)]
        if ours:
            parts.append((Passage.Part.WHOLE, f"{name}。{ours[:WHOLE_LENGTH]}"))
        parts += [(Passage.Part.CLAUSE, self.plain(clause)) for clause in self.clauses]
        return [(part, text) for part, text in dict.fromkeys(parts) if text.strip()]


def place_names(county, township: str) -> tuple[str, ...]:
    """The names of a row's places as texts write them, longest first."""
    names = {township, county.name, short_place(county.name)}
    names |= {county.prefecture, short_place(county.prefecture), county.province}
    return tuple(sorted(filter(None, names), key=len, reverse=True))


def ensure(rows: Iterable[RowText]) -> dict[str, int]:
    """Make the wordings that are missing, with passages that wait for vectors; digest -> id."""
    texts = {row.digest: row for row in rows}
    known = dict(Wording.objects.filter(digest__in=texts).values_list("digest", "pk"))
    new = [
        Wording(
            digest=digest,
            name=row.plain(row.name),
            category_id=row.category_id,
            search=row.vector,
        )
        for digest, row in texts.items()
        if digest not in known
    ]
    with transaction.atomic():
        for wording in Wording.objects.bulk_create(new, batch_size=500):
            known[wording.digest] = wording.pk
        save_passages({wording.pk: texts[wording.digest].parts for wording in new})
    return known


def save_passages(parts: dict[int, list[tuple[str, str]]]) -> None:
    """Save the parts of new wordings; texts known already keep their vectors."""
    meanings = ensure_meanings({text for found in parts.values() for _, text in found})
    passages = [
        Passage(wording_id=wording, part=part, meaning_id=meanings[text])
        for wording, found in parts.items()
        for part, text in found
    ]
    Passage.objects.bulk_create(passages, batch_size=2000, ignore_conflicts=True)


def ensure_meanings(texts: set[str]) -> dict[str, int]:
    """Make the meanings that are missing, without vectors; text -> id."""
    digests = {hashlib.sha256(text.encode()).hexdigest(): text for text in texts}
    Meaning.objects.bulk_create(
        [Meaning(digest=digest, text=text) for digest, text in digests.items()],
        batch_size=1000,
        ignore_conflicts=True,
    )
    found = Meaning.objects.filter(digest__in=digests)
    return {digests[digest]: pk for digest, pk in found.values_list("digest", "pk")}


COUNT = """
UPDATE lists_wording AS wording
SET published = counted.published, basic = counted.basic,
    cooperation = counted.cooperation, revoked = counted.revoked
FROM (
    SELECT w.id, count(e.id) AS published,
        count(e.id) FILTER (WHERE i.kind = 'basic') AS basic,
        count(e.id) FILTER (WHERE i.kind = 'cooperation') AS cooperation,
        count(e.id) FILTER (WHERE i.kind = 'revoked') AS revoked
    FROM lists_wording w
    LEFT JOIN lists_item i ON i.wording_id = w.id
    LEFT JOIN lists_edition e ON e.id = i.edition_id AND e.counted
    {only}
    GROUP BY w.id
) AS counted
WHERE counted.id = wording.id AND (wording.published, wording.basic, wording.cooperation,
    wording.revoked) IS DISTINCT FROM
    (counted.published, counted.basic, counted.cooperation, counted.revoked)
"""


def count_published(only: Collection[int] | None = None) -> None:
    """Count anew how many rows of the editions marked as counted carry each wording.

    With `only`, ids of wordings: each of these.
    """
    which = "" if only is None else "WHERE w.id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(only=which), None if only is None else [list(only)])


def row_text(item: Item) -> RowText:
    """The cells of a saved row; for rows that came before wordings did."""
    detail = item.detail
    return RowText(
        name=item.name,
        category=item.category.name,
        category_id=item.category_id,
        departments=" ".join(part.department.name for part in item.involvements.all()),
        ours=getattr(detail, "township_duty", "") or getattr(detail, "method", ""),
        theirs=getattr(detail, "lead_duty", ""),
        clauses=tuple(clause.text for clause in item.clauses.all()),
        places=place_names(item.county, item.township.name),
    )


def ensure_for_saved() -> int:
    """Give every row that has none its wording; gives how many rows that were."""
    rows = (
        Item.internal.filter(wording=None)
        .select_related("category", "county", "township", "cooperationitem", "revokeditem")
        .prefetch_related("clauses", "involvements__department")
    )
    done = 0
    while batch := list(rows.order_by("pk")[:1000]):
        texts = {item.pk: row_text(item) for item in batch}
        known = ensure(texts.values())
        for item in batch:
            item.wording_id = known[texts[item.pk].digest]
        Item.internal.bulk_update(batch, ["wording_id"])
        done += len(batch)
    return done
