"""Readers: a file becomes rows of cells, each with its place."""

from pathlib import Path

from ingest.errors import EmptyFile, NotFound, WrongType
from ingest.read import txt
from ingest.shapes import Source

READERS = {".txt": txt.read}

# First bytes that tell a format whatever the name says.
SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word、Excel 或压缩包",
    b"\xd0\xcf\x11\xe0": "旧版 Office（.doc、.xls）或加密的 Office 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
}


def read(path: Path) -> Source:
    """Read a file into rows; raises a Refused that says what is wrong and what to do."""
    try:
        return read_known(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotFound(
            path.name, f"打不开这个文件（{reason}）。", "请检查权限，或换一个位置再试。"
        ) from error


def read_known(path: Path) -> Source:
    """Read a file by the reader for its name, once its first bytes do not contradict the name."""
    if path.is_dir():
        raise NotFound(path.name, "这是一个文件夹，不是文件。", "请指明其中的清单文件。")
    if not path.is_file():
        raise NotFound(path.name, "找不到这个文件。", "请检查路径和文件名。")
    if path.stat().st_size == 0:
        raise EmptyFile(path.name, "文件是空的，没有任何内容。", "请重新导出后再试。")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = "、".join(READERS)
        raise WrongType(
            path.name,
            f"不支持“{path.suffix or '无扩展名'}”格式。",
            f"目前可以读取：{known}。请另存为其中一种再导入。",
        )
    with path.open("rb") as file:
        start = file.read(8)
    for signature, name in SIGNATURES.items():
        if start.startswith(signature):
            raise WrongType(
                path.name,
                f"扩展名是 {path.suffix}，内容却是{name}。",
                "请改正扩展名，或另存为纯文本（UTF-8）。",
            )
    return reader(path)
