"""The verdict: is a task the township's? With the row that proves it and how sure it is."""

from typing import Annotated

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from lists import access
from lists.api.endpoint import Slug, endpoint
from lists.api.item_shapes import edition_id, item_id
from lists.api.named import Named, Source, absolute, named, source_of
from lists.api.problems import not_found
from lists.search.query import LONGEST_QUERY
from lists.views.answers import Answer, Cited, answer_to

router = Router()
TAG = "这件事归谁"
# Something to judge, without the sign that no database takes.
SAID = "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$"
Task = Annotated[str, StringConstraints(max_length=LONGEST_QUERY, pattern=SAID)]


class CitedOut(Schema):
    """判定引用的一个事项。"""

    id: str
    url: str
    kind: str
    number: int
    name: str
    owner: str = Field(description="由谁负责，一句话")
    departments: list[Named]
    why: str = Field(description="为什么列出")
    closeness: int = Field(description="与最接近的事项相比，百分之几")
    basis: str = Field(description="转办（退单）依据的网页")
    source: Source


class VerdictOut(Schema):
    """判定。"""

    url: str = Field(description="同一判定的网页")
    county: Named
    township: Named
    edition: str = Field(description="所依据的清单版本")
    task: str
    verdict: str = Field(
        description="basic 乡镇负责、cooperation 乡镇配合、revoked 上级已收回、none 清单外、"
        "unsure 不能确定"
    )
    headline: str = Field(description="一句话的答案")
    confidence: float = Field(description="判定正确的可能性，0 到 1")
    certainty: str = Field(description="把握大小，文字")
    best: CitedOut | None = Field(description="引用的事项；清单外和不能确定时为 null")
    also: list[CitedOut] = Field(description="同一件事在其他清单中的事项")
    nearest: list[CitedOut] = Field(description="最接近的其他事项")
    source: Source


class CheckAsked(Schema):
    township: Slug = Field(min_length=1, description="乡镇（街道）的标识")
    q: Task = Field(description="一件事，或者诉求原文")


@endpoint(router, "/check", "check", VerdictOut, TAG)
def check(request: HttpRequest, asked: Query[CheckAsked]):
    """一件事归谁：在一个乡镇（街道）的清单中判定

    与网页“这件事归谁”相同。答案由程序计算，以清单原文为准。
    """
    editions = access.editions(request.reader)
    edition = editions.filter(township__slug=asked.township).first()
    if edition is None:
        raise not_found("这个乡镇（街道）", "标识见 /api/v1/townships。")
    return answer_shown(request, answer_to(request.reader, edition, asked.q.strip()))


def answer_shown(request: HttpRequest, answer: Answer) -> dict:
    """An answer as an object."""
    place, judged = answer.edition.township, answer.verdict
    query = urlencode({"township": place.slug, "q": answer.task})
    return {
        "url": absolute(request, f"{reverse('check')}?{query}"),
        "county": named(request, place.county),
        "township": named(request, place),
        "edition": edition_id(answer.edition),
        "task": answer.task,
        "verdict": judged.kind,
        "headline": answer.headline,
        "confidence": round(judged.confidence, 3),
        "certainty": judged.certainty,
        "best": cited_shown(request, answer.best) if answer.best else None,
        "also": [cited_shown(request, one) for one in answer.also],
        "nearest": [cited_shown(request, one) for one in answer.nearest],
        "source": source_of(answer.edition),
    }


def cited_shown(request: HttpRequest, cited: Cited) -> dict:
    """A row that an answer cites."""
    item = cited.quote.item
    return {
        "id": item_id(item),
        "url": absolute(request, item),
        "kind": item.kind,
        "number": item.number,
        "name": item.name,
        "owner": cited.quote.owner,
        "departments": [named(request, body) for body in cited.quote.bodies],
        "why": cited.fit.why,
        "closeness": cited.closeness,
        "basis": absolute(request, cited.basis),
        "source": source_of(cited.quote.edition, item),
    }
