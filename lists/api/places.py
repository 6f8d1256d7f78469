"""Counties and townships."""

from collections.abc import Iterable

from django.db.models import Count
from django.http import HttpRequest
from ninja import Field, Path, Query, Router

from lists import access
from lists.api.endpoint import Paged, PathSlug, Slug, Text, endpoint
from lists.api.named import NO_SOURCE, Named, Source, named, source_of
from lists.api.paging import Page, page_of
from lists.api.problems import not_found
from lists.models import County, Township

router = Router()
TAG = "地方"


class CountyOut(Named):
    """县（市、区）。"""

    prefecture: str = Field(description="地（州、市），没有则为空")
    province: str
    townships: int = Field(description="有现行清单的乡镇（街道）数")
    source: None = Field(None, description=NO_SOURCE)


class TownshipOut(Named):
    """乡镇（街道）。"""

    kind: str = Field(description="township 乡、ethnic_township 民族乡、town 镇、subdistrict 街道")
    county: Named
    edition: str = Field(description="现行清单版本的标识")
    source: Source


class CountiesAsked(Paged):
    province: Text = Field("", description="省（自治区、直辖市）名称")


class TownshipsAsked(Paged):
    county: Slug = Field("", description="县（市、区）的标识")


def county_of(request: HttpRequest, slug: str) -> County | None:
    """The county a filter names, None for ''; raises Problem 404 for one that is not there."""
    if not slug:
        return None
    found = access.counties(request.reader).filter(slug=slug).first()
    if found is None:
        raise not_found("这个县（市、区）", "标识见 /api/v1/counties。")
    return found


def township_of(request: HttpRequest, slug: str, county: str = "") -> Township | None:
    """The township a filter names, None for ''; raises Problem 404 for one that is not there."""
    if not slug:
        return None
    found = access.townships(request.reader).filter(slug=slug).first()
    if found is None or (county and found.county.slug != county):
        raise not_found("这个乡镇（街道）", "标识见 /api/v1/townships。")
    return found


def counties_shown(request: HttpRequest, counties: Iterable[County]) -> list[dict]:
    """Counties as objects, with their numbers of townships."""
    counties = list(counties)
    inside = access.townships(request.reader).filter(county__in=counties).order_by()
    counts = dict(inside.values_list("county").annotate(Count("pk")))
    return [
        named(request, county)
        | {
            "prefecture": county.prefecture,
            "province": county.province,
            "townships": counts.get(county.pk, 0),
        }
        for county in counties
    ]


def townships_shown(request: HttpRequest, townships: Iterable[Township]) -> list[dict]:
    """Townships as objects, with the edition that stands for each."""
    townships = list(townships)
    standing = access.editions(request.reader).filter(township__in=townships)
    editions = {edition.township_id: edition for edition in standing}
    return [
        named(request, place)
        | {
            "kind": place.kind,
            "county": named(request, place.county),
            "edition": f"{place.slug}/{editions[place.pk].slug}",
            "source": source_of(editions[place.pk]),
        }
        for place in townships
        if place.pk in editions
    ]


@endpoint(router, "/counties", "counties", Page[CountyOut], TAG)
def counties(request: HttpRequest, asked: Query[CountiesAsked]):
    """有现行清单的县（市、区）"""
    found = access.counties(request.reader).order_by("province", "prefecture", "name", "pk")
    if asked.province:
        found = found.filter(province=asked.province)
    return page_of(request, asked, found, lambda page: counties_shown(request, page))


@endpoint(router, "/counties/{slug}", "county", CountyOut, TAG)
def county(request: HttpRequest, slug: Path[PathSlug]):
    """一个县（市、区）"""
    return counties_shown(request, [county_of(request, slug)])[0]


@endpoint(router, "/townships", "townships", Page[TownshipOut], TAG)
def townships(request: HttpRequest, asked: Query[TownshipsAsked]):
    """有现行清单的乡镇（街道）"""
    within = county_of(request, asked.county)
    found = access.townships(request.reader)
    if within:
        found = found.filter(county=within)
    ordered = found.order_by("county__province", "county__prefecture", "county__name", "name", "pk")
    return page_of(request, asked, ordered, lambda page: townships_shown(request, page))


@endpoint(router, "/townships/{slug}", "township", TownshipOut, TAG)
def township(request: HttpRequest, slug: Path[PathSlug]):
    """一个乡镇（街道）"""
    shown = townships_shown(request, [township_of(request, slug)])
    if not shown:  # withdrawn between two queries
        raise not_found("这个乡镇（街道）")
    return shown[0]
