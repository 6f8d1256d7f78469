"""The list office's page of what is searched for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lists import access
from lists.search_report import FREQUENT, PERIODS, SHORT, SHOWN, report
from lists.searches import KEPT_DAYS
from lists.views.office import Office

USUAL_PERIOD = 30


@login_required
def searches(request: HttpRequest) -> HttpResponse:
    """Frequent queries of the last ?days=, those that found nothing, those nobody opened."""
    office = Office.of(request)
    asked = request.GET.get("days", "")
    days = next((days for days in PERIODS if str(days) == asked), USUAL_PERIOD)
    return render(
        request,
        "searches.html",
        {
            "office": office,
            "counties": access.counties(request.user) if office.is_administrator else [],
            "report": report(office.county, days),
            "days": days,
            "periods": PERIODS,
            "kept_days": KEPT_DAYS,
            "frequent_from": FREQUENT,
            "short": SHORT,
            "shown": SHOWN,
            "breadcrumbs": [("工作台", reverse("desk")), ("查找记录", "")],
        },
    )
