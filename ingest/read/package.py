"""Opens the zip of a Word or Excel file, bounded before anything in it is opened."""

import zipfile
import zlib
from pathlib import Path

from lxml import etree

from ingest.errors import Damaged, Encrypted, Refused, WrongType
from ingest.read.limits import too_large

# A real file opens to 1-3 MB in 20 parts.
MOST_BYTES = 64 * 1024 * 1024
MOST_ENTRIES = 3000
# Opened as XML a part takes twenty times its bytes; that of 250 items has 1 MB and 35,000 tags.
MOST_XML, MOST_TAGS = 32 * 1024 * 1024, 1_000_000
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Office forbids document types in its parts; entities hide in them, in any encoding of XML.
DECLARATIONS = tuple(
    words.encode(encoding)
    for words in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
# The namespaces of ISO 29500 Strict, which Office can save, and those everybody else writes.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
)
PROGRAMS = {"word/": ("Word", ".docx"), "xl/": ("Excel", ".xlsx"), "ppt/": ("PowerPoint", ".pptx")}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, KeyError)


class Package:
    """The parts of a Word or Excel file by name."""

    def __init__(self, path: Path, program: str) -> None:
        """Open the file; raises Damaged, Encrypted, WrongType or TooLargeWhenOpened."""
        self.path = path
        try:
            self.zip = zipfile.ZipFile(path)
            entries = self.zip.infolist()
        except BROKEN as error:
            raise damaged(path, "文件不完整或已损坏，打不开。") from error
        self.bounded(entries)
        self.names = {entry.filename for entry in entries}
        if len(self.names) < len(entries):
            raise damaged(path, "文件内部有重名的部分，说不清哪一份是正文。")
        if any(entry.flag_bits & 1 for entry in entries):
            raise Encrypted(
                path.name, "文件内部加了密码，无法读取。", "请去掉密码后另存，再重新导入。"
            )
        self.require(program)
        self.main = self.main_part()

    def bounded(self, entries: list[zipfile.ZipInfo]) -> None:
        """Refuse what opens to more than any duty list."""
        size = sum(entry.file_size for entry in entries)
        if size > MOST_BYTES or len(entries) > MOST_ENTRIES:
            raise too_large(
                self.path,
                f"打开后有 {size / 1024 / 1024:,.0f} MB、{len(entries):,} 个部分，"
                f"超过 {MOST_BYTES // 1024 // 1024} MB、{MOST_ENTRIES:,} 个的上限",
            )

    def require(self, program: str) -> None:
        """Refuse the file of another program, and a zip that is none of Office."""
        found = [names for folder, names in PROGRAMS.items() if self.has_folder(folder)]
        if any(name == program for name, _ in found):
            return
        kind = f" {found[0][0]} 文件（{found[0][1]}）" if found else "压缩包"
        raise WrongType(
            self.path.name,
            f"扩展名是 {self.path.suffix}，内容却是{kind}。",
            "请按内容改正扩展名。" if found else "请先解压，再导入其中的清单文件。",
        )

    def has_folder(self, folder: str) -> bool:
        """Whether any part lies in a folder."""
        return any(name.startswith(folder) for name in self.names)

    def main_part(self) -> str:
        """The name of the part that holds the document itself."""
        for kind, target in self.relations("").values():
            if kind.endswith("/officeDocument"):
                return target
        raise damaged(self.path, "文件里没有正文。")

    def bytes(self, name: str) -> bytes:
        """The bytes of a part; no more of them than the directory has stated."""
        try:
            content = self.zip.read(name)
        except (*BROKEN, OSError) as error:
            raise damaged(self.path, f"文件已损坏，其中的 {name[:80]} 读不出来。") from error
        if name.endswith((".xml", ".rels")) and any(words in content for words in DECLARATIONS):
            raise damaged(
                self.path, "文件里带有不应有的 DOCTYPE 声明，可能会引入外部内容，没有打开。"
            )
        return content

    def xml(self, name: str) -> etree._Element:
        """The root element of a part; entities are never resolved."""
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        content = self.bytes(name)
        if len(content) > MOST_XML or content.count(b"<") > MOST_TAGS:
            raise too_large(self.path, f"其中的 {name[:80]} 内容过多")
        for strict, usual in STRICT:
            content = content.replace(strict, usual)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(self.path, f"文件已损坏，其中的 {name[:80]} 不合规范。") from error
        if root.getroottree().docinfo.doctype:
            raise damaged(self.path, "文件里带有不应有的 DOCTYPE 声明，没有打开。")
        return root

    def optional(self, name: str | None) -> etree._Element | None:
        """The root element of a part that need not be there."""
        return self.xml(name) if name in self.names else None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the file: id -> (kind, name of the other part)."""
        folder, _, base = part.rpartition("/")
        name = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if name not in self.names:
            return {}
        return {
            each.get("Id", ""): (each.get("Type", ""), resolved(folder, each.get("Target", "")))
            for each in self.xml(name).iter(RELATIONS)
            if each.get("TargetMode") != "External"
        }

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts of a kind (styles, header …) that a part refers to."""
        found = [name for of, name in self.relations(part).values() if of.endswith(f"/{kind}")]
        return [name for name in found if name in self.names]


def resolved(folder: str, target: str) -> str:
    """The name of a part from where it is referred to: ../media/a.png, /word/styles.xml."""
    if target.startswith("/"):
        return target.lstrip("/")
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def damaged(path: Path, problem: str) -> Refused:
    """A refusal of a broken file; it is never repaired silently."""
    remedy = "请用 Office 或 WPS 打开核对，另存后重新导入，或向编制单位另要一份。"
    return Damaged(path.name, problem, remedy)
