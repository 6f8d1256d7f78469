"""A department's notice cut into the tasks it hands to the townships, each as it stands there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

LONGEST = 5000  # characters of a notice
MOST_TASKS = 40

# Sentences end here; a line ends one, too.
SENTENCE = re.compile(r"[^。；;！!\n]*[。；;！!]?")
NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+[章条项]\s*|[一二三四五六七八九十]{1,3}[、.．]\s*"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|\d{1,2}(?:\.\d{1,2})*(?:[、.．)）]\s*(?!\d)|(?<=\.\d)\s+)"
    r"|[①-⑳]\s*|[一二三四五六七八九十]{1,2}(?:是|要)\s*)"
)
TOWNSHIP = (
    r"(?:各|全县|有关|相关|辖区)?(?:乡镇|镇街|街道|乡|镇)"
    r"(?:[（(](?:镇|街道|镇、街道)[）)]|、?(?:街道|人民政府|政府|办事处|党委))*"
)
# Whom a sentence speaks to, with what hands the task over: 各乡镇（街道）要.
ADDRESS = re.compile(
    rf"(?:请|由|要求)?(?:{TOWNSHIP}|各地|各单位|你们?[乡镇单位]*)"
    r"(?:要|须|应当?|负责|必须|需|请|务必|配合(?=[^，。]*(?:局|委|部门|做好))|，|：)?"
)
MENTIONED = re.compile(rf"{TOWNSHIP}|各地|各村|村（社区）|社区|网格员|驻村|包村|两委")
# A department, or the county, as the one who acts.
OTHERS = re.compile(
    r"^(?:由|请)?(?:县|市|区|州|地区|自治县|上级|省|本|我)?[\u4e00-\u9fff]{0,12}?"
    r"(?:局|委|办公室|指挥部|专班|工作组|医院|学校|公司|银行|法院|检察院|联|办|中心|部门|县政府|县里)"
    r"[^，。；]{0,10}?(?:负责|牵头|将|要|应|须|会同|指导|统筹|定期|对)"
)
OBLIGES = re.compile(
    r"要|须|应(?![急收届对])|务必|负责|配合|协助|做好|开展|组织|落实|报送|上报|报告|排查|摸排|清理|整治|宣传|"
    r"建立|完善|加强|推进|督促|检查|巡查|统计|登记|收集|汇总|审核|办理|完成|制止|劝阻|引导|动员|发放|"
    r"安排|确定|明确|指定|填报|核实|走访|处置|调解|监测|维护|管护|修复|拆除|治理|巡护|保障|参加|提供"
)
# What a numbered line without its own subject begins with, when it is a task.
BEGINS = re.compile(
    r"(?:认真|切实|扎实|全面|及时|持续|进一步|深入|集中|严格|积极|大力|抓好|按时|定期|依法|继续)*(?:"
    r"做好|开展|组织|落实|报送|上报|排查|摸排|清理|整治|宣传|建立|完善|推进|督促|检查|巡查|统计|登记|收集|"
    r"汇总|审核|办理|完成|制止|引导|动员|发放|安排|确定|明确|填报|核实|走访|处置|调解|监测|维护|管护|"
    r"修复|拆除|治理|协助|配合|负责|加强|保障|参加|提供|抓好|依法|"
    r"[对将把].{2,60}?(?:进行|作出|予以|开展|实施|给予|报|送|纳入|列入))"
)
# Said in every notice, and nothing that could stand in a list.
GENERAL = re.compile(
    r"高度重视|提高(?:政治站位|思想认识|认识)|统一思想|加强(?:组织)?领导|压实责任|明确责任|落实责任|"
    r"强化(?:责任|督导|组织领导)?|精心组织|周密部署|密切配合|协同配合|形成合力|狠抓落实|抓好落实|认真贯彻落实|"
    r"贯彻执行|遵照执行|认真组织实施|结合实际|确保(?:取得实效|各项工作落到实处|落到实处)?|严肃(?:追责|问责)|"
    r"切实|认真|工作|思想|上|此项|把|摆上重要(?:议事)?日程|要|请|并|和|抓|好|[\W_]"
)
# A task says at least so much besides that (characters); a heading says at most so much.
SHORTEST, HEADING = 4, 24
TITLE = re.compile(
    r"^\s*(?:关于|[\u4e00-\u9fff]{2,20}关于).{2,60}(?:通知|函|意见|方案|公告|通报)\s*$"
)
DATE = re.compile(
    r"^\s*[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[^，。]{0,6}\s*$"
)
ASIDE = re.compile(
    r"^\s*(?:附件|附[：:]|联系人|联系电话|抄送|主送|电话|邮箱|特此通知|此通知|（此件)"
)
# Why and how it began: 根据…, 为…, 现将…如下.
OPENING = re.compile(r"^\s*(?:根据|按照|为了?|现将|现就|近日|近期|当前|目前|据|经研究)")
GREETING = re.compile(r"[：:]\s*$")


@dataclass(frozen=True)
class Task:
    """A task: where it stands in the notice (begin, end), its text, and what is asked of a list."""

    begin: int
    end: int
    text: str
    asked: str


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place, the number of its line, and whether it begins an item."""

    begin: int
    end: int
    text: str
    line: int
    numbered: bool

    @property
    def bare(self) -> str:
        """The sentence without its number."""
        number = NUMBER.match(self.text)
        return (self.text[number.end() :] if number else self.text).strip()


