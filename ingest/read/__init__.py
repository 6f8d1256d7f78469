"""Readers: a file becomes rows of cells, each with its place."""

from collections.abc import Callable
from pathlib import Path

from ingest.errors import EmptyFile, NotFound, TooLarge
from ingest.read import child, kinds, txt
from ingest.shapes import Source

# Documents are read in a child process by `read(path, on_progress)` of these modules.
DOCUMENTS = {
    ".pdf": ("ingest.read.pdf", kinds.require_pdf),
    ".docx": ("ingest.read.docx", kinds.require_office),
    ".xlsx": ("ingest.read.xlsx", kinds.require_office),
}
KNOWN = "、".join([".txt", *DOCUMENTS])
# A real document has 1-3 MB, one with pictures some more.
SIZE_LIMIT = 50 * 1024 * 1024


def read(path: Path, on_progress: Callable[[int, int], None] | None = None) -> Source:
    """Read a file into rows; raises a Refused that says what is wrong and what to do.

    `on_progress(done, total)` is called as the pages of a PDF are read.
    """
    try:
        return read_known(path, on_progress)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotFound(
            path.name, f"打不开这个文件（{reason}）。", "请检查权限，或换一个位置再试。"
        ) from error


def read_known(path: Path, on_progress: Callable[[int, int], None] | None) -> Source:
    """Read a file by the reader for its name, once its first bytes do not contradict the name."""
    if path.is_dir():
        raise NotFound(path.name, "这是一个文件夹，不是文件。", "请指明其中的清单文件。")
    if not path.is_file():
        raise NotFound(path.name, "找不到这个文件。", "请检查路径和文件名。")
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile(path.name, "文件是空的，没有任何内容。", "请重新导出后再试。")
    with path.open("rb") as file:
        head = file.read(kinds.HEAD)
    suffix = path.suffix.lower()
    if suffix == ".txt":
        kinds.require_text(path, head)
        return txt.read(path)
    if suffix not in DOCUMENTS:
        raise kinds.unknown_name(path, head, KNOWN)
    if size > SIZE_LIMIT:
        raise TooLarge(
            path.name,
            f"文件有 {size / 1024 / 1024:.0f} MB，超过 {SIZE_LIMIT // 1024 // 1024} MB 的上限。",
            "请压缩或删去图片后另存，一个文件只放一个乡镇的清单。",
        )
    module, require = DOCUMENTS[suffix]
    require(path, head)
    return child.read(module, path, on_progress)
