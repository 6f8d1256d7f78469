"""Items: one row with all it holds, and rows filtered or found."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from lists import history
from lists.api.bodies import category_of, department_of
from lists.api.clauses import ClauseOut, Places, clause_shown, editions_in
from lists.api.endpoint import MaybeKind, Paged, Slug, Text, endpoint
from lists.api.item_shapes import ItemOut, edition_id, item_id, item_shown, items_shown
from lists.api.named import absolute
from lists.api.paging import Page, page_of
from lists.api.places import county_of, township_of
from lists.api.rows import ItemPath, edition_asked, editions_asked, linked_bodies, row_asked
from lists.clauses import with_clauses
from lists.models import Edition, Involvement, Item
from lists.models.items import Kind
from lists.search.facets import Filters
from lists.search.find import Found, find
from lists.search.scope import Scope
from lists.views.hits import MOST_PLACES, Hit, groups, hits
from lists.views.items import corrections_of_row
from lists.views.listing import with_departments

router = Router()
TAG = "履职事项"


class FoundOut(ItemOut):
    """查到或列出的事项。"""

    why: str | None = Field(None, description="查找时：没有含全部词语的，为什么列出")
    also: list[str] = Field(
        [], description=f"查找时：同一职责的其他事项的标识，最多 {MOST_PLACES} 个"
    )
    townships: int | None = Field(None, description="查找时：有这一职责的乡镇（街道）数")


class SearchOut(Schema):
    """查找的情况。"""

    q: str = Field(description="实际查找的文字")
    meant: str | None = Field(description="可能想查的是")
    mended: bool = Field(description="true：按 meant 查找")
    by_meaning: bool = Field(description="true：也按意思查找")


class FoundPage(Page[FoundOut]):
    """一页事项。"""

    search: SearchOut | None = Field(None, description="有 q 时：查找的情况")


class CorrectionOut(Schema):
    """更正：来源文件印错或读错的一格。"""

    column: str
    old: str
    new: str
    day: str = Field(description="更正日期")


class FateOut(Schema):
    """与另一版本相比，这个事项怎样变化。"""

    edition: str = Field(description="另一版本的标识")
    back: bool = Field(description="true：与之前的版本比；false：与现行版本比")
    changes: list[str] = Field(
        description="moved、added、removed、reworded、departments、category、renumbered"
    )
    item: str | None = Field(description="另一版本中的这个事项，没有则为 null")
    url: str = Field(description="版本比较的网页")


class ItemDetail(ItemOut):
    """一个履职事项的全部内容。"""

    printed: list[str] = Field(description="来源文件中这一行的各单元格")
    clauses: list[ClauseOut]
    corrections: list[CorrectionOut]
    fate: FateOut | None = Field(description="与前后版本相比的变化，没有则为 null")


class RowFilters(Places):
    """Which rows: of a place, a list, a category, a department."""

    kind: MaybeKind = Field("", description="清单")
    category: Slug = Field("", description="事项类别的标识")
    department: Slug = Field("", description="上级部门的标识")


class ItemsAsked(Paged, RowFilters):
    q: Text = Field("", description="查找的文字：事项、部门，或者一件事；空则按清单次序列出")


@endpoint(router, "/items", "items", FoundPage, TAG)
def items(request: HttpRequest, asked: Query[ItemsAsked]):
    """现行清单的事项：筛选，或者查找

    没有 q 时按清单次序列出。有 q 时与网站的搜索相同，按相关程度排列：不限于一个乡镇（街道）时，
    同一职责的事项只列一个，其余的标识在 also 中，count 是职责数。
    """
    if asked.q.strip():
        return searched(request, asked)
    found = loaded(rows_in_force(request, asked))
    return page_of(request, asked, found, lambda page: items_shown(request, page))


def loaded(items: QuerySet[Item]) -> QuerySet[Item]:
    """Load with rows all that is shown of them."""
    return with_departments(items).select_related("cooperationitem").defer("search", "regions")


def rows_in_force(request: HttpRequest, asked: RowFilters) -> QuerySet[Item]:
    """The rows in force that the filters leave, in the order of the lists."""
    # By their editions, whose index has the order: the scope's own index is one of words.
    rows = Item.internal.filter(edition__in=editions_in(request, asked).values("pk"))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if category := category_of(request, asked.category):
        rows = rows.filter(category=category)
    if body := department_of(request, asked.department):
        rows = rows.filter(involvements__department=body)
    return rows.order_by("edition_id", "kind", "number")


def searched(request: HttpRequest, asked: ItemsAsked) -> dict:
    """A page of what a search finds, by the functions of the search page."""
    township = township_of(request, asked.township, asked.county)
    county = None if township else county_of(request, asked.county)
    category_of(request, asked.category)
    department_of(request, asked.department)
    scope = Scope.of(township) if township else Scope(county)
    found = find(request.reader, scope, asked.q)
    filters = Filters(asked.kind, asked.category, asked.department)

    def show(wordings: list[list[int]]) -> list[dict]:
        some = hits(found, filters, scope, wordings, None)
        return [hit_shown(request, hit) for hit in some]

    page = page_of(request, asked, groups(found, filters, scope) if found.ids else [], show)
    return page | {"search": search_shown(found)}


def hit_shown(request: HttpRequest, hit: Hit) -> dict:
    """A hit as an object: its best row, why it is listed, and where else its duty stands."""
    also = [item_id(other) for other in hit.others]
    behind = {"why": hit.reason or None, "also": also, "townships": hit.townships}
    return item_shown(request, hit.item) | behind


def search_shown(found: Found) -> dict:
    """What was searched for."""
    return {
        "q": found.meant if found.mended else found.query.text,
        "meant": found.meant,
        "mended": found.mended,
        "by_meaning": found.by_meaning,
    }


@endpoint(router, "/items/{township}/{edition}/{kind}/{number}", "item", ItemDetail, TAG)
def item(request: HttpRequest, place: Path[ItemPath]):
    """一个履职事项的全部内容

    标识不会改变；已被替代的版本也可以读取，fate 说明现行版本中的变化。
    """
    editions = editions_asked(request, place.township)
    edition = edition_asked(editions, place.edition)
    parts = Involvement.objects.select_related("department")
    rows = Item.internal.select_related("category", "cooperationitem", "revokeditem")
    rows = rows.prefetch_related(Prefetch("involvements", queryset=parts))
    row = row_asked(edition, with_clauses(rows.annotate(said=corrections_of_row())), place)
    linked = linked_bodies(request, row)
    return item_shown(request, row, linked) | {
        "printed": row.printed,
        "clauses": [clause_shown(request, row, one, linked) for one in row.clauses.all()],
        "corrections": [one | {"day": str(one["day"])} for one in row.said],
        "fate": fate_shown(request, editions, edition, Kind(row.kind), row.number),
    }


def fate_shown(
    request: HttpRequest, editions: list[Edition], shown: Edition, kind: Kind, number: int
) -> dict | None:
    """What became of a row, or what it was before; None where nothing is to be told."""
    fate = history.fate(editions, shown, kind, number)
    if fate is None:
        return None
    other = edition_id(fate.other)
    return {
        "edition": other,
        "back": fate.back,
        "changes": [change.value for change in fate.one.changes],
        "item": f"{other}/{fate.row.kind}/{fate.row.number}" if fate.row else None,
        "url": absolute(request, fate.comparison),
    }
