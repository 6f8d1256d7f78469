"""Titles of the three lists, with and without the township's name, a `#` or a remark."""

import re

from ingest.shapes import ListKind

TITLE = re.compile(
    r"#*(?P<place>.{0,40}?)(?P<kind>基本|协同配合|配合|协同|上级部门收回|上级收回|收回)"
    r"(履职)?(事项)(清单)?(?P<remark>[（(][^（）()]{0,20}[）)])?"
)
PAGE_NUMBER = re.compile(r"[—\-–－_·\s]*\d{1,4}[—\-–－_·\s]*|第\d+页(共\d+页)?|\d+/\d+")
# 国办发〔2017〕47号 and office habit: 内部, 内部资料 注意保存, 机密★5年, 密级：秘密.
SECRECY = re.compile(
    r"[（(【★☆]*(密级[：:])?(工作)?(?P<mark>内部|秘密|机密|绝密)"
    r"(资料|文件|文稿|材料|使用|公开|传阅|参考)*([★☆].{0,8})?"
    r"([，,。、；]?(请|须)?(注意|妥善)保[存管密]|[，,。、；]?(请|严禁|不得|切)?(勿|严禁|不得)?外传)?[）)】★☆。!！]*"
)
KINDS: dict[str, ListKind] = {"基本": "basic", "配合": "cooperation", "协同": "cooperation"}


def squeeze(text: str) -> str:
    """Take all white space out."""
    return re.sub(r"\s+", "", text)


def title_kind(line: str) -> ListKind | None:
    """Give the list a line is the title of; None for any other line."""
    match = TITLE.fullmatch(squeeze(line))
    if not match:
        return None
    return KINDS.get(match["kind"][:2], "revoked")


def secrecy_mark(line: str) -> str | None:
    """Give the mark (内部, 秘密 …) of a line that is nothing but one; None for any other line."""
    match = SECRECY.fullmatch(squeeze(line))
    return match["mark"] if match else None


def is_page_number(line: str) -> bool:
    """Whether a line is only the number of a page."""
    return bool(PAGE_NUMBER.fullmatch(squeeze(line)))
