"""How many rows in force a county has, by list, category and system: what overviews rest on."""

from django.db import models

from lists.models.bodies import Category, System
from lists.models.items import Kind
from lists.models.places import County


class PlaceCount(models.Model):
    """Rows in force of one list of a county, and in how many townships they stand.

    With neither category nor system: the whole list. With a category: the rows of it. With a
    system: the rows in which a body of it has a part; a row of two systems counts for both.
    `place_counts.count` keeps these in step.
    """

    county = models.ForeignKey(
        County, models.CASCADE, related_name="+", verbose_name="县（市、区）"
    )
    kind = models.CharField("清单", max_length=12, choices=Kind)
    category = models.ForeignKey(
        Category, models.CASCADE, null=True, related_name="+", verbose_name="事项类别"
    )
    system = models.ForeignKey(
        System, models.CASCADE, null=True, related_name="+", verbose_name="条线"
    )
    rows = models.PositiveIntegerField("事项数")
    townships = models.PositiveIntegerField("乡镇数")

    class Meta:
        verbose_name = verbose_name_plural = "各地事项数"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind", "category", "system"],
                name="place_counted_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(category=None) | models.Q(system=None),
                name="place_counted_by_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.kind} {self.category or self.system or ''}：{self.rows}"
