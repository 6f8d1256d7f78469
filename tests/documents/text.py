"""Writes a made list as the text files are written: tabs between cells, tags or blanks within."""

from pathlib import Path

from ingest.shapes import ListKind
from tests.documents.lists import KINDS, MadeList

TITLES: dict[ListKind, str] = {
    "basic": "基本履职事项清单",
    "cooperation": "配合履职事项清单",
    "revoked": "上级部门收回事项清单",
}
HEADERS: dict[ListKind, tuple[str, ...]] = {
    "basic": ("序号", "事项类别", "事项名称"),
    "cooperation": (
        "序号",
        "事项类别",
        "事项名称",
        "对应上级部门",
        "上级部门职责",
        "乡镇配合职责",
    ),
    "revoked": ("序号", "事项类别", "事项名称", "承接部门及工作方式"),
}


def text_of(made: MadeList) -> str:
    """The list as text, with its counts in the contents, paragraphs of a cell between tags."""
    lines = [
        f"{made.province}{made.prefecture}",
        f"{made.county}{made.township}",
        "履职事项清单",
        "",
        made.date,
        "",
        "目 录",
        "",
    ]
    for n, kind in enumerate(KINDS, start=1):
        lines.append(f"{n}.{TITLES[kind]}（{len(made.of_kind(kind))}项）.....\t{n * 7 - 6}")
    for kind in KINDS:
        lines += ["", TITLES[kind], "", "\t".join(HEADERS[kind])]
        lines += ["\t".join(map(cell_of, item.cells)) for item in made.of_kind(kind)]
    return "\n".join([*lines, ""])


def cell_of(paragraphs: tuple[str, ...]) -> str:
    """One cell: a phrase as it is, paragraphs between tags."""
    return paragraphs[0] if len(paragraphs) == 1 else "".join(f"<p>{p}</p>" for p in paragraphs)


def write_text(made: MadeList, path: Path) -> Path:
    """Write the list as a text file and give its path."""
    path.write_text(text_of(made), "utf-8")
    return path
