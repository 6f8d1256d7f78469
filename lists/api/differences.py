"""Differences: what moved, came, went and was reworded between two editions of a township."""

from typing import Literal

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from lists import history
from lists.api.endpoint import Paged, Slug, endpoint
from lists.api.item_shapes import edition_id
from lists.api.named import Source, absolute, source_of
from lists.api.paging import Page, page_of
from lists.api.problems import not_found
from lists.api.rows import editions_asked
from lists.compare import Change, Difference, Row
from lists.models import Edition
from lists.views.compare import LABELS, chosen

router = Router()
TAG = "清单和版本"
ChangeName = Literal[
    "", "moved", "added", "removed", "reworded", "departments", "category", "renumbered"
]


class RowOut(Schema):
    """一个版本中的一行。"""

    id: str
    url: str
    kind: str
    number: int
    category: str
    name: str
    departments: list[str]
    duties: dict[str, str] = Field(description="职责各栏，按栏目名称")


class DifferenceOut(Schema):
    """一个事项在两个版本之间的变化。"""

    id: str = Field(description="乡镇/旧版本/新版本/清单-序号")
    url: str = Field(description="版本比较的网页")
    changes: list[str] = Field(description="变化，最重要的在前")
    labels: list[str] = Field(description="变化的名称")
    old: RowOut | None = Field(description="旧版本中的这一行，新增的为 null")
    new: RowOut | None = Field(description="新版本中的这一行，删去的为 null")
    akin: str | None = Field(description="新增或删去时：另一版本中可能包含它的事项")
    source: Source


class DifferencesPage(Page[DifferenceOut]):
    """两个版本之间的变化。"""

    old: str | None = Field(description="旧版本的标识；没有可比的版本则为 null")
    new: str = Field(description="新版本的标识")
    counts: dict[str, int] = Field(description="每种变化的事项数")
    unchanged: int = Field(description="没有变化的事项数")


class DifferencesAsked(Paged):
    township: Slug = Field(min_length=1, description="乡镇（街道）的标识")
    old: Slug = Field("", alias="from", description="旧版本；空则为新版本的前一版本")
    new: Slug = Field("", alias="to", description="新版本；空则为现行版本")
    change: ChangeName = Field("", description="只要这一种变化；空则为只是序号变动以外的全部变化")


@endpoint(router, "/differences", "differences", DifferencesPage, TAG)
def differences(request: HttpRequest, asked: Query[DifferencesAsked]):
    """一个乡镇（街道）两个版本之间的变化"""
    editions = editions_asked(request, asked.township)
    try:
        old, new = chosen(editions, asked.old, asked.new)
    except Http404:
        raise not_found("这个版本", "标识见 /api/v1/editions?township=…。") from None
    found, counts, unchanged = [], {}, 0
    if old and old.pk != new.pk:
        comparison = history.compared(old, new)
        found = comparison.of(Change(asked.change)) if asked.change else comparison.told
        counts = {change.value: count for change, count in comparison.counts.items()}
        unchanged = comparison.unchanged
    page = page_of(
        request,
        asked,
        found,
        lambda some: [difference_shown(request, one, old, new) for one in some],
    )
    return page | {
        "old": edition_id(old) if old else None,
        "new": edition_id(new),
        "counts": counts,
        "unchanged": unchanged,
    }


def difference_shown(request: HttpRequest, one: Difference, old: Edition, new: Edition) -> dict:
    """A difference as an object."""
    anchor = history.anchor(one)
    page = f"{history.comparison_address(old, new)}&change={one.changes[0]}#{anchor}"
    akin = old if one.old is None else new
    return {
        "id": f"{edition_id(old)}/{new.slug}/{anchor}",
        "url": absolute(request, page),
        "changes": [change.value for change in one.changes],
        "labels": [LABELS[change] for change in one.changes],
        "old": row_shown(request, old, one.old),
        "new": row_shown(request, new, one.new),
        "akin": row_id(akin, one.akin) if one.akin else None,
        "source": source_of(new if one.new else old),
    }


def row_id(edition: Edition, row: Row) -> str:
    """The id of a compared row."""
    return f"{edition_id(edition)}/{row.kind}/{row.number}"


def row_shown(request: HttpRequest, edition: Edition, row: Row | None) -> dict | None:
    """A compared row as an object; None for none."""
    if row is None:
        return None
    return {
        "id": row_id(edition, row),
        "url": absolute(request, history.address_of(edition, row)),
        "kind": row.kind,
        "number": row.number,
        "category": row.category,
        "name": row.name,
        "departments": list(row.bodies),
        "duties": dict(row.cells),
    }
