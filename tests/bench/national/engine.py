"""tantivy over the same tokens: rows with their township, and the distinct wordings."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import tantivy
from django.db import connection

HEAP = 600_000_000  # bytes
THREADS = 2
# The tokens of a wording with repeats, as one text.
TOKENS = """
SELECT id, published, (SELECT string_agg(repeat(lexeme || ' ', cardinality(positions)), '')
    FROM unnest(search)) FROM lists_wording
"""
ROWS = (
    "SELECT i.township_id, wording_id FROM lists_item i JOIN lists_edition e ON e.id = edition_id"
)


class Engine:
    """An index of tokens; each document belongs to a place ('' for wordings)."""

    def __init__(self, folder: Path):
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("place", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("tokens", tokenizer_name="whitespace", index_option="freq")
        builder.add_unsigned_field("wording", stored=True)
        self.schema = builder.build()
        self.is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(self.schema, path=str(folder))

    def fill(self, documents: Iterable[tuple[str, int, str]]) -> None:
        """Index (place, wording, tokens)."""
        writer = self.index.writer(HEAP, THREADS)
        for place, wording, tokens in documents:
            document = tantivy.Document()
            document.add_text("place", place)
            document.add_unsigned("wording", wording)
            document.add_text("tokens", tokens)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def search(self, place: str, groups: list[tuple[str, ...]], most: int) -> tuple[int, int]:
        """How many documents hold every token of some group, and how many of the best were read."""
        occur, query = tantivy.Occur, tantivy.Query

        def token(text: str) -> tantivy.Query:
            return query.term_query(self.schema, "tokens", text, "freq")

        def every(tokens: tuple[str, ...]) -> tantivy.Query:
            return query.boolean_query([(occur.Must, token(one)) for one in tokens])

        wanted = query.boolean_query(
            [(occur.Should, token(g[0]) if len(g) == 1 else every(g)) for g in groups]
        )
        if place:
            here = query.term_query(self.schema, "place", place, "basic")
            wanted = query.boolean_query([(occur.Must, here), (occur.Must, wanted)])
        searcher = self.index.searcher()
        found = searcher.search(wanted, limit=max(most, 1), count=True)
        read = [searcher.doc(address)["wording"][0] for _, address in found.hits[:20]]
        return found.count, len(read)


def tokens_of_wordings() -> dict[int, str]:
    """The tokens of all wordings that stand in a published list."""
    with connection.cursor() as cursor:
        cursor.execute(TOKENS)
        return {pk: text or "" for pk, published, text in cursor.fetchall() if published}


def published_rows() -> Iterator[tuple[int, int]]:
    """(township, wording) of all published rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"{ROWS} WHERE e.state = 'published' ORDER BY i.id")
        while rows := cursor.fetchmany(50_000):
            yield from rows


def engines(folder: Path) -> tuple[Engine, Engine]:
    """The index of rows and that of wordings, made once for a corpus."""
    rows, wordings = Engine(folder / "tantivy-rows"), Engine(folder / "tantivy-wordings")
    if rows.is_new or wordings.is_new:
        tokens = tokens_of_wordings()
        wordings.fill(("", pk, text) for pk, text in tokens.items())
        rows.fill((str(place), pk, tokens[pk]) for place, pk in published_rows())
    return rows, wordings
