"""Where departments belong: a county and its prefecture, and how names write them."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

ETHNIC_NAMES = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|"
    "哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|"
    "柯尔克孜族|柯尔克孜|土族|达斡尔族|达斡尔|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|"
    "阿昌族|普米族|塔吉克族|塔吉克|怒族|乌孜别克族|乌孜别克|俄罗斯族|俄罗斯|鄂温克族|鄂温克|德昂族|"
    "保安族|裕固族|京族|塔塔尔族|塔塔尔|独龙族|鄂伦春族|鄂伦春|赫哲族|门巴族|珞巴族|基诺族|各族"
)
AUTONOMOUS = re.compile(rf"(?P<base>.+?)({ETHNIC_NAMES})+自治(?P<level>州|县|旗)")
# Levels above the county that a name may begin with and that keep their own word.
WIDER = ("兵团", "自治区", "省", "地区")


def short_place(name: str) -> str:
    """Shorten an autonomous place as offices do: 察布查尔锡伯自治县 -> 察布查尔县."""
    match = AUTONOMOUS.fullmatch(name)
    return f"{match['base']}{match['level']}" if match else name


@dataclass(frozen=True)
class Locality:
    """Where a list belongs: its county and prefecture, and the word departments carry there."""

    county: str
    prefecture: str | None = None
    department_prefix: str | None = None

    @classmethod
    def of(cls, county: str, prefecture: str | None = None) -> "Locality":
        """The locality of a county; the reviewed places fill in what only they know."""
        entries = json.loads((FIXTURES / "places.json").read_text("utf-8"))["counties"]
        known = next((e for e in entries if county in (e["county"], short_place(e["county"]))), {})
        return cls(
            known.get("county", county),
            prefecture or known.get("prefecture"),
            known.get("department_prefix"),
        )

    @property
    def short_county(self) -> str:
        """The county without its peoples: 察布查尔县."""
        return short_place(self.county)

    @property
    def prefix(self) -> str:
        """The county as its own documents print it before a department: 奇台县, 师市."""
        return self.department_prefix or self.short_county

    @property
    def prefecture_prefix(self) -> str:
        """The prefecture likewise: 昌吉州, 喀什地区."""
        return short_place(self.prefecture or "")

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """How names may write a place, and the place each stands for; longest spelling first."""
        pairs = {word: word for word in WIDER}
        for level in ("地区", "州", "盟", "市"):
            # 市X局 in a list of 鼓楼区 is the prefecture's, in one of 西昌市 the county's own.
            if self.prefecture_prefix.endswith(level) and not self.short_county.endswith(level):
                pairs[level] = self.prefecture_prefix
        for level in "县市区旗":
            if self.short_county.endswith(level):
                pairs[level] = self.prefix
        if self.prefix == "师市":
            pairs["师"] = self.prefix
        bare = self.short_county.rstrip("县市区旗")
        if len(bare) > 1:
            pairs[bare] = self.prefix
        pairs |= {self.county: self.prefix, self.short_county: self.prefix}
        pairs[self.prefix] = self.prefix
        if self.prefecture:
            pairs |= dict.fromkeys(
                (self.prefecture, self.prefecture_prefix), self.prefecture_prefix
            )
        return sorted(pairs.items(), key=lambda pair: -len(pair[0]))

    @property
    def spelled_places(self) -> list[str]:
        """All spellings a name of this locality may begin with."""
        return [spelling for spelling, _ in self.places]
