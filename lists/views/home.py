"""The home page and the help page."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lists import access
from lists.models import Township
from lists.models.items import Kind

# Shown as examples: short everyday words that most lists answer.
EXAMPLES = ("低保", "宅基地", "流浪狗", "矛盾纠纷", "燃气安全", "高龄津贴")


def home(request: HttpRequest) -> HttpResponse:
    """Search box, the three lists in a sentence each, figures, all places as a tree."""
    townships = access.townships(request.user).order_by(
        "county__province", "county__prefecture", "county__name", "name"
    )
    rows = access.items(request.user).order_by()
    counts = dict(rows.values_list("kind").annotate(Count("pk")))
    context = {
        "provinces": region_tree(townships),
        "counts": {kind: counts.get(kind, 0) for kind in Kind.values},
        "total": sum(counts.values()),
        "township_count": len(townships),
        "county_count": len({township.county_id for township in townships}),
        "department_count": access.departments(request.user).count(),
        "examples": EXAMPLES,
        "categories": access.categories(request.user),
    }
    return render(request, "home.html", context)


def region_tree(townships: list[Township]) -> list[tuple[str, list]]:
    """Group townships as (province, [(prefecture, [(county, [township])])])."""
    tree: dict[str, dict[str, dict]] = {}
    for township in townships:
        county = township.county
        prefectures = tree.setdefault(county.province, {})
        prefectures.setdefault(county.prefecture, {}).setdefault(county, []).append(township)
    return [
        (province, [(prefecture, list(counties.items())) for prefecture, counties in below.items()])
        for province, below in tree.items()
    ]


def help_page(request: HttpRequest) -> HttpResponse:
    """What the lists are, how to search, what the marks mean."""
    return render(request, "help.html", {"breadcrumbs": [("使用帮助", "")]})
