"""The page that lists the operations for people, made of the OpenAPI document; no script."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lists.api.endpoint import SLUG
from lists.api.named import api_address
from lists.api.service import DESCRIPTION, TITLE, api

# What the schema of a parameter allows, in words.
TYPES = {"integer": "整数", "string": "文字", "number": "数"}


@dataclass(frozen=True)
class Parameter:
    """A parameter: name, what it may be, whether it must be there, what it means."""

    name: str
    allowed: str
    required: bool
    meaning: str


@dataclass(frozen=True)
class Operation:
    """An operation: its address, what it gives, its parameters."""

    name: str
    path: str
    summary: str
    description: str
    parameters: list[Parameter]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The operations by subject."""
    context = {
        "title": TITLE,
        "paragraphs": DESCRIPTION.split("\n\n"),
        "subjects": subjects(),
        "example": f"{api_address(request, 'items')}?q=低保",
        "breadcrumbs": [("数据接口", "")],
    }
    return render(request, "api.html", context)


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(document(), content_type="application/json")


@cache
def document() -> str:
    """The OpenAPI document as JSON, made once a process."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False)


@cache
def subjects() -> dict[str, list[Operation]]:
    """The operations of the document by their tags, in its order."""
    found: dict[str, list[Operation]] = {}
    for path, methods in json.loads(document())["paths"].items():
        said = methods["get"]
        asked = [parameter(one) for one in said["parameters"]]
        more = said["description"] if said["description"] != said["summary"] else ""
        operation = Operation(said["operationId"], path, said["summary"], more, asked)
        found.setdefault(said["tags"][0], []).append(operation)
    return found


def parameter(said: dict) -> Parameter:
    """A parameter of the document in words."""
    meaning = said.get("description") or said["schema"].get("description", "")
    allowed = "，".join(dict.fromkeys(words(said["schema"])))
    if not meaning and not allowed:
        meaning = "网址中的标识"
    return Parameter(said["name"], allowed, said["required"], meaning)


def words(schema: dict) -> Iterator[str]:
    """What a schema allows, in words."""
    for one in schema.get("anyOf", []):
        yield from words(one)
    if "enum" in schema:
        yield "、".join(value for value in schema["enum"] if value)
    elif schema.get("type") in TYPES and schema.get("pattern") != SLUG:
        low, high = schema.get("minimum"), schema.get("maximum")
        limits = f" {low}–{high}" if high and high < 2**31 - 1 else ""
        longest = f"，最多 {schema['maxLength']} 字" if "maxLength" in schema else ""
        yield f"{TYPES[schema['type']]}{limits}{longest}"
