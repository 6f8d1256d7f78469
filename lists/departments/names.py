"""Cells to names, names to bodies: pure rules, with the reviewed short forms beside them."""

import json
import re
from functools import cache

from lists.departments.localities import FIXTURES, Locality
from lists.departments.systems import system_of

LONGEST = 100  # what is longer is a sentence
MOST_NAMES = 600  # of one list; the five samples have 411 together
SEPARATORS = "、，,；;"
BRACKETS = {"（": "）", "(": ")"}
# "X局及其他负有…的部门": the open end stands for nobody in particular.
CATCH_ALL = re.compile(r"(等|及|和|以及)?其他.*(部门|单位)$")
OPEN_END = re.compile(r"等(有关|相关)?(部门|单位)?$")
BODY_ENDING = re.compile(
    r"(局|委|委员会|办|办公室|(?<!干)部|院|会|中心|站|队|支队|大队|公司|政府|联合会|总工会|法院|检察院|"
    r"残联|文联|科协|妇联|侨联|工商联|团委|人大|政协|协会|台|社|处|所|室|党组|分局|学校|银行|馆)$"
)
PARTY_OFFICE = re.compile(
    r"(组织|宣传|统战|社会工作|统一战线工作)部|编办|(机构编制|网络安全和信息化)委员会办公室"
)
BRANCH = re.compile(r"(?P<body>.+局)(?P<place>.+?)(?P<level>县|市|区|旗)?分局")
# Words for bodies at large, and the longest stem: 商务和工业信息化.
ANYBODY = re.compile(r"部门|单位|机构|企业|公司|人员|组织|方面")
LONGEST_STEM = 8
# Which court or committee 法院 or 纪委 is, without a place, the text does not say.
NOBODY_ALONE = ("法院", "检察院", "纪委", "工会")


@cache
def short_forms() -> dict[str, str]:
    """Reviewed short forms and slips of body names without a place: 残联 -> 残疾人联合会."""
    entries = json.loads((FIXTURES / "departments" / "short_forms.json").read_text("utf-8"))
    return {entry["short"]: entry["full"] for entry in entries}


def split_names(cell: str) -> list[str]:
    """Split a 对应上级部门 cell into names, outside brackets, repeats dropped, in order."""
    names, current, closing = [], "", ""
    for sign in cell:
        if closing:
            closing = "" if sign == closing else closing
        elif sign in BRACKETS:
            closing = BRACKETS[sign]
        elif sign in SEPARATORS or sign == "\n":
            names.append(current)
            current = ""
            continue
        current += sign
    names.append(current)
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))


def is_body(name: str) -> bool:
    """Whether a string looks like the name of a body and not like a sentence."""
    plain = without_bracket(name)
    return len(plain) > 0 and len(name) <= 40 and bool(BODY_ENDING.search(plain))


def without_bracket(name: str) -> str:
    """Take a second sign off the end: 自然资源和规划局（林草局） -> 自然资源和规划局."""
    return re.sub(r"[（(][^（）()]*[）)]$", "", name)


def without_open_end(name: str) -> str:
    """Take 等, 等部门 and a catch-all off the end of a name."""
    return OPEN_END.sub("", CATCH_ALL.sub("", re.sub(r"\s", "", name)))


def canonical(name: str, locality: Locality, leading: str = "") -> str | None:
    """Give the full name of a body in its county, or None for roles and catch-alls.

    `leading` is the name that stands first in the same cell: it lends its 县委 to
    names such as 机构编制委员会办公室 that follow it.
    """
    if len(name) > LONGEST:
        return None
    plain = without_open_end(name)
    if plain in NOBODY_ALONE:
        return None
    if not is_body(plain):
        return by_stem(plain, locality)
    prefix, rest = split_place(plain, locality)
    if not prefix:
        prefix = locality.prefix
        if PARTY_OFFICE.fullmatch(rest):
            # Offices of these names are the party committee's everywhere; a 师市 writes 党委.
            rest = ("党委" if "党委" in leading or prefix == "师市" else "委") + rest
    return full_name(prefix, rest, locality)


def by_stem(stem: str, locality: Locality) -> str | None:
    """Read a body from the stem lists shorten it to, 公安 or 县住建; None for other words."""
    prefix, rest = split_place(stem, locality, any_rest=True)
    if len(rest) > LONGEST_STEM or ANYBODY.search(rest) or system_of(rest) is None:
        return None
    body = f"{rest}局"
    return (prefix or locality.prefix) + short_forms().get(body, body)


def full_name(prefix: str, rest: str, locality: Locality) -> str:
    """Put place and body together in the form the county's documents print in full."""
    political = re.fullmatch(r"政协(委员会)?(?P<office>办公室)?(党组)?", rest)
    if political:
        return f"政协{prefix}委员会{political['office'] or ''}"
    bracket = re.search(r"[（(]([^（）()]*)[）)]$", rest)
    rest = without_bracket(rest)
    second = ""
    if bracket and not rest.endswith("局"):
        # A second sign stays with an office; its own place is left out: （县数字化发展局）.
        second = f"（{split_place(bracket[1], locality)[1]}）"
    branch = BRANCH.fullmatch(rest)
    if branch and not branch["level"] and locality.short_county.startswith(branch["place"]):
        rest = f"{branch['body']}{locality.short_county}分局"
    return prefix + short_forms().get(rest, rest) + second


def split_place(name: str, locality: Locality, any_rest: bool = False) -> tuple[str, str]:
    """Part the place from the body: 县水利局 -> (奇台县, 水利局); no place gives ('', name)."""
    for spelling, place in locality.places:
        rest = name.removeprefix(spelling)
        # 市场监督管理局 of a 市 begins with the sign of the place and is no 场监督管理局.
        if rest == name or name.startswith("市场监"):
            continue
        if any_rest or is_body(rest):
            return place, rest
    return "", name


def spellings(name: str, locality: Locality) -> list[str]:
    """How the text of a row may write a body: with each word for its place, in full and short."""
    prefix, rest = split_place(name, locality)
    plain = without_bracket(rest)
    bodies = [plain, *(short for short, full in short_forms().items() if full == plain)]
    rests = [f"{body}{rest[len(plain) :]}" for body in bodies]
    rests += bodies if rest != plain else []
    political = re.fullmatch(r"政协(?P<place>.+)委员会(?P<office>办公室)?", name)
    if political:
        prefix = locality.prefix
        rests = [f"政协{political['office'] or ''}", "政协党组"]
    words = [spelling for spelling, place in locality.places if place == prefix]
    return [f"{word}{body}" for body in rests for word in (*words, "") if len(word + body) > 2]


def unify(names: set[str]) -> dict[str, str]:
    """Map a shortened name to the one body of the same list it abbreviates.

    X县文旅局 is X县文化体育广播电视和旅游局 where that is the only name of the list that
    begins and ends alike and holds its signs in order; with two such names nothing is mapped.
    """
    mapping = {}
    if len(names) > MOST_NAMES:
        return mapping
    for short in names:
        fitting = [
            name for name in names if len(name) > len(short) + 1 and is_abbreviation(short, name)
        ]
        if len(fitting) == 1:
            mapping[short] = fitting[0]
    return mapping


def is_abbreviation(short: str, name: str) -> bool:
    """Whether all signs of a …局 stand in order in a longer …局 of the same place."""
    if not (short.endswith("局") and name.endswith("局")):
        return False
    rest = iter(name)
    return all(sign in rest for sign in short)
