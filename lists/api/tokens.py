"""Who asks: the public, or the person whose token the program sends."""

import datetime

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from lists.api.problems import Problem
from lists.models import ApiToken
from lists.models.api import digest_of

# That a token was used is written so often at most.
PRECISION = datetime.timedelta(minutes=10)


def token_of(request: HttpRequest) -> ApiToken | None:
    """The token sent as `Authorization: Bearer …`; None for the public.

    Raises Problem 401 for one that is unknown, revoked, or of somebody who may not log in.
    """
    sent = request.headers.get("Authorization")
    if sent is None:
        return None
    scheme, _, secret = sent.partition(" ")
    usable = ApiToken.objects.filter(revoked_at=None, user__is_active=True)
    found = usable.filter(digest=digest_of(secret.strip())).select_related("user__account").first()
    if scheme.lower() != "bearer" or found is None:
        raise Problem(
            401,
            "invalid_token",
            "令牌无效或者已经停用。",
            "请核对 Authorization: Bearer 后面的令牌，或向系统管理员申请新的令牌；"
            "只读公开内容的，请去掉这个请求头。",
            {"WWW-Authenticate": "Bearer"},
        )
    note_use(found)
    return found


def note_use(token: ApiToken) -> None:
    """Note that a token was used, unless that was noted minutes ago."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - PRECISION:
        unnoted = Q(last_used_at=None) | Q(last_used_at__lt=now - PRECISION)
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
