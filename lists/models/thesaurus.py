"""The thesaurus: what people say, and the official terms that mean it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lists.models.places import County


class ThesaurusGroup(models.Model):
    """Everyday wordings of one subject and its official terms, for all counties or for one."""

    class Relation(models.TextChoices):
        SAME = "same", "同义"
        EVERYDAY = "everyday", "口语"
        CASE = "case", "具体情形"
        RELATED = "related", "相关"
        WORD = "word", "用词"

    county = models.ForeignKey(
        County,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="thesaurus",
        verbose_name="县（市、区）",
        help_text="不选：各县通用",
    )
    # The reviewed file a group comes from; its groups are replaced when the file changes.
    source = models.CharField("来源文件", max_length=60, blank=True, editable=False)
    category = models.CharField("类别", max_length=60, blank=True)
    said = ArrayField(
        models.CharField(max_length=200),
        verbose_name="群众说法",
        default=list,
        blank=True,
        help_text="每种说法写成几个词，用空格隔开，须同在一句中；同一位置的不同说法用 / 隔开",
    )
    examples = ArrayField(
        models.CharField(max_length=200), verbose_name="例句", default=list, blank=True
    )
    unless = ArrayField(
        models.CharField(max_length=60), verbose_name="出现这些词时不用", default=list, blank=True
    )
    means = ArrayField(models.CharField(max_length=60), verbose_name="规范用语")
    relation = models.CharField("关系", max_length=10, choices=Relation)
    why = models.CharField("说明", max_length=300, blank=True)
    active = models.BooleanField("启用", default=True)
    # A group for all counties that one county does without.
    switched_off_in = models.ManyToManyField(
        County, related_name="+", blank=True, verbose_name="停用的县（市、区）"
    )
    changed = models.DateTimeField("更改时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "同义词组"
        ordering = ["source", "id"]

    def __str__(self) -> str:
        return "、".join(self.means)
