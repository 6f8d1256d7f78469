"""The first rows of duties, to name them as examples: no more rows are read than are named."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from lists.models import County, Duty, DutyCount, Item, Wording
from lists.models.items import Kind

KINDS = tuple(Kind.values)
# Rows, by duty and list.
First = dict[tuple[int, str], list[int]]


def first_anywhere(duties: Collection[int], most: int) -> First:
    """Rows of some duties in each list, of the wordings that most rows carry; ids."""
    of_duty = Wording.objects.filter(duty=OuterRef("pk")).order_by("-published", "pk")
    wordings = {
        f"first_{kind}": ArraySubquery(of_duty.filter(**{f"{kind}__gt": 0}).values("pk")[:most])
        for kind in KINDS
    }
    chosen = Duty.internal.filter(pk__in=duties).annotate(**wordings).values("pk", *wordings)
    carried = {(one["pk"], kind): one[f"first_{kind}"] for one in chosen for kind in KINDS}
    rows = rows_of_wordings({pk for ids in carried.values() for pk in ids}, most)
    return {
        (duty, kind): [pk for wording in ids for pk in rows[wording][kind]][:most]
        for (duty, kind), ids in carried.items()
    }


def rows_of_wordings(wordings: Collection[int], most: int) -> dict[int, dict[str, list[int]]]:
    """The first rows in force of some wordings, by list."""
    # The order of the index `item_of_wording`.
    rows = Item.published.filter(wording=OuterRef("pk"))
    rows = rows.order_by("county_id", "township_id", "kind", "number")
    first = {kind: ArraySubquery(rows.filter(kind=kind).values("pk")[:most]) for kind in KINDS}
    found = Wording.objects.filter(pk__in=wordings).annotate(
        **{f"in_{kind}": one for kind, one in first.items()}
    )
    fields = [f"in_{kind}" for kind in KINDS]
    return {pk: dict(zip(KINDS, ids, strict=True)) for pk, *ids in found.values_list("pk", *fields)}


def first_in(duties: Collection[int], counties: Collection[County], most: int) -> First:
    """Rows of some duties in each list of some counties; ids in the order of the places."""
    counts = DutyCount.objects.filter(duty__in=duties, county__in=counties).order_by("county_id")
    seen: dict[tuple[int, str], int] = defaultdict(int)
    # Only counties that have one of the rows to be named are read.
    chosen = set()
    for duty, kind, county, rows in counts.values_list("duty", "kind", "county", "rows"):
        if seen[duty, kind] < most:
            chosen.add(county)
        seen[duty, kind] += rows
    rows = Item.published.filter(
        edition__township__county__in=chosen, wording__duty__in=duties
    ).order_by("county_id", "township_id", "number")
    found: First = defaultdict(list)
    for pk, duty, kind in rows.values_list("pk", "wording__duty", "kind"):
        if len(found[duty, kind]) < most:
            found[duty, kind].append(pk)
    return dict(found)
