"""Header rows: which column plays which role, by the words offices use for them."""

import re

from ingest.shapes import ListKind

# Roles by pattern, first match wins (domain: eight header variants; 协同 in Inner Mongolia).
ROLES: tuple[tuple[str, re.Pattern], ...] = (
    ("number", re.compile(r"序号|编号")),
    ("category", re.compile(r"(事项|职责|履职)?(类别|分类|类型)")),
    ("method", re.compile(r"(承接部门|(工作|履职|承接)方式).*")),
    ("township_duty", re.compile(r".{0,20}(配合|协同)职责")),
    ("lead_duty", re.compile(r"(对应)?(上级|县级|主管|牵头)(主管|责任)?(部门|单位)(主要)?职责")),
    ("departments", re.compile(r"(对应)?(上级|县级|主管|牵头)(主管|责任)?(部门|单位)(名称)?")),
    ("name", re.compile(r"((配合|协同|基本|收回)?履职)?事项(名称)?")),
)
# What a table of each kind must have, most telling first: the columns decide, not the title.
KIND_NEEDS: tuple[tuple[ListKind, frozenset[str]], ...] = (
    ("cooperation", frozenset({"departments", "lead_duty", "township_duty"})),
    ("revoked", frozenset({"method"})),
    ("basic", frozenset()),
)
ALWAYS_NEEDED = frozenset({"number", "category", "name"})


def role_of(header_cell: str) -> str | None:
    """Give the role a header cell names, or None for words that are no header."""
    words = re.sub(r"\s+", "", header_cell)
    for role, pattern in ROLES:
        if pattern.fullmatch(words):
            return role
    return None


def header_roles(cells: tuple[str, ...]) -> tuple[str, ...] | None:
    """Give the role of every column when these cells are a header of a duty list, else None."""
    filled = [cell for cell in cells if cell.strip()]
    roles = tuple(role_of(cell) or "" for cell in filled)
    known = [role for role in roles if role]
    if not ALWAYS_NEEDED <= set(known) or len(known) != len(set(known)) or "" in roles:
        return None
    return roles


def kind_of(roles: tuple[str, ...]) -> ListKind:
    """Say which list a header belongs to."""
    return next(kind for kind, needed in KIND_NEEDS if needed <= set(roles))
