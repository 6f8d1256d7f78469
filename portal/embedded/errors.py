"""What can go wrong with the embedded PostgreSQL; every message ends with the remedy."""

REMEDY = "Or set DATABASE_URL to a PostgreSQL 15 or newer of your own."


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot be used."""


class FolderRefused(EmbeddedError):
    """The data folder belongs to another user or cannot be written."""


class NoIdentity(EmbeddedError):
    """PostgreSQL refuses to run as root and no other identity is to be had."""


class StartFailed(EmbeddedError):
    """PostgreSQL did not start; the message carries the end of its log."""
