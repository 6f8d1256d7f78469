"""Bodies named in the lists: departments of a county; and the categories of duties."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef
from django.urls import reverse

from lists.models.occurring import Occurs
from lists.models.places import County
from lists.models.slugs import unique_slug


class PublishedDepartments(models.Manager):
    """Departments with a part in a row that the public can read."""

    def get_queryset(self):
        from lists.models.items import Item

        named = Item.published.filter(departments=OuterRef("pk"))
        return super().get_queryset().filter(Occurs(named))


class PublishedCategories(models.Manager):
    """Categories used by a row that the public can read."""

    def get_queryset(self):
        from lists.models.items import Item

        return super().get_queryset().filter(Occurs(Item.published.filter(category=OuterRef("pk"))))


class PublishedSystems(models.Manager):
    """Systems with a department that is named in a row the public can read."""

    def get_queryset(self):
        # Those without a row are passed over by what is counted: some systems have thousands.
        named = Department.published.filter(system=OuterRef("pk"), in_force__gt=0)
        return super().get_queryset().filter(Occurs(named))


class System(models.Model):
    """A system (条线) of bodies, shared by all counties: 农业农村, 住房和城乡建设 …"""

    name = models.CharField("名称", max_length=40, unique=True)
    slug = models.SlugField("网址用词", max_length=80, unique=True, editable=False)

    internal = models.Manager()
    published = PublishedSystems()

    class Meta:
        verbose_name = verbose_name_plural = "条线"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = unique_slug(System.internal.all(), self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("system", args=[self.slug])


class Department(models.Model):
    """A body above the township (对应上级部门、承接部门), one per county however it is written."""

    county = models.ForeignKey(
        County, models.PROTECT, related_name="departments", verbose_name="县（市、区）"
    )
    name = models.CharField("规范名称", max_length=120)
    system = models.ForeignKey(
        System,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="departments",
        verbose_name="条线",
    )
    aliases = ArrayField(
        models.CharField(max_length=120),
        verbose_name="清单中的写法",
        default=list,
        blank=True,
        help_text="再次导入时，清单里这样写的部门归到这里",
    )
    slug = models.SlugField("网址用词", max_length=160, unique=True, editable=False)
    # `place_counts.count` keeps it in step.
    in_force = models.PositiveIntegerField("涉及的现行事项数", default=0, editable=False)

    internal = models.Manager()
    published = PublishedDepartments()

    class Meta:
        verbose_name = verbose_name_plural = "上级部门"
        ordering = ["county", "name"]
        constraints = [
            models.UniqueConstraint(fields=["county", "name"], name="department_named_once"),
        ]
        indexes = [
            # Those of the country are counted from it, and those of a county listed.
            models.Index(
                fields=["county", "name"],
                name="department_in_force",
                condition=models.Q(in_force__gt=0),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = unique_slug(Department.internal.all(), self.name, self.county.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("department", args=[self.slug])


class Category(models.Model):
    """A category of duties (事项类别), the same for all counties."""

    name = models.CharField("名称", max_length=40, unique=True)
    aliases = ArrayField(
        models.CharField(max_length=40), verbose_name="其他写法", default=list, blank=True
    )
    slug = models.SlugField("网址用词", max_length=80, unique=True, editable=False)
    position = models.PositiveSmallIntegerField("排序", default=100)

    internal = models.Manager()
    published = PublishedCategories()

    class Meta:
        verbose_name = verbose_name_plural = "事项类别"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = unique_slug(Category.internal.all(), self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("category", args=[self.slug])
