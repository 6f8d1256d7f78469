"""Reports on rows, for the tests of the rules that take and answer them."""

import datetime

from django.utils import timezone

from lists import reports
from lists.models import ErrorReport, Item

HERE = "203.0.113.7"


def age(report: ErrorReport, **past) -> ErrorReport:
    """Make a report as old as timedelta(**past) says."""
    report.reported_at = timezone.now() - datetime.timedelta(**past)
    report.save()
    return report


def sent(row: Item, text: str, address: str = HERE) -> ErrorReport:
    reports.take(row, text, address)
    return ErrorReport.objects.get(text=text)
