"""Duties: families of wordings that mean the same duty across townships."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lists.models.bodies import System
from lists.models.items import Kind
from lists.models.places import County

# Listed by one township as this and by another as that; the country's are read from an index.
DIFFERS = (
    Q(basic__gt=0, cooperation__gt=0)
    | Q(basic__gt=0, revoked__gt=0)
    | Q(cooperation__gt=0, revoked__gt=0)
)


class PublishedDuties(models.Manager):
    """Duties that a published row carries."""

    def get_queryset(self):
        return super().get_queryset().filter(merged_into=None, townships__gt=0)


class Duty(models.Model):
    """What one duty is called and how many townships list it, and as what (职责).

    Its number is its address for ever: a duty that went into another one leads there.
    """

    name = models.TextField("名称", help_text="最多乡镇采用的事项名称")
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="并入",
    )
    # How sure it is that its wordings mean one duty: that of the least sure one.
    sureness = models.FloatField("把握", default=1.0, editable=False)
    # How many townships have it in force: in any list, and in each. `count` keeps these in step.
    townships = models.PositiveIntegerField("乡镇数", default=0, editable=False)
    basic = models.PositiveIntegerField("基本履职", default=0, editable=False)
    cooperation = models.PositiveIntegerField("配合履职", default=0, editable=False)
    revoked = models.PositiveIntegerField("上级收回", default=0, editable=False)

    internal = models.Manager()
    published = PublishedDuties()

    class Meta:
        verbose_name = verbose_name_plural = "职责"
        ordering = ["-townships", "pk"]
        indexes = [
            models.Index(fields=["-townships", "id"], name="duty_most_listed"),
            models.Index(
                fields=["-sureness", "-townships", "id"],
                name="duty_differs",
                condition=Q(merged_into=None, townships__gt=0) & DIFFERS,
            ),
        ]

    def __str__(self) -> str:
        return self.name[:60]

    def get_absolute_url(self) -> str:
        return reverse("duty", args=[self.pk])


class DutyCount(models.Model):
    """How many townships of a county have a duty in one of the lists in force."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="counts", verbose_name="职责")
    county = models.ForeignKey(
        County, models.CASCADE, related_name="+", verbose_name="县（市、区）"
    )
    kind = models.CharField("清单", max_length=12, choices=Kind)
    townships = models.PositiveIntegerField("乡镇数")
    # A township that has it in two lists counts in each; summed over the lists these count it once.
    first = models.PositiveIntegerField("其中没有列在前面清单的乡镇数", default=0)
    rows = models.PositiveIntegerField("事项数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "职责乡镇数"
        constraints = [
            models.UniqueConstraint(fields=["duty", "county", "kind"], name="duty_counted_once")
        ]
        indexes = [models.Index(fields=["county", "duty"], name="duty_count_of_county")]

    def __str__(self) -> str:
        return f"{self.duty} {self.county} {self.kind}"


class DutySystem(models.Model):
    """In how many townships of a county bodies of a system have a part in rows of a duty."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="systems", verbose_name="职责")
    county = models.ForeignKey(
        County, models.CASCADE, related_name="+", verbose_name="县（市、区）"
    )
    system = models.ForeignKey(System, models.CASCADE, related_name="+", verbose_name="条线")
    townships = models.PositiveIntegerField("乡镇数")

    class Meta:
        verbose_name = verbose_name_plural = "职责条线乡镇数"
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "system", "county"], name="duty_system_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.county} {self.system}"


class DutyDecision(models.Model):
    """What a person decided of two wordings: the same duty, or not; stronger than any likeness.

    Wordings are named by their digests, so that the decision outlives every new import.
    """

    # Where they are not the same, the first one stays in its duty and the second one leaves.
    first = models.CharField("表述甲（摘要）", max_length=64)
    second = models.CharField("表述乙（摘要）", max_length=64)
    same = models.BooleanField("是同一职责")
    reason = models.CharField("理由", max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="决定人",
    )
    decided_at = models.DateTimeField("决定时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "职责归并决定"
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_decided_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="two_wordings_decided"),
        ]

    def __str__(self) -> str:
        return f"{'同一' if self.same else '不同'}：{self.reason[:40]}"
