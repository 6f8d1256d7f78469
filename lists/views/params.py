"""Parameters of an address, as text that PostgreSQL takes."""

from django.http import HttpRequest


def param(request: HttpRequest, name: str) -> str:
    """A parameter without NUL, which PostgreSQL refuses; '' when it is missing."""
    return request.GET.get(name, "").replace("\x00", "")
