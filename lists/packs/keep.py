"""Where finished packs lie: one per county, in the store, outside every folder that is served."""

import datetime
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lists import store
from lists.models import County, Edition
from lists.packs.build import build, held


@dataclass(frozen=True)
class Pack:
    """A finished pack: its file, size in bytes, and when it was made."""

    path: Path
    size: int
    made: datetime.datetime


def place(county: County) -> Path:
    """Where the pack of a county lies, or would lie."""
    return settings.DOCUMENTS / "packs" / f"{county.slug}.zip"


def make(county: County, base: str = "") -> Path:
    """Make the pack of a county anew, whole or not at all; `base` as for `build`."""
    kept = place(county)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=store.folder_for_uploads(), delete=False) as file:
        try:
            build(county, file, base)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(kept)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return kept


def held_by(county: County) -> tuple[str, set[tuple[str, str]]] | None:
    """What the finished pack of a county holds, as `build.held`; None where there is none."""
    try:
        return held(place(county))
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile):
        return None


def newest(county: County) -> Pack | None:
    """The finished pack of a county; None where there is none, or one that may not be shown.

    A pack is not given out unless its lists are those in force: it waits for the next one.
    """
    found = held_by(county)
    in_force = Edition.published.filter(township__county=county)
    if found is None or found[1] != set(in_force.values_list("township__slug", "slug")):
        return None
    path = place(county)
    about = path.stat()
    made = datetime.datetime.fromtimestamp(about.st_mtime, timezone.get_current_timezone())
    return Pack(path, about.st_size, made)
