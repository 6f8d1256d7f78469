"""Reports of errors (纠错): what readers say is wrong with a row, and what the office answers."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from lists.models.editions import Edition
from lists.models.items import Kind


class ErrorReport(models.Model):
    """A reader's note on one row of a list; its words are for the list office only.

    The row is named by list and number: a correction may save the row itself anew.
    """

    class Status(models.TextChoices):
        RECEIVED = "received", "已收到"
        CORRECTED = "corrected", "已更正"
        AS_PRINTED = "as_printed", "与原文一致"

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="error_reports", verbose_name="清单版本"
    )
    kind = models.CharField("清单", max_length=12, choices=Kind)
    number = models.PositiveIntegerField("序号")
    text = models.CharField("反映的问题", max_length=300)
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.RECEIVED)
    answer = models.CharField("答复", max_length=300, blank=True)
    reported_at = models.DateTimeField("反映时间", default=timezone.now)
    # A keyed hash of the sender's address and the day: it limits, it does not identify.
    sender = models.CharField("来源摘要", max_length=32, editable=False)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答复人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "纠错"
        ordering = ["-reported_at", "-pk"]
        indexes = [
            models.Index(fields=["edition", "kind", "number"], name="report_of_row"),
            models.Index(fields=["sender", "reported_at"], name="report_by_sender"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
