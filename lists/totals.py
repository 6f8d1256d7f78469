"""How many rows of all places a person may read: kept counts, and the person's drafts besides."""

from collections import Counter, defaultdict

from django.db.models import Count, Sum

from lists import access
from lists.models import Department, PlaceCount


def by_kind(user) -> Counter:
    """The rows by list."""
    kept = PlaceCount.objects.filter(category=None, system=None).order_by()
    counts = Counter(dict(kept.values_list("kind").annotate(Sum("rows"))))
    drafts = access.draft_items(user)
    if drafts is not None:
        counts.update(dict(drafts.order_by().values_list("kind").annotate(Count("pk"))))
    return counts


def by_category(user) -> dict[int, Counter]:
    """The rows of each category by list."""
    counts: dict[int, Counter] = defaultdict(Counter)
    kept = PlaceCount.objects.exclude(category=None).order_by()
    for category, kind, rows in kept.values_list("category", "kind").annotate(Sum("rows")):
        counts[category][kind] += rows
    drafts = access.draft_items(user)
    if drafts is not None:
        own = drafts.order_by().values_list("category", "kind").annotate(Count("pk"))
        for category, kind, rows in own:
            counts[category][kind] += rows
    return counts


def departments(user) -> int:
    """How many departments have a part in these rows."""
    kept = Department.internal.filter(in_force__gt=0)
    drafts = access.draft_items(user)
    if drafts is None:
        return kept.count()
    own = Department.internal.filter(in_force=0, involvements__item__in=drafts)
    return kept.count() + own.distinct().count()
