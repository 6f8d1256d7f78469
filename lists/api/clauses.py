"""Clauses: the sentences of duty of the rows, each with whose it is."""

from collections.abc import Iterable
from typing import Literal

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from lists import access
from lists.api.bodies import department_of
from lists.api.endpoint import Paged, RowNumber, Slug, endpoint
from lists.api.item_shapes import Body, body_shown, item_id
from lists.api.named import Source, absolute, source_of
from lists.api.paging import Page, page_of
from lists.api.places import county_of, township_of
from lists.api.problems import not_found
from lists.api.rows import ItemPath, edition_asked, editions_asked, linked_bodies, row_asked
from lists.models import Clause, Edition, Item

router = Router()
TAG = "职责条款"


class ClauseOut(Schema):
    """职责条款：一句职责，以及由谁负责。"""

    id: str = Field(description="事项标识/哪一方/次序")
    url: str = Field(description="所在事项的网页")
    item: str = Field(description="所在事项的标识")
    side: str = Field(description="lead 上级部门职责、township 配合职责、method 工作方式")
    position: int = Field(description="在这一方中的次序")
    heading: str = Field(description="小标题，没有则为空")
    number: str = Field(description="原文编号，没有则为空")
    text: str = Field(description="内容")
    assumed: bool = Field(description="true：原文没有写由谁负责，按全部对应上级部门处理")
    departments: list[Body] = Field(description="负责的上级部门")
    source: Source


class Places(Schema):
    """Where to look: a county or a township."""

    county: Slug = Field("", description="县（市、区）的标识")
    township: Slug = Field("", description="乡镇（街道）的标识")


class ClauseFilters(Places):
    """Which clauses: of a place, of a department, of a side."""

    department: Slug = Field("", description="负责部门的标识")
    side: Literal["", "lead", "township", "method"] = Field("", description="哪一方")


class ClausesAsked(Paged, ClauseFilters):
    pass


class ClausePath(ItemPath):
    side: Literal["lead", "township", "method"] = Field(description="哪一方")
    position: RowNumber = Field(description="次序")


def editions_in(request: HttpRequest, asked: Places) -> QuerySet[Edition]:
    """The editions that stand in the place asked for; raises Problem 404 for an unknown one."""
    township = township_of(request, asked.township, asked.county)
    county = None if township else county_of(request, asked.county)
    editions = access.editions(request.reader).order_by()
    if township:
        return editions.filter(township=township)
    return editions.filter(township__county=county) if county else editions


def clauses_in_force(request: HttpRequest, asked: ClauseFilters) -> QuerySet[Clause]:
    """The clauses in force that the filters leave, in the order of the lists."""
    body = department_of(request, asked.department)
    found = Clause.objects.filter(item__edition__in=editions_in(request, asked).values("pk"))
    if asked.side:
        found = found.filter(side=asked.side)
    if body:
        found = found.filter(departments=body)
    return found.order_by(
        "item__edition_id", "item__kind", "item__number", "item_id", "side", "position"
    )


def with_rows(clauses: QuerySet[Clause]) -> QuerySet[Clause]:
    """Load with clauses all that is shown of them; each row and edition once."""
    editions = Edition.internal.defer("findings", "declared").select_related("township__county")
    rows = Item.internal.defer("search", "printed", "regions")
    rows = rows.prefetch_related(Prefetch("edition", queryset=editions))
    return clauses.prefetch_related("departments", Prefetch("item", queryset=rows))


def clause_shown(
    request: HttpRequest, item: Item, clause: Clause, linked: set[int] | None = None
) -> dict:
    """A clause of a row as an object; `linked` are the departments that have a page, None: all."""
    return {
        "id": f"{item_id(item)}/{clause.side}/{clause.position}",
        "url": absolute(request, item),
        "item": item_id(item),
        "side": clause.side,
        "position": clause.position,
        "heading": clause.heading,
        "number": clause.number,
        "text": clause.text,
        "assumed": clause.assumed,
        "departments": [body_shown(request, one, linked) for one in clause.departments.all()],
        "source": source_of(item.edition, item),
    }


def clauses_shown(request: HttpRequest, clauses: Iterable[Clause]) -> list[dict]:
    """Clauses as objects; they were loaded by `with_rows`."""
    return [clause_shown(request, one.item, one) for one in clauses]


@endpoint(router, "/clauses", "clauses", Page[ClauseOut], TAG)
def clauses(request: HttpRequest, asked: Query[ClausesAsked]):
    """现行清单的职责条款

    按清单中的次序排列。
    """
    found = with_rows(clauses_in_force(request, asked))
    return page_of(request, asked, found, lambda page: clauses_shown(request, page))


@endpoint(
    router,
    "/clauses/{township}/{edition}/{kind}/{number}/{side}/{position}",
    "clause",
    ClauseOut,
    TAG,
)
def clause(request: HttpRequest, place: Path[ClausePath]):
    """一个职责条款

    标识不会改变；已被替代的版本也可以读取。
    """
    edition = edition_asked(editions_asked(request, place.township), place.edition)
    item = row_asked(edition, Item.internal.all(), place)
    found = item.clauses.filter(side=place.side, position=place.position)
    clause = found.prefetch_related("departments").first()
    if clause is None:
        raise not_found("这个职责条款", "标识见所在事项的 clauses。")
    return clause_shown(request, item, clause, linked_bodies(request, item))
