"""The bench's own database in a folder, kept: it is made anew only for another corpus."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import psycopg2
from psycopg2 import sql

from portal import embedded
from tests.bench.national.shares import Short
from tests.bench.table import say
from tests.served import ROOT, database_url

DEFAULT_FOLDER = ROOT / ".bench-national-data"
# Raised when the corpus made of the same numbers becomes another.
VERSION = 3
LOADING = """
SET synchronous_commit = off;
SET maintenance_work_mem = '3GB';
SET work_mem = '256MB';
SET session_replication_role = replica
"""
AS_BEFORE = """
RESET synchronous_commit; RESET maintenance_work_mem; RESET work_mem;
RESET session_replication_role
"""


@dataclass(frozen=True)
class Corpus:
    """Which country: a database name of its own, how many rows, and how its lists are cut."""

    name: str
    items: int
    seed: int
    short: Short | None = None

    @property
    def said(self) -> dict:
        """What makes it this one and no other."""
        return json.loads(json.dumps(asdict(self) | {"version": VERSION}))


@contextmanager
def country(folder: Path, corpus: Corpus) -> Iterator[None]:
    """Django set up on a database that holds a corpus."""
    os.environ.pop("DATABASE_URL", None)
    server = embedded.provide(folder)
    os.environ.update(
        DATABASE_URL=database_url(corpus.name),
        DJANGO_SETTINGS_MODULE="portal.settings",
        PORTAL_HTTPS="0",
        SECRET_KEY="for-the-bench-only",
        STATIC_ROOT=str(folder / "static"),
    )
    os.environ.pop("PORTAL_DEBUG", None)
    holds = folder / f"{corpus.name}.json"
    there = holds.exists() and json.loads(holds.read_text()) == corpus.said
    try:
        if not there:
            holds.unlink(missing_ok=True)
            make_anew(server, corpus.name)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not there:
            make(folder, corpus)
            holds.write_text(json.dumps(corpus.said))
        yield
    finally:
        from django.db import connection

        connection.close()
        embedded.release()


def make_anew(server: str, name: str) -> None:
    """An empty database in place of the one there was."""
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in ("DROP DATABASE IF EXISTS {} (FORCE)", "CREATE DATABASE {}"):
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
    connection.close()


def make(folder: Path, corpus: Corpus) -> None:
    """Fill the database: tables, sample lists with their vectors, the made-up country."""
    from django.core.management import call_command
    from django.db import connection

    from lists.search import thesaurus, upkeep
    from tests.bench.national import load
    from tests.bench.national.clock import Since
    from tests.samples import FILES

    since = Since()
    with (folder / "ingest.log").open("w") as log:
        call_command("ingest", *FILES, publish=True, stdout=log)
    thesaurus.load_files()
    embed_samples(folder / "sample-vectors.npz")
    since.tell("sample lists taken in, their texts embedded")
    with connection.cursor() as cursor:
        cursor.execute(LOADING)
        load.fill(corpus.items, corpus.seed, short=corpus.short, tell=since.tell)
        upkeep.index_vectors()
        since.tell("approximate index of the vectors made")
        cursor.execute(AS_BEFORE)
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        since.tell(f"vacuumed; the database takes {cursor.fetchone()[0]}")


def embed_samples(file: Path) -> None:
    """Give the texts of the sample lists their vectors, computed once and kept in a file."""
    from lists.models import Meaning
    from lists.search.embed import PASSAGE, embedder

    if not embedder():
        say("no embedder: the corpus has no vectors, meaning is not measured")
        return
    kept = dict(zip(*np.load(file).values(), strict=True)) if file.exists() else {}
    texts = list(Meaning.objects.all())
    missing = [meaning for meaning in texts if meaning.digest not in kept]
    vectors = embedder().embed([meaning.text for meaning in missing], PASSAGE)
    kept |= {m.digest: vector for m, vector in zip(missing, vectors, strict=True)}
    for meaning in texts:
        meaning.vector, meaning.model = list(map(float, kept[meaning.digest])), embedder().model
    Meaning.objects.bulk_update(texts, ["vector", "model"], batch_size=500)
    np.savez(file, digests=list(kept), vectors=np.array(list(kept.values()), np.float16))
