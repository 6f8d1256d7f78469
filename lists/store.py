"""The store of source files: each under its hash, outside every folder that is served."""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from lists.models import Document
from lists.models.documents import FORMATS

# So old (seconds) a half copied file is nobody's any more.
LEFT_BEHIND = 24 * 3600


class ChangedMeanwhile(Exception):
    """A file changed between reading and keeping: what was read would not be what is kept."""


def path_of(document: Document) -> Path:
    """Where the bytes of a document lie."""
    return place(document.sha256, document.format)


def place(sha256: str, format: str) -> Path:
    """Where a file of this hash and format lies, or would lie."""
    return settings.DOCUMENTS / sha256[:2] / f"{sha256}.{format}"


def folder_for_uploads() -> Path:
    """A folder on the same disk for files that are still coming in, readable by nobody else."""
    incoming = settings.DOCUMENTS / "incoming"
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    return incoming


def put(file: Path, sha256: str, format: str) -> Path:
    """Copy a file into the store, whole or not at all; one that is there stays as it is.

    Raises ChangedMeanwhile for a file that is another one than when it was read.
    """
    kept = place(sha256, format)
    if kept.exists():
        return kept
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder_for_uploads(), delete=False) as copy:
        try:
            with file.open("rb") as source:
                shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
            copy.seek(0)
            if hashlib.file_digest(copy, "sha256").hexdigest() != sha256:
                raise ChangedMeanwhile(file.name)
            Path(copy.name).replace(kept)
        except BaseException:
            Path(copy.name).unlink(missing_ok=True)
            raise
    return kept


@contextmanager
def alone_with(sha256: str) -> Iterator[None]:
    """A transaction in which nobody else puts in or takes away the bytes of this hash."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            lock = "SELECT pg_advisory_xact_lock(hashtext('document'), hashtext(%s))"
            cursor.execute(lock, [sha256])
        yield


def discard(document: Document) -> None:
    """Forget a document that no edition, correction or upload needs; its bytes go, too.

    Killed in between, the document is left without bytes; `tidy` or the next upload sees to it.
    """
    with alone_with(document.sha256):
        # Locked, so that an import that has found it just now is waited for.
        found = Document.objects.select_for_update().filter(pk=document.pk).first()
        if found is None or is_needed(found):
            return
        found.delete()
        for format in FORMATS:  # put in under a wrong name once, under the right one then
            place(found.sha256, format).unlink(missing_ok=True)


def is_needed(document: Document) -> bool:
    """Whether something names a document."""
    return any(
        names.exists() for names in (document.editions, document.intakes, document.corrections)
    )


def tidy() -> None:
    """Discard what a killed process left behind: documents nobody needs, halves of files."""
    for document in Document.objects.filter(editions=None, intakes=None, corrections=None):
        discard(document)
    for half in folder_for_uploads().iterdir():
        with suppress(FileNotFoundError):  # whole by now, and under its own name
            if time.time() - half.stat().st_mtime > LEFT_BEHIND:
                half.unlink()
