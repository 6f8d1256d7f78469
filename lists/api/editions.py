"""Editions: those in force with their three lists, and all that may be read."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from django.db.models import Count
from django.http import HttpRequest
from django.utils.http import urlencode
from ninja import Field, Path, Query, Router, Schema

from lists import access
from lists.api.bodies import Counts
from lists.api.clauses import Places, editions_in
from lists.api.endpoint import Paged, PathSlug, Slug, endpoint
from lists.api.item_shapes import edition_id
from lists.api.named import Named, Source, absolute, api_address, named, source_of
from lists.api.paging import Page, page_of
from lists.api.places import county_of
from lists.api.rows import edition_asked, editions_asked
from lists.models import Edition, Item
from lists.models.items import Kind

router = Router()
TAG = "清单和版本"


class EditionOut(Schema):
    """清单版本：一个乡镇（街道）在一个日期的清单。"""

    id: str = Field(description="乡镇/版本")
    url: str
    county: Named
    township: Named
    date: str = Field(description="文件日期：2025、2025-07 或 2025-07-01，未注明则为空")
    state: str = Field(description="published 现行、superseded 已被替代")
    reason: str = Field(
        description="first 首次公布、adjustment 动态调整、admission 职责准入、correction 勘误"
    )
    decision_number: str = Field(description="决定文号")
    effective_on: datetime.date | None = Field(description="施行日期")
    effective_basis: str = Field(
        description="施行日期依据：stated 决定载明、document 文件日期、publication 公布日期"
    )
    published_at: datetime.datetime | None = Field(description="公布时间")
    markings: list[str] = Field(description="文件标注")
    items: Counts = Field(description="事项数")
    source: Source


class ListOut(Schema):
    """三张清单中的一张。"""

    kind: str
    label: str
    count: int = Field(description="事项数")
    url: str
    items: str = Field(description="其中的事项：/api/v1/items 的网址")


class ListsOut(EditionOut):
    """现行版本和它的三张清单。"""

    lists: list[ListOut]


class ListsAsked(Paged, Places):
    pass


class EditionsAsked(Paged):
    county: Slug = Field("", description="县（市、区）的标识")
    township: Slug = Field("", description="乡镇（街道）的标识")
    state: Literal["", "published", "superseded"] = Field("", description="版本状态")


def editions_shown(request: HttpRequest, editions: Iterable[Edition]) -> list[dict]:
    """Editions as objects, with their numbers of rows."""
    editions = list(editions)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Item.internal.filter(edition__in=[one.pk for one in editions]).order_by()
    for edition, kind, count in rows.values_list("edition", "kind").annotate(Count("pk")):
        counts[edition][kind] = count
    return [edition_shown(request, one, counts[one.pk]) for one in editions]


def edition_shown(request: HttpRequest, edition: Edition, counts: dict[str, int]) -> dict:
    """An edition as an object."""
    return {
        "id": edition_id(edition),
        "url": absolute(request, edition),
        "county": named(request, edition.township.county),
        "township": named(request, edition.township),
        "date": edition.document_date,
        "state": edition.state,
        "reason": edition.reason,
        "decision_number": edition.decision_number,
        "effective_on": edition.effective_on,
        "effective_basis": edition.effective_basis,
        "published_at": edition.published_at,
        "markings": edition.markings,
        "items": counts,
        "source": source_of(edition),
    }


def lists_shown(request: HttpRequest, editions: Iterable[Edition]) -> list[dict]:
    """Editions as objects with their three lists."""
    return [
        shown | {"lists": three_lists(request, shown)}
        for shown in editions_shown(request, editions)
    ]


def three_lists(request: HttpRequest, edition: dict) -> list[dict]:
    """The three lists of an edition."""
    place = edition["township"]["id"]
    return [
        {
            "kind": kind,
            "label": f"{label}事项清单",
            "count": edition["items"].get(kind, 0),
            "url": f"{edition['url']}?{urlencode({'kind': kind})}",
            "items": api_address(
                request, "items", query=urlencode({"township": place, "kind": kind})
            ),
        }
        for kind, label in Kind.choices
    ]


@endpoint(router, "/lists", "lists", Page[ListsOut], TAG)
def lists(request: HttpRequest, asked: Query[ListsAsked]):
    """现行清单：每个乡镇（街道）一个版本、三张清单"""
    found = editions_in(request, asked).order_by("township__county_id", "township_id", "pk")
    return page_of(request, asked, found, lambda page: lists_shown(request, page))


@endpoint(router, "/lists/{township}", "list", ListsOut, TAG)
def one_list(request: HttpRequest, township: Path[PathSlug]):
    """一个乡镇（街道）的现行清单"""
    found = editions_in(request, Places(township=township))
    return lists_shown(request, found[:1])[0]


@endpoint(router, "/editions", "editions", Page[EditionOut], TAG)
def editions(request: HttpRequest, asked: Query[EditionsAsked]):
    """清单版本：现行的和已被替代的"""
    found = access.readable_editions(request.reader)
    if asked.township:
        found = found.filter(pk__in=[one.pk for one in editions_asked(request, asked.township)])
    if county := county_of(request, asked.county):
        found = found.filter(township__county=county)
    if asked.state:
        found = found.filter(state=asked.state)
    found = found.order_by("township__county_id", "township_id", "-effective_on", "-pk")
    return page_of(request, asked, found, lambda page: editions_shown(request, page))


@endpoint(router, "/editions/{township}/{edition}", "edition", EditionOut, TAG)
def edition(request: HttpRequest, township: Path[PathSlug], edition: Path[PathSlug]):
    """一个清单版本"""
    found = edition_asked(editions_asked(request, township), edition)
    return editions_shown(request, [found])[0]
