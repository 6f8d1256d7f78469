"""What the search record tells a list office: what is asked often, what finds nothing."""

import datetime
from dataclasses import dataclass

from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from lists.models import County, SearchRecord
from lists.searches import MASK

PERIODS = (7, 30, 90)  # days
SHOWN = 50
# A text asked fewer times may describe a person: it is shown only where it found nothing, when it
# is short, and held no number or address.
FREQUENT = 3
SHORT = 30


@dataclass(frozen=True)
class Report:
    """The searches of some days within a county; each list has dicts with `query` and numbers."""

    total: int
    nothing_found: int
    opened: int
    frequent: list[dict]
    unanswered: list[dict]
    unopened: list[dict]


def report(county: County | None, days: int) -> Report:
    """Sum up the last days: searches in the county and those without a place; None: everywhere."""
    records = within(county, days)
    sums = records.aggregate(
        total=Count("pk"),
        nothing_found=Count("pk", filter=Q(results=0)),
        opened=Count("clicked"),
    )
    asked = records.values("query").annotate(
        asked=Count("pk"),
        average=Avg("results"),
        nothing=Count("pk", filter=Q(results=0)),
        opened=Count("clicked"),
        length=Length("query"),
    )
    often = asked.filter(asked__gte=FREQUENT)
    tellable = Q(asked__gte=FREQUENT) | (Q(length__lte=SHORT) & ~Q(query__contains=MASK))
    return Report(
        **sums,
        frequent=list(often.order_by("-asked", "query")[:SHOWN]),
        unanswered=list(
            asked.filter(tellable, nothing__gt=0).order_by("-nothing", "query")[:SHOWN]
        ),
        unopened=list(often.filter(opened=0, average__gt=0).order_by("-asked", "query")[:SHOWN]),
    )


def within(county: County | None, days: int) -> QuerySet[SearchRecord]:
    """The records of the last days that a county's list office may see."""
    first = timezone.localdate() - datetime.timedelta(days=days - 1)
    records = SearchRecord.objects.filter(searched_on__gte=first)
    return records.filter(Q(county=county) | Q(county=None)) if county else records
