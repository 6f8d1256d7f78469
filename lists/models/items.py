"""Items: the rows of the lists. `Item` is the parent; two kinds have columns of their own."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse

from lists.models.bodies import Category, Department
from lists.models.editions import Edition
from lists.models.keys import ScopeKey
from lists.models.places import County, Township
from lists.models.wordings import Wording


class Kind(models.TextChoices):
    """Which of the three lists a row stands in."""

    BASIC = "basic", "基本履职"
    COOPERATION = "cooperation", "配合履职"
    REVOKED = "revoked", "上级收回"


class PublishedItems(models.Manager):
    """Rows of editions in force: the only way anonymous code reaches rows."""

    def get_queryset(self):
        return super().get_queryset().filter(edition__state=Edition.State.PUBLISHED)


class Item(models.Model):
    """One row of a list (履职事项); a row of the 基本履职事项清单 is just an Item."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="items", verbose_name="清单版本"
    )
    kind = models.CharField("清单", max_length=12, choices=Kind)
    number = models.PositiveIntegerField("序号")
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="items", verbose_name="事项类别"
    )
    category_as_printed = models.CharField("事项类别（原文）", max_length=80)
    name = models.TextField("事项名称")
    departments = models.ManyToManyField(
        Department,
        through="Involvement",
        related_name="items",
        verbose_name="上级部门",
    )
    printed = models.JSONField("来源行原文", default=list, help_text="来源文件中这一行的各单元格")
    line = models.PositiveIntegerField("来源行号", null=True, blank=True)
    page = models.PositiveIntegerField("来源页码", null=True, blank=True)
    place = models.CharField("来源位置", max_length=80, blank=True)
    regions = models.JSONField(
        "所占版面", default=list, blank=True, help_text="[页码, 上沿, 下沿]，按页高的比例"
    )
    # The next three repeat what edition and text say, so that one index answers a search.
    # The composite index answers these, too. Beside indexes of their own the planner would read
    # all rows of the place and unpack every search column: it takes unpacking to cost nothing.
    county = ScopeKey(County, models.PROTECT, related_name="+", verbose_name="县", db_index=False)
    township = ScopeKey(
        Township, models.PROTECT, related_name="item_rows", verbose_name="乡镇", db_index=False
    )
    search = SearchVectorField("检索词", null=True, editable=False)
    wording = models.ForeignKey(
        Wording,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="items",
        verbose_name="表述",
        db_index=False,  # `item_of_wording` begins with it
    )

    internal = models.Manager()
    published = PublishedItems()

    class Meta:
        verbose_name = verbose_name_plural = "履职事项"
        ordering = ["edition", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "number"], name="item_number_once_per_list"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="item_number_from_one"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["basic", "cooperation", "revoked"]),
                name="item_kind_known",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="item_has_a_name"),
        ]
        indexes = [
            # design: a township's ranked page in under 1 ms at 10 million rows.
            GinIndex(fields=["county", "township", "search"], name="item_scope_search"),
            # The first rows of a wording in any place, however many carry it.
            models.Index(
                fields=["wording", "county", "township", "kind", "number"], name="item_of_wording"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.number} {self.name[:40]}"

    def get_absolute_url(self) -> str:
        township = self.edition.township
        return reverse("item", args=[township.slug, self.edition.slug, self.kind, self.number])

    @property
    def detail(self) -> "Item":
        """This row with the columns of its kind (`cooperationitem` / `revokeditem`), or itself."""
        if self.kind == Kind.COOPERATION:
            return self.cooperationitem
        if self.kind == Kind.REVOKED:
            return self.revokeditem
        return self


class CooperationItem(Item):
    """A row of the 配合履职事项清单: a department leads, the township assists."""

    departments_as_printed = models.TextField("对应上级部门（原文）")
    lead_duty = models.TextField("上级部门职责")
    township_duty = models.TextField("乡镇配合职责")

    internal = models.Manager()
    published = PublishedItems()

    class Meta:
        verbose_name = verbose_name_plural = "配合履职事项"


class RevokedItem(Item):
    """A row of the 上级部门收回事项清单: a department took it back, or nobody does it any more."""

    discontinued = models.BooleanField("不再开展", default=False)
    method = models.TextField("承接部门及工作方式")

    internal = models.Manager()
    published = PublishedItems()

    class Meta:
        verbose_name = verbose_name_plural = "上级部门收回事项"


class Involvement(models.Model):
    """A department's part in a row, in the order and wording of the document."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="involvements", verbose_name="事项")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="involvements", verbose_name="上级部门"
    )
    position = models.PositiveSmallIntegerField("次序")
    as_printed = models.CharField("原文写法", max_length=200)
    in_column = models.BooleanField(
        "列在部门栏", default=True, help_text="否：部门栏没有列出，职责正文写明由其负责"
    )

    class Meta:
        verbose_name = verbose_name_plural = "事项涉及部门"
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "department"], name="department_once_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.department}：{self.item}"


class Clause(models.Model):
    """One sentence of duty in a cell of a row: under which heading, and whose it is."""

    class Side(models.TextChoices):
        LEAD = "lead", "上级部门职责"
        TOWNSHIP = "township", "配合职责"
        METHOD = "method", "工作方式"

    item = models.ForeignKey(Item, models.CASCADE, related_name="clauses", verbose_name="事项")
    side = models.CharField("哪一方", max_length=8, choices=Side)
    position = models.PositiveSmallIntegerField("次序")
    heading = models.TextField("小标题", blank=True)
    block = models.TextField("部门标题（原文）", blank=True)
    number = models.CharField("编号", max_length=8, blank=True)
    text = models.TextField("内容")
    assumed = models.BooleanField(
        "未写明部门", default=False, help_text="原文没有写由谁负责，按全部对应上级部门处理"
    )
    departments = models.ManyToManyField(
        Department, related_name="clauses", verbose_name="负责部门", blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "职责条款"
        ordering = ["item", "side", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "side", "position"], name="clause_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def printed_number(self) -> str:
        """The number as it stands before the text: 1. but ①."""
        return f"{self.number}." if self.number.isascii() else self.number
