"""Duties: families of wordings that mean the same across townships, with their counts."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from lists.api.endpoint import MaybeKind, Paged, RowNumber, Slug, endpoint
from lists.api.item_shapes import ItemOut, items_shown
from lists.api.items import loaded
from lists.api.named import NO_SOURCE, absolute, api_address
from lists.api.paging import Page, page_of
from lists.api.places import county_of
from lists.api.problems import not_found
from lists.duty_rows import DutyRows
from lists.models import Duty, DutyCount, Wording
from lists.models.items import Kind

router = Router()
TAG = "同一职责"
# A duty that went into another one may have gone on with it; nobody merges so often.
MOST_MERGES = 10


class DutyOut(Schema):
    """职责：各乡镇（街道）表述不同、说的是同一件事的事项归在一起。"""

    id: int
    url: str
    name: str = Field(description="最多乡镇采用的事项名称")
    townships: int = Field(description="现行清单中有它的乡镇（街道）数")
    basic: int = Field(description="其中列为基本履职的")
    cooperation: int = Field(description="其中列为配合履职的")
    revoked: int = Field(description="其中列为上级收回的")
    sureness: float = Field(description="归在一起的把握，0 到 1，由程序计算")
    items: str = Field(description="属于它的事项：网址")
    source: None = Field(None, description=NO_SOURCE)


class DutiesAsked(Paged):
    county: Slug = Field("", description="县（市、区）的标识")
    kind: MaybeKind = Field("", description="清单")


def duties_shown(request: HttpRequest, duties: Iterable[Duty]) -> list[dict]:
    """Duties as objects, each called as most published rows call it: never as a draft does."""
    duties = list(duties)
    listed = Wording.objects.filter(duty__in=duties, published__gt=0)
    most = listed.order_by("duty_id", "-published", "pk").distinct("duty_id")
    names = dict(most.values_list("duty_id", "name"))
    return [
        {
            "id": duty.pk,
            "url": absolute(request, duty),
            "name": names[duty.pk],
            "townships": duty.townships,
            **{kind: getattr(duty, kind) for kind in Kind.values},
            "sureness": duty.sureness,
            "items": api_address(request, "duty-items", duty.pk),
        }
        for duty in duties
        if duty.pk in names
    ]


def duty_of(request: HttpRequest, pk: int) -> Duty:
    """The duty of a number, or the one it went into; raises Problem 404 where nobody has it."""
    found = Duty.internal.filter(pk=pk).first()
    for _ in range(MOST_MERGES):
        if found is None or found.merged_into_id is None:
            break
        found = Duty.internal.filter(pk=found.merged_into_id).first()
    if found is None or not Duty.published.filter(pk=found.pk).exists():
        raise not_found("这个职责", "标识见 /api/v1/duties。")
    return found


@endpoint(router, "/duties", "duties", Page[DutyOut], TAG)
def duties(request: HttpRequest, asked: Query[DutiesAsked]):
    """同一职责，采用乡镇最多的在前"""
    found = Duty.published.order_by("-townships", "pk")
    county = county_of(request, asked.county)
    if county or asked.kind:
        counts = DutyCount.objects.filter(duty=OuterRef("pk"), townships__gt=0)
        if county:
            counts = counts.filter(county=county)
        if asked.kind:
            counts = counts.filter(kind=asked.kind)
        found = found.filter(Exists(counts))
    return page_of(request, asked, found, lambda page: duties_shown(request, page))


@endpoint(router, "/duties/{number}", "duty", DutyOut, TAG)
def duty(request: HttpRequest, number: Path[RowNumber]):
    """一个职责

    并入其他职责的，给出并入后的职责，id 随之不同。
    """
    shown = duties_shown(request, [duty_of(request, number)])
    if not shown:  # its last row was withdrawn, the counts follow
        raise not_found("这个职责")
    return shown[0]


@endpoint(router, "/duties/{number}/items", "duty-items", Page[ItemOut], TAG)
def duty_items(request: HttpRequest, number: Path[RowNumber], asked: Query[Paged]):
    """属于一个职责的现行事项"""
    found = DutyRows.of(request.reader, duty_of(request, number), None)
    return page_of(request, asked, found.paged, lambda page: items_shown(request, loaded(page)))
