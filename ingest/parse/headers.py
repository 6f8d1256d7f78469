"""Header rows: which column plays which role, by the words offices use for them."""

import re
from dataclasses import dataclass

from ingest.parse.cells import clean_line
from ingest.shapes import ListKind

# Whose department: 上级, 县级, 旗县级, 县（市、区）级, 县直 …
LEVEL = r"(上级对应|上级|主管|牵头|[省州盟市县区旗（）、()]{1,8}(级|直))"
SIGN = r"([（(](单位|部门)[）)])?"
# Roles by pattern, first match wins (domain: eight header variants; 协同 in Inner Mongolia).
ROLES: tuple[tuple[str, re.Pattern], ...] = (
    ("number", re.compile(r"序号|编号")),
    ("category", re.compile(r"(事项|职责|履职|履职事项)?(类别|分类|类型)")),
    ("taker", re.compile(rf"{LEVEL}?(承接|收回)(责任)?(部门|单位){SIGN}(名称)?")),
    ("method", re.compile(r"(上级)?(承接|收回)(部门|单位).+|(工作|履职|承接)(方式|措施).*")),
    ("township_duty", re.compile(r".{0,20}(配合|协同)(职责|责任)|(乡镇|乡|镇|街道|苏木)职责")),
    ("lead_duty", re.compile(rf"(对应)?{LEVEL}(主管|责任|牵头)?(部门|单位){SIGN}(主要)?职责")),
    ("departments", re.compile(rf"(对应)?{LEVEL}(主管|责任|牵头)?(部门|单位){SIGN}(名称)?")),
    ("name", re.compile(r"((基本|配合|协同|(上级部门)?收回)(履职)?|履职|具体)?事项(名称)?")),
)
# Columns some offices add; nothing in them decides whose duty it is.
HARMLESS = re.compile(
    r"备注|说明|(事项|办理|设定|实施|法律|法律法规|政策|职责)?依据|(联系|咨询)电话"
)
ALWAYS_NEEDED = {"number": "序号", "category": "事项类别", "name": "事项名称"}
# What tells a table's kind, and what it must have: the columns decide, not the title.
TELLING: tuple[tuple[ListKind, frozenset[str]], ...] = (
    ("cooperation", frozenset({"departments", "lead_duty", "township_duty"})),
    ("revoked", frozenset({"taker", "method"})),
)
COOPERATION_NEEDED = {
    "departments": "对应上级部门",
    "lead_duty": "上级部门职责",
    "township_duty": "乡镇配合职责",
}


@dataclass(frozen=True)
class Header:
    """A header row as understood: words and role by column, '' for a column without a role."""

    words: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def kind(self) -> ListKind:
        """Which list it heads: that of its most telling column, the basic one without any."""
        return next((kind for kind, telling in TELLING if telling & set(self.roles)), "basic")

    @property
    def missing(self) -> list[str]:
        """The names of needed columns that it lacks."""
        needed = ALWAYS_NEEDED | (COOPERATION_NEEDED if self.kind == "cooperation" else {})
        return [name for role, name in needed.items() if role not in self.roles]

    @property
    def extra(self) -> list[str]:
        """The words of columns known to be harmless, '' for one without words."""
        return [words for words in self.without_role if not words or HARMLESS.fullmatch(words)]

    @property
    def unknown(self) -> list[str]:
        """The words of columns nobody has reviewed, or that stand there twice."""
        return [words for words in self.without_role if words and not HARMLESS.fullmatch(words)]

    @property
    def without_role(self) -> list[str]:
        """The words of all columns that play no role."""
        return [words for words, role in zip(self.words, self.roles, strict=True) if not role]


# No list has more than eight columns; a row of hundreds is no header.
MOST_COLUMNS = 30


def role_of(header_cell: str) -> str | None:
    """Give the role a header cell names, or None for words that are no header."""
    words = plain(header_cell)
    for role, pattern in ROLES:
        if pattern.fullmatch(words):
            return role
    return None


def plain(header_cell: str) -> str:
    """A header cell without tags and blanks: 序 号 -> 序号."""
    return re.sub(r"\s+", "", clean_line(header_cell))


def read_header(cells: tuple[str, ...]) -> Header | None:
    """Understand a row as the header of a duty list; None for any other row.

    Two of 序号, 事项类别, 事项名称 make a header: what it lacks is then told, and no table
    goes by unseen. Empty columns at the end of the row are left out.
    """
    words = [plain(cell) for cell in cells] if 1 < len(cells) <= MOST_COLUMNS else []
    while words and not words[-1]:
        words.pop()
    roles: list[str] = []
    for word in words:
        role = role_of(word)
        roles.append(role if role and role not in roles else "")
    if len(ALWAYS_NEEDED.keys() & set(roles)) < 2:
        return None
    return Header(tuple(words), tuple(roles))
