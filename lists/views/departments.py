"""Pages of the departments: all of them by county, and one with its rows."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from lists import access
from lists.clauses import Role, own_clauses, with_clauses, with_role
from lists.models import Department
from lists.models.items import Kind
from lists.views import downloads
from lists.views.listing import listing
from lists.views.params import param
from lists.views.wide_subjects import by_place, is_wide

# With more counties than this the page asks for one first.
COUNTIES_AT_ONCE = 8
ROWS_WITH_DUTIES = 25  # a row brings all its clauses


def departments(request: HttpRequest) -> HttpResponse:
    """Departments grouped by county with their numbers of rows; ?county= shows one county."""
    counties = access.counties(request.user)
    county = counties.filter(slug=param(request, "county")).first()
    found = access.departments(request.user)
    if county:
        found = found.filter(county=county)
    elif len(counties) > COUNTIES_AT_ONCE:
        found = found.none()
    # By pinyin within a county, as people look a name up.
    found = found.order_by("county__province", "county__prefecture", "county__name", "slug")
    return render(
        request,
        "departments.html",
        {
            "departments": counted(request.user, list(found)),
            "counties": counties,
            "county": county,
            "breadcrumbs": [("上级部门", "")],
        },
    )


def counted(user, bodies: list[Department]) -> list[Department]:
    """Departments with their numbers of rows by list, as the attributes of these names."""
    rows = access.items(user).filter(involvements__department__in=bodies).order_by()
    by_body = rows.values_list("involvements__department", "kind").annotate(Count("pk"))
    counts = {(body, kind): number for body, kind, number in by_body}
    for body in bodies:
        for kind in Kind.values:
            setattr(body, kind, counts.get((body.pk, kind), 0))
    return bodies


def department(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One department, the official's home: its own clauses in all townships of the county.

    ?role= chooses rows it has alone, jointly, or is only mentioned in; with ?format= as a file.
    """
    bodies = access.departments(request.user).select_related("county", "system")
    body = get_object_or_404(bodies, slug=slug)
    seen = access.items(request.user)
    roles = with_role(seen, body)
    chosen = request.GET.get("role", "")
    rows = seen.filter(departments=body)
    if chosen in Role.values:
        rows = seen.filter(pk__in=roles.filter(role=chosen).values("pk"))
    shown = listing(
        request,
        with_clauses(rows),
        ("category", "township"),
        (Kind.COOPERATION, Kind.REVOKED),
        page_size=ROWS_WITH_DUTIES,
    )
    if downloads.asked(request):
        subject = f"{body.name}{Role(chosen).label if chosen in Role.values else ''}"
        return downloads.of_listing(request, shown, subject, {body.pk})
    entries = [(item, *own_clauses(item, {body.pk})) for item in shown.page]
    counts = dict(roles.order_by().values_list("role").annotate(Count("pk")))
    written = (part for item in shown.page for part in item.involvements.all())
    return render(
        request,
        "department.html",
        {
            "department": body,
            "spellings": sorted({p.as_printed for p in written if p.department_id == body.pk}),
            "listing": shown,
            "entries": entries,
            "roles": [(role, label, counts.get(role, 0)) for role, label in Role.choices],
            "role": chosen if chosen in Role.values else "",
            "breadcrumbs": [
                (body.county.name, body.county.get_absolute_url()),
                (body.name, ""),
            ],
        },
    )


def system(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One system (条线): the rows and clauses of its bodies in all counties; ?format= as a file.

    Of very many rows: how many each place has, with the way there.
    """
    shown = get_object_or_404(access.systems(request.user), slug=slug)
    bodies = access.departments(request.user).filter(system=shown)
    bodies = list(bodies.order_by("county__name", "name"))
    if is_wide(request, sum(body.in_force for body in bodies), system=shown):
        trail = [("上级部门", reverse("departments")), (shown.name, "")]
        return by_place(request, "条线", shown, trail, system=shown)
    ids = {body.pk for body in bodies}
    rows = access.items(request.user).filter(departments__in=ids).distinct()
    page = listing(
        request,
        with_clauses(rows),
        ("category", "department"),
        (Kind.COOPERATION, Kind.REVOKED),
        page_size=ROWS_WITH_DUTIES,
    )
    if downloads.asked(request):
        return downloads.of_listing(request, page, f"{shown.name}条线", ids)
    return render(
        request,
        "system.html",
        {
            "system": shown,
            "bodies": bodies,
            "listing": page,
            "entries": [(item, *own_clauses(item, ids)) for item in page.page],
            "breadcrumbs": [("上级部门", reverse("departments")), (shown.name, "")],
        },
    )
