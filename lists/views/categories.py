"""Pages of the categories (事项类别)."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from lists import access
from lists.models.items import Kind
from lists.views import downloads
from lists.views.listing import listing


def categories(request: HttpRequest) -> HttpResponse:
    """All categories with their numbers of rows by list."""
    rows = access.items(request.user).order_by()
    counts = {
        kind: Count("items", filter=Q(items__in=rows.filter(kind=kind))) for kind in Kind.values
    }
    return render(
        request,
        "categories.html",
        {
            # Named here because grouping drops the model's own order.
            "categories": access.categories(request.user)
            .annotate(**counts)
            .order_by("position", "name"),
            "breadcrumbs": [("事项类别", "")],
        },
    )


def category(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One category: its rows in all townships; with ?format= as a file."""
    shown = get_object_or_404(access.categories(request.user), slug=slug)
    rows = listing(
        request, access.items(request.user).filter(category=shown), ("township", "department")
    )
    if downloads.asked(request):
        return downloads.of_listing(request, rows, f"{shown.name}类")
    return render(
        request,
        "category.html",
        {
            "category": shown,
            "listing": rows,
            "breadcrumbs": [("事项类别", "/categories/"), (shown.name, "")],
        },
    )
