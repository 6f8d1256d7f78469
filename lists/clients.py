"""Where a request comes from: needed to count, never kept as it is."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address of who asks; '' where the server does not tell it.

    X-Forwarded-For is believed behind our own proxy only, and of it the one address that this
    proxy put at the end: what stands before that, anybody can write.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    if not settings.BEHIND_PROXY:
        return direct
    last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(last))
    except ValueError:
        return direct