def tasks(notice: str) -> list[Task]:
    """The tasks of a notice in order, at most MOST_TASKS and one more: the caller says so."""
    found: list[Task] = []
    in_item = False
    lines = [list(line) for _, line in groupby(sentences(notice), key=lambda one: one.line)]
    for line, following in zip(lines, [*lines[1:], []], strict=False):
        first = line[0]
        in_item = first.numbered or (in_item and not ends_items(first))
        if not is_heading_line(line, following):
            found += tasks_of_line(notice, line, in_item)
        if len(found) > MOST_TASKS:
            break
    return found[: MOST_TASKS + 1]


def sentences(notice: str) -> Iterator[Sentence]:
    """The sentences of a notice that say something, without the blanks around them."""
    at = 0
    for number, line in enumerate(notice.splitlines(keepends=True)):
        for match in SENTENCE.finditer(line):
            text = match.group().strip()
            if re.search(r"\w", text):
                begin = at + match.start() + match.group().index(text)
                numbered = bool(NUMBER.match(text))
                yield Sentence(begin, begin + len(text), text, number, numbered)
        at += len(line)


def ends_items(first: Sentence) -> bool:
    """Whether a line stands after all items: annexes, date, signature."""
    return bool(ASIDE.match(first.text) or DATE.match(first.text))


def is_heading_line(line: list[Sentence], following: list[Sentence]) -> bool:
    """Whether a line is a heading: 二、重点任务, or （一）开展排查 above a text of its own."""
    text = line[0].text
    if len(line) > 1 or not line[0].numbered or text.endswith(tuple("。；;！!")):
        return False
    of_a_part = re.match("[一二三四五六七八九十]+、", text)
    return bool(of_a_part or (following and not following[0].numbered and len(text) <= HEADING))


def tasks_of_line(notice: str, line: list[Sentence], in_item: bool) -> list[Task]:
    """The sentences of one line that hand something over.

    （一）开展垃圾清理。各乡镇要组织清运。 is one task: its heading says what it is about.
    """
    chosen = [one for one in line if is_task(one, in_item)]
    first = line[0]
    if first.numbered and len(first.bare) <= HEADING and chosen[:2] == line[:2] != [first]:
        chosen = [first, *chosen[2:]]
        followed = [line[1], *[None] * len(chosen)]
    else:
        followed = [None] * len(chosen)
    pairs = zip(chosen, followed, strict=False)
    return [task_of(notice, one, following) for one, following in pairs]


def is_task(sentence: Sentence, in_item: bool) -> bool:
    """Whether a sentence hands something to a township."""
    text = sentence.bare
    if ASIDE.match(text) or DATE.match(text) or TITLE.match(text) or GREETING.search(text):
        return False
    if OTHERS.match(text) and not MENTIONED.search(text):
        return False
    if OPENING.match(text) and not ADDRESS.search(text):
        return False
    if len(GENERAL.sub("", ADDRESS.sub("", text, count=1))) < SHORTEST:
        return False
    if MENTIONED.search(text) or re.match("请|务必", text):
        return bool(OBLIGES.search(text))
    return in_item and bool(BEGINS.match(text))


def task_of(notice: str, sentence: Sentence, following: Sentence | None) -> Task:
    """A sentence as a task, or a heading with the sentence behind it.

    What is asked of the lists leaves out numbers and who is spoken to.
    """
    end = (following or sentence).end
    asked = "".join(subject(one) for one in (sentence, following) if one)
    return Task(sentence.begin, end, notice[sentence.begin : end], asked)


def subject(sentence: Sentence) -> str:
    """What a sentence is about, without its number and whom it speaks to."""
    address = ADDRESS.match(sentence.bare)
    rest = sentence.bare[address.end() :].lstrip("，,：: ") if address else sentence.bare
    return rest if len(rest) >= SHORTEST else sentence.bare
