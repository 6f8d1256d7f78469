"""Opens a PDF, or says why not: password, damage, more content than any list."""

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFXRefFallback
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.pdf import PDF

from ingest.errors import Damaged, Encrypted, Refused, TooLarge, TooLargeWhenOpened

# The longest known list has 120 pages of 20 to 256 kB of drawing orders.
MOST_BYTES = 64 * 1024 * 1024
MOST_PAGES = 1000
MOST_PAGE_CONTENT = 16 * 1024 * 1024
MOST_CONTENT = 256 * 1024 * 1024

# pdfminer tells of every odd font; what matters is told as findings.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@contextmanager
def opened(path: Path) -> Iterator[PDF]:
    """Open a PDF for reading; raises Encrypted, Damaged, TooLarge or TooLargeWhenOpened."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise TooLarge(
            path.name,
            f"文件有 {size / 1024 / 1024:.0f} MB，超过 {MOST_BYTES // 1024 // 1024} MB 的上限，"
            "不像一份履职事项清单。",
            "请确认选对了文件；扫描件请换成带文字的原文件。",
        )
    check_end(path)
    with refusing(path), pdfplumber.open(path) as pdf:
        check_structure(path, pdf)
        yield pdf


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what pdfminer raises into a refusal with a remedy."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except Exception as error:
        if is_password(error):
            raise Encrypted(
                path.name,
                "文件有打开密码，无法读取。",
                "请用密码打开后另存为没有密码的 PDF，再导入。",
            ) from error
        raise damaged(path) from error


def is_password(error: BaseException) -> bool:
    """Whether a password is asked for: pdfplumber wraps the reason, its own message is empty."""
    return any(isinstance(each, PDFPasswordIncorrect) for each in (error, *error.args))


def damaged(path: Path, where: str = "") -> Damaged:
    """The refusal of a file that is cut off or broken."""
    return Damaged(
        path.name,
        "文件不完整或已损坏，无法按原样读出。",
        "请重新下载或重新导出后再试。",
        where=where,
    )


def check_end(path: Path) -> None:
    """Refuse a file without its end mark: it was cut off, and is never repaired silently."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2048))
        if b"%%EOF" not in file.read():
            raise damaged(path, "文件末尾")


def check_structure(path: Path, pdf: PDF) -> None:
    """Refuse rebuilt cross references, missing pages, and content larger than any list's."""
    if any(isinstance(xref, PDFXRefFallback) for xref in pdf.doc.xrefs):
        raise damaged(path)
    pages = pdf.pages
    if len(pages) > MOST_PAGES:
        raise too_large(path, f"文件有 {len(pages)} 页，超过 {MOST_PAGES} 页的上限")
    declared = resolve1(resolve1(pdf.doc.catalog.get("Pages", {})).get("Count"))
    if not pages or (isinstance(declared, int) and declared > len(pages)):
        raise damaged(path)
    total = 0
    for page in pages:
        size = 0
        for stream in drawings_of(page.page_obj):
            size += decoded_size(path, stream, page.page_number)
            if size > MOST_PAGE_CONTENT:
                raise too_large(path, "一页的内容展开后过大", f"第{page.page_number}页")
        total += size
        if total > MOST_CONTENT:
            raise too_large(path, "全部页面的内容展开后过大")


def drawings_of(page) -> Iterator[PDFStream]:
    """The streams of drawing orders of a page: its contents and the forms it may draw."""
    contents = resolve1(page.contents) or []
    for content in contents if isinstance(contents, list) else [contents]:
        stream = resolve1(content)
        if isinstance(stream, PDFStream):
            yield stream
    forms = resolve1((resolve1(page.resources) or {}).get("XObject")) or {}
    for form in forms.values() if isinstance(forms, dict) else ():
        stream = resolve1(form)
        if isinstance(stream, PDFStream) and str(stream.get("Subtype")) == "/'Form'":
            yield stream


def decoded_size(path: Path, stream: PDFStream, page: int) -> int:
    """How large a stream is once decoded, counted up to the bound for a page without keeping it."""
    filters = [str(name).strip("/'") for name, _ in stream.get_filters()]
    raw = stream.get_rawdata() if stream.rawdata is not None else None
    if raw is None:
        return len(stream.get_data())
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        raw = stream.decipher(stream.objid, stream.genno, raw, stream.attrs)
    if filters.count("FlateDecode") + filters.count("Fl") > 1 or "LZWDecode" in filters:
        raise too_large(path, "页面内容经过多重压缩", f"第{page}页")
    if filters not in (["FlateDecode"], ["Fl"]):
        return len(raw)
    return inflated_size(path, raw, page)


def inflated_size(path: Path, raw: bytes, page: int) -> int:
    """The size of deflated data; raises Damaged where it breaks off."""
    inflater, size, rest = zlib.decompressobj(), 0, raw
    try:
        while rest and not inflater.eof and size <= MOST_PAGE_CONTENT:
            size += len(inflater.decompress(rest, 1 << 20))
            rest = inflater.unconsumed_tail
    except zlib.error as error:
        raise damaged(path, f"第{page}页") from error
    if not inflater.eof and size <= MOST_PAGE_CONTENT:
        raise damaged(path, f"第{page}页")
    return size


def too_large(path: Path, problem: str, where: str = "") -> TooLargeWhenOpened:
    """The refusal of a file that would fill memory or run for hours."""
    return TooLargeWhenOpened(
        path.name,
        f"{problem}，不像一份履职事项清单。",
        "请确认选对了文件；必要时重新导出为普通 PDF。",
        where=where,
    )
