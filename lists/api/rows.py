"""One row by its permalink, of any edition that who asks may read."""

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema

from lists import access, history
from lists.api.endpoint import KindName, PathSlug, RowNumber
from lists.api.problems import not_found
from lists.models import Edition, Item


class ItemPath(Schema):
    """The four parts of the id of a row."""

    township: PathSlug = Field(description="乡镇（街道）的标识")
    edition: PathSlug = Field(description="版本的标识，即网址中的日期")
    kind: KindName = Field(description="清单")
    number: RowNumber = Field(description="序号")


def editions_asked(request: HttpRequest, township: str) -> list[Edition]:
    """The editions of a township, newest first; raises Problem 404 where there is none to read."""
    found = history.editions_of(request.reader, township)
    if not found:
        raise not_found("这个乡镇（街道）", "标识见 /api/v1/townships。")
    return found


def edition_asked(editions: list[Edition], slug: str) -> Edition:
    """Of the editions of a township the one named; raises Problem 404 where there is none."""
    found = next((one for one in editions if one.slug == slug), None)
    if found is None:
        raise not_found("这个版本", "标识见 /api/v1/editions?township=…。")
    return found


def row_asked(edition: Edition, rows: QuerySet[Item], place: ItemPath) -> Item:
    """A row of an edition; raises Problem 404 where there is none of that number."""
    found = rows.filter(edition=edition, kind=place.kind, number=place.number).first()
    if found is None:
        raise not_found("这个事项", "序号见 /api/v1/lists 中这张清单的 items。")
    found.edition = edition
    return found


def linked_bodies(request: HttpRequest, item: Item) -> set[int]:
    """Those of the departments of a row that have a page today."""
    bodies = access.departments(request.reader).filter(involvements__item=item)
    return set(bodies.values_list("pk", flat=True))
