"""Editions: one dated version of a township's list, with its state and its source."""

from django.conf import settings
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lists.models.documents import Document
from lists.models.places import Township
from lists.models.publishing import NotPublishable, Publishing

__all__ = ["Edition", "NotPublishable"]

EXAMPLE = "示例"  # the marking of a list made up to show something, no document of an office


class PublishedEditions(models.Manager):
    """Editions in force, readable by everyone."""

    def get_queryset(self):
        return super().get_queryset().filter(state=Edition.State.PUBLISHED)


class Edition(Publishing):
    """One version of a township's duty list, as read from one document."""

    township = models.ForeignKey(
        Township, models.PROTECT, related_name="editions", verbose_name="乡镇（街道）"
    )
    slug = models.SlugField("网址用词", max_length=40, editable=False)
    document_date = models.CharField(
        "文件日期", max_length=10, blank=True, help_text="按文件所印：2025、2025-07 或 2025-07-01"
    )
    markings = ArrayField(
        models.CharField(max_length=20), verbose_name="文件标注", default=list, blank=True
    )
    declared = models.JSONField("文件自述数量", default=dict, blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name="来源文件（存档）",
    )
    source_name = models.CharField("来源文件", max_length=200)
    source_sha256 = models.CharField("来源文件校验值", max_length=64)
    content_sha256 = models.CharField("内容校验值", max_length=64, blank=True)
    findings = models.JSONField("导入发现的问题", default=list, blank=True)
    imported_at = models.DateTimeField("导入时间", default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="导入人",
    )
    # Whether its rows stand in the counts that search and the pages over townships rest on.
    counted = models.BooleanField("已计入统计", default=False, editable=False)

    internal = models.Manager()
    published = PublishedEditions()

    class Meta:
        verbose_name = verbose_name_plural = "清单版本"
        ordering = ["township", "-document_date", "-imported_at"]
        indexes = [
            # What came into force or went out of it since the counts were made: a few of 40,000.
            models.Index(
                fields=["id"],
                name="edition_not_yet_counted",
                condition=Q(state="published", counted=False)
                | Q(counted=True) & ~Q(state="published"),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["township", "slug"], name="edition_slug_once"),
            models.UniqueConstraint(
                fields=["township", "source_sha256"], name="edition_file_taken_once"
            ),
            models.UniqueConstraint(
                fields=["township"],
                condition=Q(state="published"),
                name="one_published_edition_per_township",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "superseded"]) | Q(published_at__isnull=False),
                name="published_edition_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "superseded"], restricted=True)
                | Q(secrecy_checked_at__isnull=False, secrecy_checked_by__isnull=False),
                name="restricted_edition_needs_secrecy_check",
            ),
            models.CheckConstraint(
                condition=~Q(restricted=True, state__in=["published", "superseded"])
                | (Q(published_by__isnull=False) & ~Q(published_by=F("secrecy_checked_by"))),
                name="secrecy_checker_does_not_publish",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "superseded"]) | Q(effective_on__isnull=False),
                name="published_edition_is_effective",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "submitted", "published", "superseded", "withdrawn"]
                ),
                name="edition_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.township}（{self.date_label}）"

    def get_absolute_url(self) -> str:
        return reverse("edition", args=[self.township.slug, self.slug])

    @property
    @admin.display(description="文件日期")
    def date_label(self) -> str:
        """The printed date in Chinese: 2025年7月; 未注明日期 where the document prints none.

        An example says so wherever its date stands.
        """
        example = "·示例" if self.is_example else ""
        if not self.document_date:
            return f"未注明日期{example}"
        units = zip(self.document_date.split("-"), "年月日", strict=False)
        return "".join(f"{int(number)}{unit}" for number, unit in units) + example

    @property
    def is_example(self) -> bool:
        """Whether its cover says that it was made up to show something."""
        return EXAMPLE in self.markings
