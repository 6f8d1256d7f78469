"""A zip whose bytes depend on what is in it alone: fixed times and rights, checksums at the end."""

import hashlib
import re
import zipfile
from io import BytesIO
from typing import BinaryIO

# The first moment a zip can hold.
BEGINNING = (1980, 1, 1, 0, 0, 0)
SUMS = "SHA256SUMS"
# When a workbook was made and changed stands in it, too.
WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
CORE = "docProps/core.xml"


class Archive:
    """Takes files one by one into a zip; on leaving writes SHA256SUMS over all of them."""

    def __init__(self, file: BinaryIO):
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.sums: list[str] = []

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind, *_) -> None:
        if kind is None:
            write(self.zip, SUMS, "".join(self.sums).encode())
        self.zip.close()

    def add(self, name: str, content: bytes | str) -> None:
        """Put a file in; texts in UTF-8."""
        content = content.encode() if isinstance(content, str) else content
        self.sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        write(self.zip, name, content)


def write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Put a file into a zip without the time and the machine it was made on."""
    about = zipfile.ZipInfo(name, BEGINNING)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.create_system, about.external_attr = 3, 0o644 << 16
    archive.writestr(about, content)


def timeless(workbook: BinaryIO) -> bytes:
    """A workbook without the times it was made at: the same rows give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == CORE:
                content = WHEN.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            write(target, name, content)
    return out.getvalue()
