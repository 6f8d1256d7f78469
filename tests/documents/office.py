"""Turns Word documents into PDF with LibreOffice, as office-made PDFs come about."""

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests import prerequisites

# A document takes 2 to 10 seconds; the first one of a new profile some more.
SECONDS = 120


class ConversionFailed(Exception):
    """LibreOffice gave no PDF; the text says what it printed."""


def write_office(documents: Sequence[Path], folder: Path, profile: Path) -> list[Path]:
    """Convert .docx files to PDF into a folder and give their paths, in one start of LibreOffice.

    `profile` is a folder for its settings; two processes at one time need one each.
    """
    command = [
        str(prerequisites.libreoffice()),
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)),
        *map(str, documents),
    ]
    # soffice is a script; its own process group makes sure that nothing of it outlives us.
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        said, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as slow:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise ConversionFailed(f"no PDF within {SECONDS} s") from slow
    made = [folder / f"{document.stem}.pdf" for document in documents]
    if not all(path.is_file() for path in made):
        raise ConversionFailed(said.decode(errors="replace"))
    return made
