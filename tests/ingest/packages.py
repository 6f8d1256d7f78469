"""Changes the parts of Word and Excel files, for tests of what is unusual or hostile."""

import zipfile
from collections.abc import Callable
from pathlib import Path


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """Rewrite a zip part by part (None drops one) and add others; gives the path."""
    with zipfile.ZipFile(path) as file:
        parts = {name: change(name, file.read(name)) for name in file.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {**parts, **more}.items():
            if content is not None:
                file.writestr(name, content)
    return path


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Rewrite one part of a zip."""
    return rewritten(path, lambda part, content: change(content) if part == name else content)
