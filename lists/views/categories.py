"""Pages of the categories (事项类别)."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from lists import access, totals
from lists.models.items import Kind
from lists.views import downloads
from lists.views.listing import listing
from lists.views.wide_subjects import by_place, is_wide


def categories(request: HttpRequest) -> HttpResponse:
    """All categories with their numbers of rows by list."""
    counts = totals.by_category(request.user)
    found = access.categories(request.user).order_by("position", "name")
    lines = [(one, [counts[one.pk][kind] for kind in Kind.values]) for one in found]
    context = {"lines": lines, "breadcrumbs": [("事项类别", "")]}
    return render(request, "categories.html", context)


def category(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One category: its rows in all townships; with ?format= as a file.

    Of very many rows: how many each place has, with the way there.
    """
    shown = get_object_or_404(access.categories(request.user), slug=slug)
    if is_wide(request, category=shown):
        trail = [("事项类别", reverse("categories")), (shown.name, "")]
        return by_place(request, "事项类别", shown, trail, category=shown)
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
            "breadcrumbs": [("事项类别", reverse("categories")), (shown.name, "")],
        },
    )
