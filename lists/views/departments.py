"""Pages of the departments: all of them by county, and one with its rows."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lists import access
from lists.models.items import Kind
from lists.views.listing import listing
from lists.views.params import param

# With more counties than this the page asks for one first.
COUNTIES_AT_ONCE = 8


def departments(request: HttpRequest) -> HttpResponse:
    """Departments grouped by county with their numbers of rows; ?county= shows one county."""
    counties = access.counties(request.user)
    county = counties.filter(slug=param(request, "county")).first()
    rows = access.items(request.user).order_by()
    found = access.departments(request.user).annotate(
        cooperation=Count("items", filter=Q(items__in=rows.filter(kind=Kind.COOPERATION))),
        revoked=Count("items", filter=Q(items__in=rows.filter(kind=Kind.REVOKED))),
    )
    if county:
        found = found.filter(county=county)
    elif len(counties) > COUNTIES_AT_ONCE:
        found = found.none()
    found = found.order_by("county__province", "county__prefecture", "county__name", "name")
    return render(
        request,
        "departments.html",
        {
            "departments": found,
            "counties": counties,
            "county": county,
            "breadcrumbs": [("上级部门", "")],
        },
    )


def spellings_seen(rows) -> list[str]:
    """How the rows at hand write the department; spellings of other rows are not told."""
    written = rows.order_by().values_list("involvements__as_printed", flat=True).distinct()
    return sorted(filter(None, written))


def department(request: HttpRequest, slug: str) -> HttpResponse:
    """One department: rows in which it leads or takes part, and rows it took over."""
    body = get_object_or_404(access.departments(request.user), slug=slug)
    rows = access.items(request.user).filter(departments=body)
    return render(
        request,
        "department.html",
        {
            "department": body,
            "spellings": spellings_seen(rows),
            "listing": listing(
                request, rows, ("category", "township"), (Kind.COOPERATION, Kind.REVOKED)
            ),
            "breadcrumbs": [
                (body.county.name, body.county.get_absolute_url()),
                (body.name, ""),
            ],
        },
    )
