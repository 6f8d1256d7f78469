"""Addresses of the interface, every one of them behind the gate."""

from django.http import HttpRequest
from django.urls import URLPattern, path, re_path

from lists.api import docs
from lists.api.gate import guarded
from lists.api.problems import not_found
from lists.api.service import api


def nowhere(request: HttpRequest, rest: str):
    """An address that is none of ours."""
    raise not_found(
        "这个接口网址", "全部网址见 /api/v1/docs；网址末尾没有斜线，标识只含字母、数字和连字符。"
    )


app_name = "api"
urlpatterns = [
    path("docs", docs.page, name="docs"),
    path("openapi.json", guarded(docs.openapi), name="openapi-json"),
    *(
        URLPattern(one.pattern, guarded(one.callback), one.default_args, one.name)
        for one in api.urls[0]
    ),
    re_path("^(?P<rest>.*)$", guarded(nowhere), name="nowhere"),
]
