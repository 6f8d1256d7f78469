"""Addresses that keep the state of the page and change one thing of it."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def address_with(context, change: Mapping[str, str | None]) -> str:
    """The query string of this page with parameters set, or taken off where the value is None."""
    params = context["request"].GET.copy()
    for name, value in change.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = value
    return f"?{params.urlencode()}"
