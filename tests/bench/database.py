"""A database of the bench's own on the embedded server, dropped at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from psycopg2 import sql

from portal import embedded
from tests.served import ROOT, database_url

NAME = "bench"
DATA = ROOT / ".test-data"


@contextmanager
def database() -> Iterator[None]:
    """Django set up on an empty, migrated database, as in production but for https."""
    static = DATA / "static"
    static.mkdir(parents=True, exist_ok=True)
    os.environ.pop("PORTAL_DEBUG", None)
    if given := os.environ.pop("TEST_DATABASE_URL", ""):
        os.environ["DATABASE_URL"] = given
    server = embedded.provide(DATA)
    os.environ.update(
        DATABASE_URL=database_url(NAME),
        DJANGO_SETTINGS_MODULE="portal.settings",
        PORTAL_HTTPS="0",
        SECRET_KEY="for-the-bench-only",
        ALLOWED_HOSTS="testserver,127.0.0.1",
        STATIC_ROOT=str(static),
    )
    drop, create = sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)"), sql.SQL("CREATE DATABASE {}")
    run(server, drop, create)
    try:
        set_up()
        yield
    finally:
        run(server, drop)
        embedded.release()


def set_up() -> None:
    """Load Django and make the tables."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def run(server: str, *statements: sql.SQL) -> None:
    """Run statements about the bench's database, each by itself."""
    connection = psycopg2.connect(server)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement.format(sql.Identifier(NAME)))
    finally:
        connection.close()


def fresh_environment(data: Path, port: int) -> dict[str, str]:
    """The environment of somebody who has a checkout and nothing else."""
    ours = ("DATABASE_URL", "SECRET_KEY", "STATIC_ROOT", "ALLOWED_HOSTS", "PORTAL_HTTPS")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"DATA": str(data), "PORT": str(port)}
