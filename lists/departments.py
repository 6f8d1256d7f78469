"""Names of departments: a cell becomes names, a name becomes the body's full name in its county.

Pure rules and reviewed data (`fixtures/departments/`); used by ingest and by search.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"

LONGEST = 100  # what is longer is a sentence
MOST_NAMES = 2000  # of one list; the five samples have 411 together
SEPARATORS = "、，,；;"
BRACKETS = {"（": "）", "(": ")"}
CATCH_ALL = re.compile(r"(及|和|以及)?其他.*(部门|单位)$")
OPEN_END = re.compile(r"等(有关|相关)?(部门|单位)?$")
BODY_ENDING = re.compile(
    r"(局|委|委员会|办|办公室|部|院|会|中心|站|队|支队|大队|公司|政府|联合会|总工会|法院|检察院|"
    r"残联|文联|科协|妇联|侨联|工商联|团委|人大|政协|协会|台|社|处|所|室|党组|分局|学校|银行|馆)$"
)
ETHNIC_NAMES = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|"
    "哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|"
    "柯尔克孜族|柯尔克孜|土族|达斡尔族|达斡尔|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|"
    "阿昌族|普米族|塔吉克族|塔吉克|怒族|乌孜别克族|乌孜别克|俄罗斯族|俄罗斯|鄂温克族|鄂温克|德昂族|"
    "保安族|裕固族|京族|塔塔尔族|塔塔尔|独龙族|鄂伦春族|鄂伦春|赫哲族|门巴族|珞巴族|基诺族|各族"
)
AUTONOMOUS = re.compile(rf"(?P<base>.+?)({ETHNIC_NAMES})+自治(?P<level>州|县|旗)")


@dataclass(frozen=True)
class Locality:
    """Where a list belongs: its county and prefecture, and the word departments carry there."""

    county: str
    prefecture: str | None = None
    department_prefix: str | None = None

    @property
    def prefix(self) -> str:
        """The county as its own documents print it before a department: 奇台县, 师市."""
        return self.department_prefix or short_place(self.county)

    @property
    def prefecture_prefix(self) -> str:
        """The prefecture likewise: 昌吉州, 喀什地区."""
        return short_place(self.prefecture or "")


def short_place(name: str) -> str:
    """Shorten an autonomous place as offices do: 察布查尔锡伯自治县 -> 察布查尔县."""
    match = AUTONOMOUS.fullmatch(name)
    return f"{match['base']}{match['level']}" if match else name


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
    return bool(name) and len(name) <= 40 and bool(BODY_ENDING.search(without_bracket(name)))


def without_bracket(name: str) -> str:
    """Take a second sign off the end: 自然资源和规划局（林草局） -> 自然资源和规划局."""
    return re.sub(r"[（(][^（）()]*[）)]$", "", name)


def canonical(name: str, locality: Locality, leading: str = "") -> str | None:
    """Give the full name of a body in its county, or None for roles and catch-alls.

    `leading` is the name that stands first in the same cell: it lends its 县委 to
    names such as 机构编制委员会办公室 that follow it.
    """
    if len(name) > LONGEST:
        return None
    plain = OPEN_END.sub("", CATCH_ALL.sub("", re.sub(r"\s", "", name)))
    if not is_body(plain):
        return None
    if without_bracket(plain).endswith("局"):
        plain = without_bracket(plain)
    prefix, rest = split_prefix(plain, locality)
    if not prefix:
        prefix = locality.prefix
        if leading and party_office(rest) and re.search(r"党?委", leading):
            rest = ("党委" if "党委" in leading else "委") + rest
    return prefix + short_forms().get(rest, rest)


def party_office(rest: str) -> bool:
    """Whether a name without prefix is an office of the party committee: 组织部, 编办."""
    return bool(
        re.search(r"^(组织|宣传|统战|社会工作|统一战线工作)部$|^编办$|编制委员会办公室$", rest)
    )


def split_prefix(name: str, locality: Locality) -> tuple[str, str]:
    """Part the place from the body: 县水利局 -> (奇台县, 水利局); no place gives ('', name)."""
    county = short_place(locality.county)
    bare = county.rstrip("县市区旗")
    prefecture = locality.prefecture_prefix
    spellings = [
        (locality.county, locality.prefix),
        (county, locality.prefix),
        (locality.prefix, locality.prefix),
        (locality.prefecture or "", prefecture),
        (prefecture, prefecture),
        (bare if len(bare) > 1 else "", locality.prefix),
        ("兵团", "兵团"),
        ("自治区", "自治区"),
        ("师", locality.prefix) if locality.prefix == "师市" else ("", ""),
    ]
    for level in "县市区旗":
        if county.endswith(level):
            spellings.append((level, locality.prefix))
    for level in ("地区", "州", "盟"):
        if prefecture.endswith(level):
            spellings.append((level, prefecture))
    for spelling, prefix in spellings:
        rest = name.removeprefix(spelling)
        # 市场监督管理局 of a 市 begins with the sign of the place and is no 场监督管理局.
        if spelling and rest != name and is_body(rest) and not name.startswith("市场监"):
            return prefix, rest
    return "", name


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
    at = 0
    for sign in name:
        at += at < len(short) and sign == short[at]
    return at == len(short)
