"""Elastic words of a clause, for the mark beside it."""

from django import template

from lists import elastic as rules

register = template.Library()


@register.filter
def elastic(text: str) -> rules.Elastic | None:
    """What in a clause is elastic, if anything: {% with found=clause.text|elastic %}."""
    return rules.elastic(text)
