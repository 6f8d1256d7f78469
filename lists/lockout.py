"""How often a password may be tried: counted by django-axes, with these allowances.

A lock on a name alone would let any stranger shut a colleague out; a lock on name and address
alone would let a stranger try one name from many addresses, or many names from one. So strangers
share three allowances, and a browser that has logged in to the account before has its own, which
nobody else can use up ("device cookies", OWASP). Who is locked out may try again COOL_OFF after
the last failure that counted: attempts during a lock do not count, so it never grows longer.

Names stand in the tables of axes as keyed hashes only: people type passwords into the name field.
"""

import datetime
import ipaddress
import secrets
from dataclasses import dataclass

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lists.clients import address_of

# Failures within AXES_COOLOFF_TIME: of a name from one address, or in a browser known to it ...
OWN = 5
# ... from one address, of all names: a county hall of some hundred people may have one address.
FROM_ADDRESS = 30
# ... of a name, from all addresses: 1,920 guesses a day at a password of ten characters.
OF_NAME = 20

COOKIE = "__Host-device" if settings.SESSION_COOKIE_SECURE else "device"
COOKIE_AGE = 180 * 24 * 3600
SALT = "lists.lockout"
STRANGER = "-"
NOWHERE = "0.0.0.0"


@dataclass(frozen=True)
class Allowance:
    """Failures that count together, how many there may be, and what they are in words."""

    words: str
    limit: int
    of: dict[str, str]

    @property
    def failures(self) -> QuerySet[AccessAttempt]:
        """Those of them that count now."""
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        return AccessAttempt.objects.filter(attempt_time__gte=since, **self.of)

    @property
    def is_used_up(self) -> bool:
        """Whether no further attempt is allowed."""
        failed = self.failures.aggregate(failed=Sum("failures_since_start"))["failed"]
        return (failed or 0) >= self.limit


def typed_name(request: HttpRequest, credentials: dict | None) -> str:
    """The name somebody tries to log in with."""
    return (credentials or request.POST).get("username") or ""


def name_mark(request: HttpRequest, credentials: dict | None = None) -> str:
    """What stands for a name in the tables of axes."""
    return marked(typed_name(request, credentials))


def marked(name: str) -> str:
    """The keyed hash of a name."""
    return salted_hmac(SALT, name, algorithm="sha256").hexdigest()[:32]


def counted_address(request: HttpRequest) -> str:
    """The address failures count for; of an IPv6 address the network, for its owner has it whole.

    All whose address the server does not tell count as one.
    """
    try:
        address = ipaddress.ip_address(address_of(request))
    except ValueError:
        return NOWHERE
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), 64), strict=False).network_address)


def device_of(request: HttpRequest, mark: str) -> str | None:
    """The browser, where it has logged in under this name before; else None."""
    try:
        known, device = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE
        )
    except (signing.BadSignature, ValueError):
        return None
    return f"device {device}" if known == mark else None


def remember_device(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Let the browser of somebody who logged in keep an allowance of its own; the last one's."""
    mark = marked(name)
    device = (device_of(request, mark) or "").removeprefix("device ") or secrets.token_hex(8)
    response.set_cookie(
        COOKIE,
        signing.dumps([mark, device], salt=SALT),
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def allowances(request: HttpRequest, credentials: dict | None) -> list[Allowance]:
    """What this attempt counts against; the first is that of the person who tries."""
    mark = name_mark(request, credentials)
    if device := device_of(request, mark):
        own = {"username": mark, "user_agent": device}
        return [Allowance("同一账号在同一浏览器多次输错密码", OWN, own)]
    name, stranger = {"username": mark}, {"user_agent": STRANGER}
    address = {"ip_address": request.axes_ip_address}
    return [
        Allowance("同一账号从同一网络地址多次输错密码", OWN, name | address | stranger),
        Allowance("同一网络地址试了多个账号", FROM_ADDRESS, address | stranger),
        Allowance("同一账号从多个网络地址输错密码", OF_NAME, name | stranger),
    ]


def used_up(request: HttpRequest, credentials: dict | None) -> list[Allowance]:
    """The allowances that forbid this attempt."""
    return [one for one in allowances(request, credentials) if one.is_used_up]


def locked_until(locks: list[Allowance]) -> datetime.datetime:
    """When the last of these locks ends."""
    newest = [lock.failures.aggregate(at=Max("attempt_time"))["at"] for lock in locks]
    return max([at for at in newest if at], default=timezone.now()) + settings.AXES_COOLOFF_TIME


def forgive(request: HttpRequest, credentials: dict | None) -> int:
    """Forget a person's own failures once the password was right, and nobody else's.

    Otherwise one account would let its owner try those of others without end.
    """
    return allowances(request, credentials)[0].failures.delete()[0]


def prune() -> int:
    """Delete attempts that count no more; gives how many they were."""
    before = timezone.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(attempt_time__lt=before).delete()[0]


class Lockout(AxesDatabaseHandler):
    """The handler of axes with the allowances above; AXES_FAILURE_LIMIT is 1 for it."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """1 where an allowance is used up, else 0."""
        return int(bool(used_up(request, credentials)))

    def user_login_failed(self, sender, credentials, request=None, **more) -> None:
        """Count a failure for the browser known to the account, or for strangers."""
        if request is not None:
            device = device_of(request, name_mark(request, credentials))
            request.axes_user_agent = device or STRANGER
        super().user_login_failed(sender, credentials, request, **more)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """Forget a person's own failures after a login."""
        return forgive(request, credentials)
