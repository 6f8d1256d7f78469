"""Cells of made lists: numbered clauses, department blocks, sub-tasks, sentences, takers."""

from random import Random

from tests.documents import vocabulary

FULL = str.maketrans("", "")
HALF = str.maketrans("，；：（）", ",;:()")
SUB_TASKS = ("违法用地整治方面", "日常监管环节", "应急处置阶段", "宣传引导工作", "隐患排查事项")
ORDINALS = "一二三四五六"
DISCONTINUED = ("不再开展。", "此项工作已不再开展", "该事项不再开展。")


class Writer:
    """Writes the cells of one row: the same width of punctuation and sign behind numbers."""

    def __init__(self, random: Random, longest: int):
        self.random = random
        self.longest = longest  # clauses in a cell
        self.width = random.choice((FULL, FULL, FULL, HALF))
        self.point = random.choice(("．", ".", ".", ".", "、"))

    def signs(self, words: str) -> str:
        """Words with the punctuation of this row."""
        return words.translate(self.width)

    def sentences(self, wanted: int) -> list[str]:
        """Sentences, all but the last closed by a semicolon."""
        words = self.random.choices(vocabulary.sentences(), k=wanted)
        return [*(f"{each}；" for each in words[:-1]), f"{words[-1]}。"]

    def clauses(self, subjects: tuple[str, ...] = (), most: int | None = None) -> list[str]:
        """Numbered clauses, each with its subject where subjects are given."""
        wanted = self.random.randint(1, min(most or self.longest, self.longest))
        return [
            f"{n}{self.point}{self.random.choice(subjects) if subjects else ''}{sentence}"
            for n, sentence in enumerate(self.sentences(wanted), start=1)
        ]

    def lead_cell(self, departments: tuple[str, ...]) -> tuple[str, ...]:
        """A cell of 上级部门职责, in one of the ways offices write it."""
        match self.random.choice(("numbered", "numbered", "subjects", "blocks", "tasks", "one")):
            case "subjects":
                paragraphs = self.clauses(departments)
            case "blocks":
                paragraphs = [
                    line for name in departments for line in (f"{name}：", *self.clauses(most=4))
                ]
            case "tasks":
                tasks = self.random.sample(SUB_TASKS, self.random.randint(2, 3))
                paragraphs = [
                    line
                    for ordinal, task in zip(ORDINALS, tasks, strict=False)
                    for line in (f"{ordinal}、{task}", *self.clauses(most=4))
                ]
            case "one":
                paragraphs = self.sentences(1)
            case _:
                paragraphs = self.clauses()
        return tuple(map(self.signs, paragraphs))

    def own_cell(self) -> tuple[str, ...]:
        """A cell of 配合职责: numbered, one sentence, or sentences without numbers."""
        match self.random.choice(("numbered", "numbered", "numbered", "one", "unnumbered")):
            case "one":
                paragraphs = self.sentences(1)
            case "unnumbered":
                paragraphs = self.sentences(self.random.randint(2, max(2, self.longest)))
            case _:
                paragraphs = self.clauses()
        return tuple(map(self.signs, paragraphs))

    def taker_cell(self, takers: tuple[str, ...]) -> tuple[str, ...]:
        """A cell of 承接部门及工作方式; without takers nobody does the duty any more."""
        if not takers:
            return (self.random.choice(DISCONTINUED),)
        names = "、".join(takers)
        match self.random.choice(("labels", "labels", "colon", "manner")):
            case "labels":
                paragraphs = [f"承接部门：{names}", "工作方式：" + self.sentences(1)[0]]
            case "colon":
                paragraphs = [f"{names}：", *self.clauses(most=4)]
            case _:
                paragraphs = [names, "承接方式：" + self.sentences(1)[0]]
        return tuple(map(self.signs, paragraphs))
