"""What was searched for: no address, no account, gone after 90 days."""

from django.db import models

from lists.models.places import County, Township


class SearchRecord(models.Model):
    """One search: the words, where, how many rows it found, which of them was opened."""

    query = models.CharField("查找的文字", max_length=300)
    county = models.ForeignKey(
        County, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="县"
    )
    township = models.ForeignKey(
        Township, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="乡镇"
    )
    results = models.PositiveIntegerField("结果数")
    clicked = models.PositiveSmallIntegerField("打开了第几条", null=True, blank=True)
    # The day only: a moment could be matched with other records of who was where.
    searched_on = models.DateField("日期", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "查找记录"

    def __str__(self) -> str:
        return f"{self.query[:40]}（{self.results}）"
