"""Documents: the files that lists come from, kept under their hash, and the jobs that read them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lists.models.places import County

FORMATS = {"txt": "纯文本", "pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


class Document(models.Model):
    """A source file (来源文件): its bytes lie in the store (lists/store.py) under `sha256`.

    `rows` is what the reader made of it, so that a correction is laid over the very same rows.
    """

    sha256 = models.CharField("校验值", max_length=64, unique=True)
    format = models.CharField("格式", max_length=4, choices=list(FORMATS.items()))
    size = models.PositiveIntegerField("大小（字节）")
    pages = models.PositiveIntegerField("页数", null=True, blank=True)
    rows = models.JSONField("读出的各行", null=True, blank=True, editable=False)
    kept_at = models.DateTimeField("存入时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "来源文件"

    def __str__(self) -> str:
        return f"{self.get_format_display()} {self.sha256[:12]}"


class Intake(models.Model):
    """One uploaded file on its way in (导入任务): from waiting to a draft or a reason why not."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待处理"
        READING = "reading", "正在读取"
        TAKEN = "taken", "已存为草稿"
        UNCHANGED = "unchanged", "以前导入过，没有改动"
        BLOCKED = "blocked", "有错误，须更正"
        REFUSED = "refused", "未接收"
        FAILED = "failed", "系统出错"

    # Where nothing more happens by itself.
    SETTLED = (State.TAKEN, State.UNCHANGED, State.BLOCKED, State.REFUSED, State.FAILED)

    county = models.ForeignKey(
        County,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="县（市、区）",
        help_text="由哪个县的清单管理部门上传；系统管理员上传的不限",
    )
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, related_name="intakes", verbose_name="来源文件"
    )
    file_name = models.CharField("文件名", max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="上传人",
    )
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)
    state = models.CharField("状态", max_length=12, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    seconds = models.FloatField("处理用时（秒）", default=0)
    done = models.PositiveIntegerField("已读", default=0)
    total = models.PositiveIntegerField("共", default=0)
    code = models.CharField("原因代码", max_length=40, blank=True)
    message = models.TextField("说明", blank=True)
    edition = models.ForeignKey(
        "Edition",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="intakes",
        verbose_name="清单版本",
    )
    settled_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入任务"
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(
                fields=["id"],
                name="intake_unsettled",
                condition=Q(state__in=["waiting", "reading"]),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_settled(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state in self.SETTLED

    @property
    def percent(self) -> int:
        """How much has been read, 0..100."""
        return min(100, 100 * self.done // self.total) if self.total else 0
