"""The interface as django-ninja knows it: its operations, its document, its errors as JSON."""

from django.http import Http404, HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from lists.api import (
    bodies,
    bulk,
    check,
    clauses,
    differences,
    duties,
    editions,
    items,
    places,
)
from lists.api.limits import PER_MINUTE
from lists.api.named import api_address
from lists.api.problems import Problem, invalid, not_found

TITLE = "乡镇履职事项清单数据接口"
DESCRIPTION = (
    "只读。公开的清单不需要登录；每个对象都有网页 url 和出处 source（来自多份清单的为 null）。\n\n"
    "列表分页，沿 next 逐页读取。回答带有 ETag，下次用 If-None-Match 请求，"
    "没有变化时只回答 304。\n\n"
    f"每个网络地址每分钟的用量不超过 {PER_MINUTE}：一般请求计 1，查找、判定、比较计 4 或 5，"
    "批量下载计 20；超过时回答 429，Retry-After 是需要等待的秒数。\n\n"
    "工作人员的系统可以在 Authorization: Bearer 后面带上管理员创建的令牌，"
    "读取这个岗位能看到的草稿。\n\n"
    "出错时回答 code（供程序判断）、message（出了什么问题）、remedy（怎样解决）。"
)


class ReadableJSON(JSONRenderer):
    """JSON with Chinese as it is."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title=TITLE,
    version="1",
    description=DESCRIPTION,
    # lists/api/docs.py serves both: ninja's page loads its script from elsewhere, and its
    # document is made anew for every call.
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    renderer=ReadableJSON(),
)


@api.get("/", url_name="index", operation_id="index", include_in_schema=False)
def index(request: HttpRequest):
    """Where to begin."""
    lists = ("lists", "editions", "items", "clauses", "counties", "townships", "departments")
    more = ("systems", "categories", "duties", "openapi-json", "docs")
    return {name: api_address(request, name) for name in (*lists, *more)}


for subject in (editions, items, clauses, differences, check, places, bodies, duties, bulk):
    api.add_router("", subject.router)


@api.exception_handler(Problem)
def problem(request: HttpRequest, problem: Problem) -> JsonResponse:
    return problem.response()


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> JsonResponse:
    return invalid(error.errors).response()


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, error: Http404) -> JsonResponse:
    return not_found("所要的内容").response()


@api.exception_handler(HttpError)
def not_readable(request: HttpRequest, error: HttpError) -> JsonResponse:
    words = "请求无法理解。"
    return Problem(error.status_code, "bad_request", words, "请改正请求。").response()
