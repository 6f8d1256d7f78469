"""What a file really is, by its first bytes, whatever its name says."""

import mmap
from pathlib import Path

from ingest.errors import Damaged, Encrypted, OldFormat, WrongType

# First bytes that tell a format.
SIGNATURES = {
    b"PK\x03\x04": "Word、Excel 或压缩包",
    b"PK\x05\x06": "压缩包",
    b"\xd0\xcf\x11\xe0": "旧版 Office（.doc、.xls）或加密的 Office 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
    b"II*\x00": "图片",
    b"MM\x00*": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"{\\rtf": "RTF 文档",
}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# Readers look for the mark of a PDF in the first kilobyte, so other bytes may stand before it.
PDF, HEAD = b"%PDF-", 1024
OLD_NAMES = (".doc", ".xls", ".wps", ".et", ".dot", ".xlt")
# Names of streams in an OLE file, as its directory writes them.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
OLD_STREAMS = {
    "WordDocument": ("Word", ".docx"),
    "Workbook": ("Excel", ".xlsx"),
    "Book": ("Excel", ".xlsx"),
    "PowerPoint Document": ("PowerPoint", ".docx 或 .pdf"),
}


def binary_kind(head: bytes) -> str | None:
    """Name what a binary file is by its first bytes; None for text and the unknown."""
    if PDF in head:
        return "PDF"
    return next((name for start, name in SIGNATURES.items() if head.startswith(start)), None)


def looks_like_text(head: bytes) -> bool:
    """Whether bytes are those of a text: with a byte order mark, or without NUL and decodable."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if b"\x00" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        # The last character may be cut.
        for end in range(len(head), max(len(head) - 4, 0), -1):
            try:
                head[:end].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def text_kind(head: bytes) -> str:
    """Name what kind of text it is: a web page, XML, or plain."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<meta")):
        return "网页"
    return "XML" if start.startswith(b"<?xml") else "纯文本"


def require_text(path: Path, head: bytes) -> None:
    """Refuse a .txt that is something else."""
    kind = None if head.startswith(b"BM") else binary_kind(head[:8])
    if kind:
        raise WrongType(
            path.name,
            f"扩展名是 {path.suffix}，内容却是{kind}。",
            "请改正扩展名，或另存为纯文本（UTF-8）。",
        )


def require_pdf(path: Path, head: bytes) -> None:
    """Refuse a .pdf that is something else."""
    if PDF not in head:
        raise other_content(path, head)


def require_office(path: Path, head: bytes) -> None:
    """Refuse a .docx or .xlsx that is no zip; one with a password or of the old format by name."""
    if head.startswith(OLE):
        raise ole_refusal(path)
    if not head.startswith(ZIP):
        raise other_content(path, head)


def other_content(path: Path, head: bytes) -> WrongType | Damaged:
    """Say what a file is that its name denies; bytes of no known kind are a damaged file."""
    kind = binary_kind(head) or (text_kind(head) if looks_like_text(head) else None)
    if kind is None:
        return Damaged(
            path.name,
            f"内容不是 {path.suffix} 文件，可能已损坏或没有传完。",
            "请重新导出，或向编制单位另要一份。",
        )
    return WrongType(
        path.name,
        f"扩展名是 {path.suffix}，内容却是{kind}。",
        "请按内容改正扩展名；不是清单本身的，请换成清单的 Word、Excel、PDF 或纯文本文件。",
    )


def ole_refusal(path: Path) -> Encrypted | OldFormat:
    """Tell a document with a password from one of the old format."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find(ENCRYPTED_STREAM) >= 0:
            return Encrypted(
                path.name,
                "文件设有打开密码，无法读取。",
                "请用 Office 或 WPS 打开，去掉密码后另存，再重新导入。",
            )
        found = (
            names
            for stream, names in OLD_STREAMS.items()
            if content.find(f"{stream}\x00".encode("utf-16-le")) >= 0
        )
        program, suffix = next(found, ("Office", ".docx 或 .xlsx"))
    return OldFormat(
        path.name,
        f"这是旧版 {program} 格式（97-2003），无法读取。",
        f"请用 Office 或 WPS 打开，另存为 {suffix} 后重新导入。",
    )


def unknown_name(path: Path, head: bytes, known: str) -> WrongType | OldFormat | Encrypted:
    """Refuse a file whose ending no reader has; .doc and .xls say what to save them as."""
    if head.startswith(OLE):
        return ole_refusal(path)
    if path.suffix.lower() in OLD_NAMES and (kind := binary_kind(head)):
        return WrongType(
            path.name,
            f"扩展名是 {path.suffix}，内容却是{kind}。",
            f"请打开后另存为{known}中的一种再导入。",
        )
    return WrongType(
        path.name,
        f"不支持“{path.suffix or '无扩展名'}”格式。",
        f"目前可以读取：{known}。请另存为其中一种再导入。",
    )
