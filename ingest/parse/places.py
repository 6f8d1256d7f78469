"""Parts the place line of a cover into province, prefecture, county and township."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PLACES_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "places.json"

TOWNSHIP_ENDINGS = ("街道办事处", "街道", "民族乡", "苏木", "乡", "镇")
TOWNSHIP = re.compile(rf"[\u4e00-\u9fff·]{{1,20}}?({'|'.join(TOWNSHIP_ENDINGS)})")
LONGEST = 60  # all levels together; the longest five levels of China have 45 signs
PREFECTURE_ENDING = re.compile(r"自治州|地区|盟|市|州")
COUNTY_ENDING = re.compile(r"自治县|自治旗|县|市|区|旗")


@dataclass(frozen=True)
class PlaceNames:
    """The place of a list; None for a level the document does not print."""

    province: str | None
    prefecture: str | None
    county: str | None
    township: str | None

    @property
    def township_kind(self) -> str | None:
        """乡, 民族乡, 镇 or 街道, by the ending of the name; a 苏木 is a 乡."""
        name = self.township or ""
        if name.endswith("族乡"):
            return "民族乡"
        if name.endswith(("街道", "街道办事处")):
            return "街道"
        return {"乡": "乡", "镇": "镇", "木": "乡"}.get(name[-1:])


@cache
def reviewed_places() -> dict:
    """The reviewed file: provinces, and counties whose documents leave out where they lie."""
    return json.loads(PLACES_FILE.read_text("utf-8"))


def reviewed_county(county: str | None) -> dict:
    """The reviewed entry of a county, {} when there is none."""
    entries = reviewed_places()["counties"]
    return next((entry for entry in entries if entry["county"] == county), {})


def split_place(words: str) -> PlaceNames | None:
    """Part 新疆维吾尔自治区昌吉回族自治州奇台县大泉塔塔尔族乡; None when no township ends it."""
    if len(words) > LONGEST:
        return None
    province = next((p for p in reviewed_places()["provinces"] if words.startswith(p)), None)
    rest = words.removeprefix(province or "")
    for prefecture in (*prefectures_of(rest), None):
        below = rest.removeprefix(prefecture or "")
        county = county_of(below)
        if county:
            return PlaceNames(province, prefecture, county, below.removeprefix(county))
    if TOWNSHIP.fullmatch(rest):
        return PlaceNames(province, None, None, rest)
    return None


def prefectures_of(words: str) -> list[str]:
    """Beginnings of the text that may be a prefecture, likeliest first: 自治州 before 市."""
    ends = [(m.group() != "自治州", m.end()) for m in PREFECTURE_ENDING.finditer(words)]
    return [words[:end] for _, end in sorted(ends) if end > 2]


def county_of(words: str) -> str | None:
    """The beginning of the text that is a county with a township behind it, or None.

    自治县 goes before 县; a name of one sign (东区, 沛县) only where nothing longer fits:
    沙市区观音垱镇 lies in 沙市区, not in 沙市.
    """
    fitting = []
    for match in COUNTY_ENDING.finditer(words):
        base, township = match.start(), words[match.end() :]
        if base >= 1 and TOWNSHIP.fullmatch(township):
            fitting.append((not match.group().startswith("自治"), base < 2, match.end()))
    return words[: min(fitting)[2]] if fitting else None
