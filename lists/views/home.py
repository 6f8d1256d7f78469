"""The home page and the help page."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lists import access, totals
from lists.models import County, Township
from lists.models.items import Kind
from lists.overviews import Place

# Shown as examples: short everyday words that most lists answer.
EXAMPLES = ("低保", "宅基地", "流浪狗", "矛盾纠纷", "燃气安全", "高龄津贴")
# A tree of more townships is too long for a page.
MOST_IN_TREE = 400
IN_TREE = ("county__province", "county__prefecture", "county__name", "name")


def home(request: HttpRequest) -> HttpResponse:
    """Search box, the three lists in a sentence each, figures, all places as a tree.

    With very many townships the tree is one of provinces, each with the way down.
    """
    townships, counties = access.townships(request.user), access.counties(request.user)
    counts, number = totals.by_kind(request.user), townships.count()
    few = number <= MOST_IN_TREE
    context = {
        "provinces": region_tree(townships.order_by(*IN_TREE)) if few else [],
        "wide": [] if few else provinces(counties),
        "counts": {kind: counts[kind] for kind in Kind.values},
        "total": counts.total(),
        "township_count": number,
        "county_count": counties.count(),
        "department_count": totals.departments(request.user),
        "examples": EXAMPLES,
        "categories": access.categories(request.user),
    }
    return render(request, "home.html", context)


def provinces(counties: QuerySet[County]) -> list[tuple[Place, int]]:
    """The provinces with their numbers of counties."""
    counted = counties.order_by("province").values_list("province").annotate(Count("pk"))
    return [(Place.wide(province), number) for province, number in counted]


def region_tree(townships: Iterable[Township]) -> list[tuple[str, list]]:
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
