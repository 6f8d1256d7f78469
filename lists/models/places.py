"""Places: counties and the townships in them."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from lists.models.slugs import unique_slug


class PublishedCounties(models.Manager):
    """Counties of which the public can read at least one list."""

    def get_queryset(self):
        from lists.models.editions import Edition

        in_force = Edition.published.filter(township__county=OuterRef("pk"))
        return super().get_queryset().filter(Exists(in_force))


class PublishedTownships(models.Manager):
    """Townships whose list is in force for everyone."""

    def get_queryset(self):
        from lists.models.editions import Edition

        return (
            super().get_queryset().filter(Exists(Edition.published.filter(township=OuterRef("pk"))))
        )


class County(models.Model):
    """A county-level unit (县级单位); townships and departments belong to it."""

    province = models.CharField("省级", max_length=40)
    prefecture = models.CharField(
        "地级", max_length=40, blank=True, help_text="省（自治区）直辖的县级市留空"
    )
    name = models.CharField("名称", max_length=40)
    slug = models.SlugField("网址用词", max_length=80, unique=True, editable=False)

    internal = models.Manager()
    published = PublishedCounties()

    class Meta:
        verbose_name = verbose_name_plural = "县（市、区）"
        ordering = ["province", "prefecture", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "prefecture", "name"], name="county_named_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            wider = self.prefecture or self.province
            self.slug = unique_slug(County.internal.all(), self.name, wider)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("county", args=[self.slug])

    @property
    def path_names(self) -> list[str]:
        """The names from the province down to this county, empty levels left out."""
        return [name for name in (self.province, self.prefecture, self.name) if name]


class Township(models.Model):
    """A township-level unit (乡镇、街道) that has a duty list."""

    class Kind(models.TextChoices):
        TOWNSHIP = "township", "乡"
        ETHNIC_TOWNSHIP = "ethnic_township", "民族乡"
        TOWN = "town", "镇"
        SUBDISTRICT = "subdistrict", "街道"

    county = models.ForeignKey(
        County, models.PROTECT, related_name="townships", verbose_name="县（市、区）"
    )
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("类型", max_length=20, choices=Kind)
    slug = models.SlugField("网址用词", max_length=80, unique=True, editable=False)

    internal = models.Manager()
    published = PublishedTownships()

    class Meta:
        verbose_name = verbose_name_plural = "乡镇（街道）"
        ordering = ["county", "name"]
        constraints = [
            models.UniqueConstraint(fields=["county", "name"], name="township_named_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = unique_slug(Township.internal.all(), self.name, self.county.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("township", args=[self.slug])
