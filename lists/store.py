"""The store of source files: each under its hash, outside every folder that is served."""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from lists.models import Document


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
    """Copy a file into the store, whole or not at all; one that is there stays as it is."""
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
            Path(copy.name).replace(kept)
        except BaseException:
            Path(copy.name).unlink(missing_ok=True)
            raise
    return kept


def discard(document: Document) -> None:
    """Forget a document that no edition and no other upload needs; its bytes go, too."""
    if document.editions.exists() or document.intakes.exists() or document.corrections.exists():
        return
    file = path_of(document)
    document.delete()
    file.unlink(missing_ok=True)
