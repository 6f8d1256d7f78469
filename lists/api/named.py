"""What all objects share: a name with its page, and the document it comes from."""

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Schema

from lists.models import Edition, Item

NO_SOURCE = "由多份清单汇总，没有单一的来源文件：null"


class Named(Schema):
    """一个有网页的对象：标识、名称、网页。"""

    id: str
    name: str
    url: str = Field(description="网页的完整网址")


class Source(Schema):
    """出处：来源文件和其中的位置。"""

    file: str = Field(description="来源文件名")
    sha256: str = Field(description="来源文件的校验值")
    place: str | None = Field(None, description="文件中的位置")
    page: int | None = Field(None, description="页码")
    line: int | None = Field(None, description="行号")


def absolute(request: HttpRequest, thing) -> str:
    """The absolute address of the page of a thing, or of a path."""
    path = thing if isinstance(thing, str) else thing.get_absolute_url()
    return request.build_absolute_uri(path)


def api_address(request: HttpRequest, name: str, *args: object, query: str = "") -> str:
    """The absolute address of an operation."""
    path = reverse(f"api:{name}", args=args)
    return request.build_absolute_uri(f"{path}?{query}" if query else path)


def named(request: HttpRequest, thing) -> dict:
    """A county, township, department, system or category by its address word."""
    return {"id": thing.slug, "name": thing.name, "url": absolute(request, thing)}


def source_of(edition: Edition, item: Item | None = None) -> dict:
    """The file an edition was read from, and where in it a row stands."""
    said = {"file": edition.source_name, "sha256": edition.source_sha256}
    if item is None:
        return said
    place = item.place or (f"第{item.line}行" if item.line else None)
    return said | {"place": place, "page": item.page, "line": item.line}
