"""How many rows of all places a person may read: kept counts, and the person's drafts besides."""

from collections import Counter, defaultdict

from django.db.models import Count, QuerySet, Sum

from lists import access
from lists.models import Department, Involvement, PlaceCount


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
    kept, own = in_force(user)
    return kept.count() + (own.count() if own is not None else 0)


def bodies_by_system(user) -> Counter:
    """How many of them belong to each system."""
    counts: Counter = Counter()
    for bodies in in_force(user):
        if bodies is not None:
            counts.update(dict(bodies.order_by().values_list("system").annotate(Count("pk"))))
    return counts


def in_force(user) -> tuple[QuerySet[Department], QuerySet[Department] | None]:
    """The departments of lists in force, and those that only drafts of the person name."""
    kept, drafts = Department.internal.filter(in_force__gt=0), access.draft_items(user)
    if drafts is None:
        return kept, None
    named = Involvement.objects.filter(item__in=drafts).values("department")
    return kept, Department.internal.filter(in_force=0, pk__in=named)
