"""How an operation is declared: address, answer, errors, and that it takes no other parameters."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Literal, get_args

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.params.models import Query as QueryParam
from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from lists.api.problems import DOCS, Problem, ProblemOut
from lists.search.query import LONGEST_QUERY

MOST_PAGES, USUAL_PAGE, LARGEST_PAGE = 2000, 50, 200
ERRORS = frozenset({400, 401, 404, 422, 429, 500, 503})

# The words of page addresses; '' is as if the parameter were missing.
SLUG = r"^[-a-zA-Z0-9_]*$"
Slug = Annotated[str, StringConstraints(max_length=160, pattern=SLUG)]
PathSlug = Annotated[str, StringConstraints(min_length=1, max_length=160, pattern=SLUG)]
Text = Annotated[str, StringConstraints(max_length=LONGEST_QUERY, pattern="^[^\\u0000]*$")]
KindName = Literal["basic", "cooperation", "revoked"]
RowNumber = Annotated[int, Field(ge=0, le=2**31 - 1)]
MaybeKind = Literal["", "basic", "cooperation", "revoked"]


def number(usual: int, largest: int):
    """The type of a number from 1 to the largest; '' gives the usual one."""
    bounded = {"type": "integer", "minimum": 1, "maximum": largest}
    return Annotated[
        int,
        Field(ge=1, le=largest),
        BeforeValidator(lambda typed: usual if typed == "" else typed),
        WithJsonSchema({"anyOf": [bounded, {"const": ""}], "default": usual}),
    ]


class Paged(Schema):
    """Which page of a list, and how long a page is."""

    page: number(1, MOST_PAGES) = Field(1, description="第几页，从 1 开始")
    page_size: number(USUAL_PAGE, LARGEST_PAGE) = Field(
        USUAL_PAGE, description=f"每页条数，最多 {LARGEST_PAGE}"
    )


def endpoint(router: Router, path: str, name: str, gives, tag: str, **more) -> Callable:
    """Declare a GET that answers with a schema; its docstring stands in the document.

    `name` is that of the address pattern and of the operation.
    """

    def declare(view: Callable) -> Callable:
        known = parameters(view)

        @wraps(view)
        def checked(request: HttpRequest, **values):
            refuse_unknown(request, known)
            return view(request, **values)

        summary, _, rest = inspect.getdoc(view).partition("\n")
        declared = router.get(
            path,
            response={200: gives, ERRORS: ProblemOut},
            url_name=name,
            operation_id=name,
            summary=summary,
            description=rest.strip() or summary,
            tags=[tag],
            **more,
        )
        declared(checked)
        return view

    return declare


def parameters(view: Callable) -> frozenset[str]:
    """The names a view takes in the query of an address."""
    annotated = (get_args(one.annotation) for one in inspect.signature(view).parameters.values())
    asked = [said[0] for said in annotated if said and isinstance(said[-1], QueryParam)]
    fields = (model.model_fields.items() for model in asked)
    return frozenset(field.alias or name for named in fields for name, field in named)


def refuse_unknown(request: HttpRequest, known: frozenset[str]) -> None:
    """Raise Problem 422 for a parameter that is not known, or said twice.

    Left alone, a slip of the pen in a name would give all rows instead of some.
    """
    for name, values in request.GET.lists():
        if name not in known:
            named = "、".join(sorted(known)) or "无"
            raise Problem(
                422,
                "unknown_parameter",
                f"没有“{name[:40]}”这个参数。",
                f"可以使用的参数：{named}。{DOCS}",
            )
        if len(values) > 1:
            remedy = "每个参数只写一次。"
            raise Problem(422, "repeated_parameter", f"参数“{name}”写了不止一次。", remedy)
