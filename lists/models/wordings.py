"""Wordings: distinct texts of rows, their meaning as vectors, how many rows carry them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from pgvector.django import HalfVectorField

from lists.models.bodies import Category


class Wording(models.Model):
    """A distinct text of a row, places and OCR noise removed; many townships may carry it."""

    digest = models.CharField("摘要", max_length=64, unique=True)
    name = models.TextField("事项名称")
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="wordings", verbose_name="事项类别"
    )
    duty = models.ForeignKey(
        "Duty",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="wordings",
        verbose_name="职责",
    )
    # How sure it is that it means that duty: 1 for the wording the duty began with.
    sureness = models.FloatField("把握", null=True, editable=False)
    search = SearchVectorField("检索词", null=True, editable=False)
    # How many published rows carry it; `count_published` keeps these in step.
    published = models.PositiveIntegerField("公布事项数", default=0)
    basic = models.PositiveIntegerField("基本履职", default=0)
    cooperation = models.PositiveIntegerField("配合履职", default=0)
    revoked = models.PositiveIntegerField("上级收回", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "表述"
        indexes = [
            GinIndex(fields=["search"], name="wording_search"),
            # The most-listed first: a national page reads the first of these only.
            models.Index(fields=["-published", "id"], name="wording_most_listed"),
        ]

    def __str__(self) -> str:
        return self.name[:40]


class Meaning(models.Model):
    """A distinct text and its vector; without a vector it waits for the embedder."""

    digest = models.CharField("摘要", max_length=64, unique=True)
    text = models.TextField("文字")
    model = models.CharField("模型", max_length=100, blank=True)
    vector = HalfVectorField("向量", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "语义向量"
        indexes = [
            models.Index(
                fields=["id"], name="meaning_waiting", condition=models.Q(vector__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Passage(models.Model):
    """A part of a wording that is compared by meaning: its name, its whole, one clause."""

    class Part(models.TextChoices):
        NAME = "name", "事项名称"
        WHOLE = "whole", "名称和本级职责"
        CLAUSE = "clause", "职责条款"

    wording = models.ForeignKey(
        Wording, models.CASCADE, related_name="passages", verbose_name="表述"
    )
    part = models.CharField("部分", max_length=8, choices=Part)
    meaning = models.ForeignKey(
        Meaning, models.PROTECT, related_name="passages", verbose_name="语义向量"
    )

    class Meta:
        verbose_name = verbose_name_plural = "表述的部分"
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "part", "meaning"], name="passage_once_per_wording"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}：{self.meaning}"
