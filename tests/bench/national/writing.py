"""New texts of rows from those of the samples: other clauses, other words, local names."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from random import Random

# Words of the field that may stand for one another.
ALIKE = [
    "小麦 玉米 棉花 水稻 油菜 大豆 马铃薯 甘蔗 茶叶 柑橘 苹果 葡萄 中药材 花生 高粱 谷子",
    "牲畜 生猪 肉牛 肉羊 家禽 奶牛 马匹 水产 蜜蜂 骆驼 蛋鸡 鸭鹅",
    "洪水 山洪 滑坡 泥石流 台风 干旱 雪灾 冰雹 地震 沙尘暴 寒潮 内涝 低温冻害",
    "草原 林地 耕地 湿地 水库 河道 湖泊 滩涂 沙化土地 山塘 海岸 自然保护地",
    "老年人 残疾人 妇女 儿童 青少年 退役军人 农民工 高校毕业生 脱贫户 孤儿 未成年人 失能人员",
    "文化站 图书室 农家书屋 卫生室 敬老院 幼儿园 养老服务站 体育设施 日间照料中心 托育机构",
    "秸秆 垃圾 污水 扬尘 噪声 油烟 粪污 农膜 废旧电池 建筑垃圾",
    "消防 食品 药品 燃气 用电 交通 校园 建筑 矿山 特种设备 烟花爆竹 危险化学品",
    "负责 承担 做好 开展 组织 抓好 落实 推进",
    "协助 配合 参与 支持",
    "排查 巡查 检查 摸排 走访 巡护",
    "上报 报送 报告 反馈",
    "宣传 宣讲 普及 宣教",
    "登记 统计 汇总 造册 建档",
    "及时 按时 定期 每月 每季度",
    "受理 审核 初审 复核 核实",
    "补贴 补助 救助 奖励 津贴 保险",
    "纠纷 矛盾 信访 投诉 举报 诉求",
]
LIKE = {word: [w for w in line.split() if w != word] for line in ALIKE for word in line.split()}
SWAPPED = re.compile("|".join(sorted(LIKE, key=len, reverse=True)))
# Names of rivers, reservoirs and hills that no two counties share, as real lists have them.
FIRST = "青龙石白黑大小金银玉清南北东西上下新古双平安长永福兴柳杨松桃梅竹云雾虎马牛羊凤鹤雁"
SECOND = "河山湖沟岭坪桥湾泉塘坝滩溪峡坡源原川洲岩井梁崖沙洋浦港岗塬台"
WHERE = "水库 灌区 景区 片区 林场 工业园 保护区 河段 渡口 集贸市场"
SEGMENT = re.compile(r"[^，；。]+[，；。]?")

# What is done to a text, as shares of the new texts.
OTHER_NAME, OTHER_CLAUSE, LOCAL_NAME = 0.4, 0.7, 0.25
MOST_SWAPS = 2


@dataclass(frozen=True)
class Text:
    """A text of a row: number of the sample row it comes from, name, clauses of both sides."""

    sample: int
    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


class Writer:
    """Writes new texts; `texts` begins with those of the samples, `parents` holds each one's."""

    def __init__(self, texts: list[Text], topics: list[tuple], random: Random):
        self.texts, self.topics, self.random = list(texts), topics, random
        self.parents = list(range(len(texts)))
        self.known = set(texts)
        # Pieces that may stand in one another's place: of one list, one category, one side.
        self.pieces: dict[tuple, list[str]] = defaultdict(list)
        for text, topic in zip(texts, topics, strict=True):
            self.pieces[topic, "name"] += SEGMENT.findall(text.name)
            self.pieces[topic, "ours"] += text.ours
            self.pieces[topic, "theirs"] += text.theirs

    def reworded(self, number: int) -> int:
        """Write a text like one that is there; gives the number of the new one."""
        text = self.texts[number]
        new = self.changed(text)
        while new in self.known:
            new = replace(new, name=self.with_local_name(new.name))
        self.known.add(new)
        self.texts.append(new)
        self.parents.append(number)
        return len(self.texts) - 1

    def changed(self, text: Text) -> Text:
        """The text with some of its parts changed; a row without clauses changes its name."""
        random, topic = self.random, self.topics[text.sample]
        if not text.ours and not text.theirs or random.random() < OTHER_NAME:
            text = replace(text, name=self.swapped(self.other_segment(text.name, topic)))
        for side in ("ours", "theirs"):
            clauses = list(getattr(text, side))
            if clauses and random.random() < OTHER_CLAUSE:
                at = random.randrange(len(clauses))
                clauses[at] = self.swapped(random.choice(self.pieces[topic, side]))
                if random.random() < LOCAL_NAME:
                    clauses[at] = self.with_local_name(clauses[at])
                text = replace(text, **{side: tuple(dict.fromkeys(clauses))})
        return text

    def other_segment(self, name: str, topic: tuple) -> str:
        """A long name with one of its segments exchanged for that of another row."""
        segments = SEGMENT.findall(name)
        if len(segments) > 1:
            at = self.random.randrange(len(segments))
            segments[at] = self.random.choice(self.pieces[topic, "name"])
        return "".join(segments)

    def swapped(self, text: str) -> str:
        """A text with a few words of the field exchanged for their like."""
        places = list(SWAPPED.finditer(text))
        for match in sorted(
            self.random.sample(places, min(len(places), MOST_SWAPS)), key=lambda m: -m.start()
        ):
            other = self.random.choice(LIKE[match.group()])
            text = text[: match.start()] + other + text[match.end() :]
        return text

    def with_local_name(self, text: str) -> str:
        """A text that says where in the township."""
        random = self.random
        name = random.choice(FIRST) + random.choice(FIRST + SECOND) + random.choice(SECOND)
        return f"{text.rstrip('。；，')}（{name}{random.choice(WHERE.split())}）"
