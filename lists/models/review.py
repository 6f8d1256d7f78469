"""What people add to what the importer understood: corrections, and findings they accept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lists.models.documents import Document
from lists.models.editions import Edition
from lists.models.items import Kind
from lists.models.places import Township


class Correction(models.Model):
    """A cell read or printed wrongly, and what stands there instead (更正): laid over the row.

    `place` finds the row in its document; `kind`, `number` and `old` find the cell again in
    another file of the same township. The printed row stays as it is (`Item.printed`).
    """

    class Column(models.TextChoices):
        NUMBER = "number", "序号"
        CATEGORY = "category", "事项类别"
        NAME = "name", "事项名称"
        DEPARTMENTS = "departments", "对应上级部门"
        LEAD_DUTY = "lead_duty", "上级部门职责"
        TOWNSHIP_DUTY = "township_duty", "配合职责"
        TAKER = "taker", "承接部门"
        METHOD = "method", "承接部门及工作方式"
        DATE = "date", "文件日期"
        PROVINCE = "province", "省（自治区）"
        PREFECTURE = "prefecture", "地（州、市）"
        COUNTY = "county", "县（市、区）"
        TOWNSHIP = "township", "乡镇（街道）"

    # What is said of the document, not of one of its rows.
    OF_DOCUMENT = (
        Column.DATE,
        Column.PROVINCE,
        Column.PREFECTURE,
        Column.COUNTY,
        Column.TOWNSHIP,
    )

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="corrections", verbose_name="来源文件"
    )
    on_township = models.ForeignKey(
        Township,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="乡镇（街道）",
    )
    kind = models.CharField("清单", max_length=12, choices=Kind, blank=True)
    place = models.CharField("来源位置", max_length=80, blank=True)
    number = models.CharField("序号（原文）", max_length=20, blank=True)
    column = models.CharField("栏目", max_length=16, choices=Column)
    old = models.TextField("原文", blank=True)
    new = models.TextField("更正为", blank=True)
    reason = models.CharField("理由", max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="更正人"
    )
    made_at = models.DateTimeField("更正时间", default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取消人",
    )
    undone_at = models.DateTimeField("取消时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "place", "column"],
                condition=Q(undone_at=None),
                name="one_correction_in_force_per_cell",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.get_column_display()}"


class Acceptance(models.Model):
    """A warning that a person has looked at and accepts, with the reason (核对意见)."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="acceptances", verbose_name="清单版本"
    )
    finding = models.CharField("问题", max_length=64, help_text="代码、位置和说明的摘要")
    reason = models.CharField("理由", max_length=300)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="核对人"
    )
    accepted_at = models.DateTimeField("核对时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "核对意见"
        constraints = [
            models.UniqueConstraint(fields=["edition", "finding"], name="finding_accepted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="acceptance_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason[:40]
