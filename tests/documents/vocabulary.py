"""Words of the five real lists, for made lists: every sign of them stands in the usual fonts."""

import json
import re
from dataclasses import dataclass
from functools import cache

from tests.ingest.documents import NAMES, TOWNSHIPS
from tests.ingest.words import RawRow, raw_rows

PLAIN = re.compile(r"[\u4e00-\u9fff，、“”（）《》0-9A-Za-z-]+")
# What a made cell says by structure alone: numbers, labels, headings.
STRUCTURE = re.compile(r"\d[.．、]|[一二三四五六七八九十]、|[（(][一二三四五六七八九十]{1,3}[）)]")
BODY = re.compile(r"[\u4e00-\u9fff]{3,14}(局|部|委|办公室|会|院|队|中心)")
SHORTEST, LONGEST = 4, 60


@dataclass(frozen=True)
class County:
    """A county of the real lists: its place, the departments its list names."""

    province: str
    prefecture: str
    county: str
    departments: tuple[str, ...]


PLACES = {
    "daquan": ("新疆维吾尔自治区", "昌吉回族自治州", "奇台县"),
    "xindi": ("新疆维吾尔自治区", "昌吉回族自治州", "吉木萨尔县"),
    "jiagasitai": ("新疆维吾尔自治区", "伊犁哈萨克自治州", "察布查尔锡伯自治县"),
    "tajikeabati": ("新疆维吾尔自治区", "喀什地区", "塔什库尔干塔吉克自治县"),
}


@cache
def rows() -> tuple[RawRow, ...]:
    """All rows of the five lists."""
    return tuple(row for name in NAMES for row in raw_rows(name))


def is_plain(words: str) -> bool:
    """Whether words hold no structure of a cell and no open bracket or quotation mark."""
    pairs = all(words.count(first) == words.count(last) for first, last in ("“”", "（）", "《》"))
    return bool(PLAIN.fullmatch(words)) and pairs and not STRUCTURE.search(words)


@cache
def names() -> tuple[str, ...]:
    """Names of duties, of 4 to 60 signs."""
    found = {row.cells[2] for row in rows() if SHORTEST <= len(row.cells[2]) <= LONGEST}
    return tuple(sorted(filter(is_plain, found)))


@cache
def sentences() -> tuple[str, ...]:
    """Sentences of duty cells, of 6 to 80 signs, without number and closing punctuation."""
    cells = [cell for row in rows() if row.kind == "cooperation" for cell in row.cells[4:]]
    parts = {re.sub(r"^\d{1,2}[.．、]", "", p) for cell in cells for p in re.split("[；;。]", cell)}
    fitting = (part for part in parts if 6 <= len(part) <= 80 and not part[0].isdigit())
    return tuple(sorted(filter(is_plain, fitting)))


@cache
def counties() -> tuple[County, ...]:
    """The counties whose departments made lists name."""
    found = []
    for name, place in PLACES.items():
        cells = [row.cells[3] for row in raw_rows(name) if row.kind == "cooperation"]
        bodies = {words for cell in cells for words in cell.split("、") if BODY.fullmatch(words)}
        # A name without its place is read by the one before it; made cells stand for themselves.
        placed = sorted(body for body in bodies if body.startswith((place[2][:3], "县")))
        found.append(County(*place, tuple(placed)))
    return tuple(found)


@cache
def categories() -> tuple[str, ...]:
    """The reviewed names of categories."""
    entries = json.loads((TOWNSHIPS.parent / "categories.json").read_text("utf-8"))
    return tuple(entry["name"] for entry in entries)
