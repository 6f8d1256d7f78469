"""The looks of made documents: every knob with its values, the plainest first."""

from dataclasses import dataclass, fields, replace
from random import Random
from typing import Literal, get_args, get_type_hints

from hypothesis import strategies as st

from ingest.shapes import ListKind
from tests.documents.lists import KINDS, MadeItem, MadeList

Titles = Literal["plain", "place", "short", "version", "ordinal"]
PageNumbers = Literal["none", "dash", "bare", "words", "slash"]

TITLES: dict[Titles, dict[ListKind, str]] = {
    "plain": {
        "basic": "基本履职事项清单",
        "cooperation": "配合履职事项清单",
        "revoked": "上级部门收回事项清单",
    },
    "place": {
        "basic": "{place}基本履职事项清单",
        "cooperation": "{place}配合履职事项清单",
        "revoked": "{place}上级部门收回事项清单",
    },
    "short": {
        "basic": "基本履职事项",
        "cooperation": "配合履职事项",
        "revoked": "收回履职事项清单",
    },
    "version": {
        "basic": "基本履职事项清单（公布版）",
        "cooperation": "配合履职事项清单（公布版）",
        "revoked": "上级部门收回事项清单（公布版）",
    },
    "ordinal": {
        "basic": "一、基本履职事项清单",
        "cooperation": "二、配合履职事项清单",
        "revoked": "三、上级部门收回事项清单",
    },
}


@dataclass(frozen=True)
class Look:
    """How a document looks. The first value of every knob is the plain one."""

    rules: Literal["full", "horizontal", "dotted", "zebra", "none"] = "full"
    head: Literal["repeated", "once"] = "repeated"
    categories: Literal["repeated", "rowspan", "bands"] = "repeated"
    align: Literal["top", "middle"] = "top"
    font: Literal["serif", "sans"] = "serif"
    font_size: Literal[10, 9, 12, 14] = 10  # points
    margin: Literal[18, 12, 28] = 18  # millimetres
    landscape: Literal[True, False] = True
    page_numbers: PageNumbers = "dash"
    running_title: Literal["none", "document", "list"] = "none"
    titles: Titles = "plain"
    watermark: Literal[False, True] = False
    cover: Literal[True, False] = True
    contents: Literal["none", "pages", "counts"] = "none"
    flow: Literal[False, True] = False  # lists follow one another on a page
    rows_break: Literal[True, False] = True  # over the edge of a page
    spacing: Literal[0, 0.05, 0.2] = 0  # ems between letters
    bold_head: Literal[True, False] = True
    doubled: Literal[False, True] = False  # all drawn twice, a third of a point apart
    name_header: Literal["事项名称", "履职事项", "履职事项名称"] = "事项名称"
    numbers: Literal["typed", "automatic"] = "typed"

    def __str__(self) -> str:
        plain = Look()
        odd = [f.name for f in fields(self) if getattr(self, f.name) != getattr(plain, f.name)]
        return ", ".join(f"{name}={getattr(self, name)}" for name in odd) or "plain"


VALUES = {name: get_args(hint) for name, hint in get_type_hints(Look).items()}
# What only one of the ways to make a document can show.
ONLY_WORD = {"numbers": "typed"}
ONLY_WEB = {"doubled": False, "watermark": False, "spacing": 0}


def random_look(random: Random, fixed: dict) -> Look:
    """A look with each knob plain or, two times in five, turned somewhere."""
    turned = {
        name: random.choice(values)
        for name, values in VALUES.items()
        if name not in fixed and random.random() < 0.4
    }
    return Look(**turned, **fixed)


def looks(fixed: dict) -> st.SearchStrategy[Look]:
    """Draw looks, some knobs fixed; simplest is the plain one."""
    drawn = {name: st.sampled_from(v) for name, v in VALUES.items() if name not in fixed}
    return st.builds(lambda **turned: replace(Look(), **turned, **fixed), **drawn)


def header_of(made: MadeList, kind: ListKind, look: Look) -> list[str]:
    """The words of the header of a list, without 事项类别 where bands stand for it."""
    own = "街道" if made.township.endswith("街道") else made.township[-1]
    more = {
        "basic": [],
        "cooperation": ["对应上级部门", "上级部门职责", f"{own}配合职责"],
        "revoked": ["承接部门及工作方式"],
    }[kind]
    category = [] if look.categories == "bands" else ["事项类别"]
    return ["序号", *category, look.name_header, *more]


def title_of(made: MadeList, kind: ListKind, look: Look) -> str:
    """The title of a list."""
    return TITLES[look.titles][kind].format(place=made.county + made.township)


def contents_of(made: MadeList, look: Look) -> list[tuple[str, str]]:
    """The lines of the contents, each with its page; where the look says so, with the counts."""
    lines = []
    for n, kind in enumerate(KINDS, start=1):
        count = f"（{len(made.of_kind(kind))}项）" if look.contents == "counts" else ""
        lines.append((f"{n}.{title_of(made, kind, look)}{count}{'.' * 24}", str(n * 7 - 6)))
    return lines if look.contents != "none" else []


def grouped(items: tuple[MadeItem, ...]) -> list[tuple[MadeItem, ...]]:
    """Rows of one category that follow one another, group after group."""
    groups: list[list[MadeItem]] = []
    for item in items:
        if groups and groups[-1][0].category == item.category:
            groups[-1].append(item)
        else:
            groups.append([item])
    return [tuple(group) for group in groups]


def band_of(at: int, group: tuple[MadeItem, ...]) -> str:
    """The full-width row that stands for a category: 一、党的建设（3项）."""
    return f"{chinese(at + 1)}、{group[0].category}（{len(group)}项）"


def chinese(number: int) -> str:
    """1 to 99 in Chinese: 一, 十二, 二十."""
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    front = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return front + (digits[ones] if ones else "")
