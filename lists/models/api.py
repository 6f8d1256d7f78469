"""The interface for programs: tokens of staff, and how much a caller asked for in a minute."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

# Tells a token of ours from other secrets, in a log or in a program's settings.
PREFIX = "lszt_"


def digest_of(secret: str) -> str:
    """What is kept of a token: nobody can ask with it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiToken(models.Model):
    """A token by which a program asks for what a person with an account may see (接口令牌).

    Only its hash is kept: it is shown once, when it is made.
    """

    name = models.CharField("用途", max_length=100, help_text="哪个系统使用，例如：县政务平台")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="api_tokens",
        verbose_name="用户",
        help_text="使用令牌的程序能看到这个用户能看到的内容",
    )
    digest = models.CharField("校验值", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("创建时间", default=timezone.now, editable=False)
    last_used_at = models.DateTimeField("最近使用", null=True, editable=False)
    revoked_at = models.DateTimeField("停用时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}（{self.user}）"

    def renew(self) -> str:
        """Give the token a secret and return it, for the only time; the caller saves."""
        secret = PREFIX + secrets.token_urlsafe(32)
        self.digest = digest_of(secret)
        return secret


class ApiUse(models.Model):
    """What a caller used up within a minute; `caller` is a keyed hash, kept for minutes."""

    caller = models.CharField("调用方", max_length=32)
    minute = models.PositiveIntegerField("分钟", help_text="1970 年以来的分钟数")
    cost = models.PositiveIntegerField("用量", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "接口用量"
        constraints = [
            models.UniqueConstraint(fields=["caller", "minute"], name="api_use_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.minute} {self.cost}"
