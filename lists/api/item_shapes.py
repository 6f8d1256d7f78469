"""A row of a list as an object: its id, place, texts, departments and source."""

from collections.abc import Iterable

from django.http import HttpRequest
from ninja import Field, Schema

from lists.api.named import Named, Source, absolute, named, source_of
from lists.models import Department, Edition, Involvement, Item
from lists.models.items import Kind


class Body(Schema):
    """一行中的上级部门。"""

    id: str
    name: str = Field(description="规范名称")
    url: str | None = Field(description="部门网页；只在旧版本中出现的部门没有")


class InvolvedOut(Body):
    """事项涉及的上级部门。"""

    as_printed: str = Field(description="原文写法")
    in_column: bool = Field(description="false：部门栏没有列出，只有正文写明")


class EditionRef(Schema):
    """事项所在的清单版本。"""

    id: str
    date: str = Field(description="文件日期：2025、2025-07 或 2025-07-01，未注明则为空")
    state: str = Field(description="published 现行、superseded 已被替代")
    url: str


class ItemOut(Schema):
    """一个履职事项，即清单中的一行。"""

    id: str = Field(description="乡镇/版本/清单/序号，不会改变")
    url: str = Field(description="固定网址")
    county: Named
    township: Named
    edition: EditionRef
    kind: str = Field(description="basic 基本履职、cooperation 配合履职、revoked 上级收回")
    number: int = Field(description="序号")
    category: Named
    name: str = Field(description="事项名称")
    departments: list[InvolvedOut]
    departments_as_printed: str | None = Field(None, description="对应上级部门栏原文（配合履职）")
    lead_duty: str | None = Field(None, description="上级部门职责（配合履职）")
    township_duty: str | None = Field(None, description="乡镇配合职责（配合履职）")
    method: str | None = Field(None, description="承接部门及工作方式（上级收回）")
    discontinued: bool | None = Field(None, description="是否不再开展（上级收回）")
    source: Source


def edition_id(edition: Edition) -> str:
    """The id of an edition: township and date."""
    return f"{edition.township.slug}/{edition.slug}"


def item_id(item: Item) -> str:
    """The id of a row: township, date, list and number, as in its permalink."""
    return f"{edition_id(item.edition)}/{item.kind}/{item.number}"


def edition_ref(request: HttpRequest, edition: Edition) -> dict:
    """The edition a row stands in."""
    return {
        "id": edition_id(edition),
        "date": edition.document_date,
        "state": edition.state,
        "url": absolute(request, edition),
    }


def body_shown(request: HttpRequest, body: Department, linked: set[int] | None) -> dict:
    """A department named in a row; `linked` are those that have a page, None: all."""
    has_page = linked is None or body.pk in linked
    url = absolute(request, body) if has_page else None
    return {"id": body.slug, "name": body.name, "url": url}


def involved(request: HttpRequest, part: Involvement, linked: set[int] | None) -> dict:
    """A department's part in a row."""
    body = body_shown(request, part.department, linked)
    return body | {"as_printed": part.as_printed, "in_column": part.in_column}


def duties(item: Item) -> dict:
    """The cells of a row that only its kind has."""
    if item.kind == Kind.COOPERATION:
        row = item.cooperationitem
        return {
            "departments_as_printed": row.departments_as_printed,
            "lead_duty": row.lead_duty,
            "township_duty": row.township_duty,
        }
    if item.kind == Kind.REVOKED:
        row = item.revokeditem
        return {"method": row.method, "discontinued": row.discontinued}
    return {}


def item_shown(request: HttpRequest, item: Item, linked: set[int] | None = None) -> dict:
    """A row as an object; it was loaded by `with_departments` and with its `cooperationitem`."""
    place = item.edition.township
    return {
        "id": item_id(item),
        "url": absolute(request, item),
        "county": named(request, place.county),
        "township": named(request, place),
        "edition": edition_ref(request, item.edition),
        "kind": item.kind,
        "number": item.number,
        "category": named(request, item.category),
        "name": item.name,
        "departments": [involved(request, part, linked) for part in item.involvements.all()],
        "source": source_of(item.edition, item),
        **duties(item),
    }


def items_shown(request: HttpRequest, items: Iterable[Item]) -> list[dict]:
    """Rows as objects."""
    return [item_shown(request, item) for item in items]
