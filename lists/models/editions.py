"""Editions: one dated version of a township's list, with its state and its source."""

from django.conf import settings
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lists.models.places import Township
from lists.secrecy import RESTRICTING


class NotPublishable(Exception):
    """This edition may not be published now; the message says why and what to do."""


class PublishedEditions(models.Manager):
    """Editions in force, readable by everyone."""

    def get_queryset(self):
        return super().get_queryset().filter(state=Edition.State.PUBLISHED)


class Edition(models.Model):
    """One version of a township's duty list, as read from one document."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "现行"
        SUPERSEDED = "superseded", "已被新版替代"
        WITHDRAWN = "withdrawn", "已撤回"

    class Reason(models.TextChoices):
        FIRST = "first", "首次公布"
        ADJUSTMENT = "adjustment", "动态调整"
        ADMISSION = "admission", "职责准入"
        CORRECTION = "correction", "勘误"

    township = models.ForeignKey(
        Township, models.PROTECT, related_name="editions", verbose_name="乡镇（街道）"
    )
    slug = models.SlugField("网址用词", max_length=40, editable=False)
    document_date = models.CharField(
        "文件日期", max_length=10, blank=True, help_text="按文件所印：2025、2025-07 或 2025-07-01"
    )
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    markings = ArrayField(
        models.CharField(max_length=20), verbose_name="文件标注", default=list, blank=True
    )
    restricted = models.BooleanField(
        "须保密审查", default=False, help_text="文件标有“内部”“秘密”等字样"
    )
    declared = models.JSONField("文件自述数量", default=dict, blank=True)
    source_name = models.CharField("来源文件", max_length=200)
    source_sha256 = models.CharField("来源文件校验值", max_length=64)
    findings = models.JSONField("导入发现的问题", default=list, blank=True)
    reason = models.CharField("公布事由", max_length=12, choices=Reason, blank=True)
    imported_at = models.DateTimeField("导入时间", default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="导入人",
    )
    secrecy_checked_at = models.DateTimeField("保密审查时间", null=True, blank=True)
    secrecy_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="保密审查人",
    )
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="公布人",
    )

    internal = models.Manager()
    published = PublishedEditions()

    class Meta:
        verbose_name = verbose_name_plural = "清单版本"
        ordering = ["township", "-document_date", "-imported_at"]
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
                condition=Q(state__in=["draft", "published", "superseded", "withdrawn"]),
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
        """The printed date in Chinese: 2025年7月; 未注明日期 where the document prints none."""
        if not self.document_date:
            return "未注明日期"
        units = zip(self.document_date.split("-"), "年月日", strict=False)
        return "".join(f"{int(number)}{unit}" for number, unit in units)

    @property
    def secrecy_marks(self) -> list[str]:
        """Those of its markings that forbid publishing before a secrecy check."""
        return [mark for mark in self.markings if mark in RESTRICTING]

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it: in force, or once in force and replaced since."""
        return self.state in (self.State.PUBLISHED, self.State.SUPERSEDED)

    def record_secrecy_check(self, checker) -> None:
        """Record the 保密审查, once, before publication; raises NotPublishable for the importer."""
        if checker is None or checker == self.imported_by:
            raise NotPublishable("保密审查须由导入人以外的第二人进行，请另一位工作人员办理。")
        if self.secrecy_checked_at:
            raise NotPublishable("保密审查已有记录，不能重复记录。")
        if self.state == self.State.PUBLISHED or not self.restricted:
            raise NotPublishable("只有标有“内部”“秘密”等字样、尚未公布的版本需要保密审查。")
        self.secrecy_checked_at, self.secrecy_checked_by = timezone.now(), checker
        self.save(update_fields=["secrecy_checked_at", "secrecy_checked_by"])

    def publish(self, by=None, reason: str = "", even_older: bool = False) -> None:
        """Put this edition in force and supersede the one it replaces, in one transaction.

        Raises NotPublishable for the edition in force itself, for one older than that unless
        `even_older`, and for a marked document without a secrecy check by another person.
        """
        with transaction.atomic():
            editions = Edition.internal.select_for_update().filter(township=self.township)
            current = {edition.pk: edition for edition in editions}
            self.state = current[self.pk].state
            if self.state == self.State.PUBLISHED:
                raise NotPublishable("这个版本已经是现行版本，不必再公布。")
            if self.restricted and not self.secrecy_checked_at:
                raise NotPublishable(
                    f"文件标有“{'”“'.join(self.secrecy_marks)}”，须先由第二人完成保密审查后才能公布。"
                )
            if self.restricted and by is None:
                raise NotPublishable("标有“内部”“秘密”等字样的版本，须由具名的工作人员公布。")
            if self.restricted and by == self.secrecy_checked_by:
                raise NotPublishable("保密审查人与公布人不能是同一人，请另一位工作人员公布。")
            earlier = [e for e in current.values() if e.state == self.State.PUBLISHED]
            if not even_older and any(e.document_date > self.document_date for e in earlier):
                raise NotPublishable(
                    f"现行版本的日期是{earlier[0].date_label}，比这个版本（{self.date_label}）新。"
                    "确实要公布旧版本的，请在“数据管理”中办理。"
                )
            for edition in earlier:
                edition.state = self.State.SUPERSEDED
                edition.save(update_fields=["state"])
            self.state, self.published_at, self.published_by = (
                self.State.PUBLISHED,
                timezone.now(),
                by,
            )
            self.reason = reason or (self.Reason.ADJUSTMENT if earlier else self.Reason.FIRST)
            self.save(update_fields=["state", "published_at", "published_by", "reason"])

    def withdraw(self) -> None:
        """Take a published edition back from the public; its rows stay for the list office."""
        with transaction.atomic():
            self.state = Edition.internal.select_for_update().get(pk=self.pk).state
            if not self.is_public:
                raise NotPublishable("只有公众看得到的版本（现行或已被新版替代）可以撤回。")
            self.state = self.State.WITHDRAWN
            self.save(update_fields=["state"])
