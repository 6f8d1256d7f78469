"""Reads the origins of other sites from a setting: https://www.example.org, no path, no pattern."""

import re

from django.core.exceptions import ImproperlyConfigured

ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")


def origins(text: str) -> list[str]:
    """The origins in a comma separated text; raises ImproperlyConfigured for anything else.

    Strict, because they stand in headers: a star or a semicolon would open more than one site.
    """
    found = [part.strip().lower().rstrip("/") for part in text.split(",") if part.strip()]
    for origin in found:
        if not ORIGIN.fullmatch(origin):
            raise ImproperlyConfigured(
                f"PORTAL_EMBED_ORIGINS: {origin!r} is no origin; write https://www.example.org, "
                "several separated by commas."
            )
    return found
