"""The page of a county."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lists import access
from lists.models.items import Kind
from lists.packs import keep


def county(request: HttpRequest, slug: str) -> HttpResponse:
    """A county: its townships with the size of their lists, its departments, its categories."""
    place = get_object_or_404(access.counties(request.user), slug=slug)
    editions = access.editions(request.user).filter(township__county=place)
    editions = editions.annotate(
        **{kind: Count("items", filter=Q(items__kind=kind)) for kind in Kind.values}
    ).order_by("township__name")
    return render(
        request,
        "county.html",
        {
            "county": place,
            "editions": editions,
            # By pinyin, as people look a name up.
            "departments": access.departments(request.user).filter(county=place).order_by("slug"),
            "pack": keep.newest(place),
            "breadcrumbs": [(place.name, "")],
        },
    )
