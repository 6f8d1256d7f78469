"""What goes wrong, as JSON: a code for programs, a message and a remedy for people."""

import re
from collections.abc import Mapping

from django.http import JsonResponse
from ninja import Field, Schema

DOCS = "参数说明见 /api/v1/docs。"


class ProblemOut(Schema):
    """错误：代码不变，文字供人阅读。"""

    code: str = Field(description="错误代码，供程序判断")
    message: str = Field(description="出了什么问题")
    remedy: str = Field(description="怎样解决")


class Problem(Exception):
    """An answer other than the one asked for: status, code, message, remedy, headers."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        remedy: str,
        headers: Mapping[str, str] | None = None,
    ):
        super().__init__(code)
        self.status, self.headers = status, headers or {}
        self.said = {"code": code, "message": message, "remedy": remedy}

    def response(self) -> JsonResponse:
        """The problem as an answer."""
        return JsonResponse(
            self.said,
            status=self.status,
            headers=self.headers,
            json_dumps_params={"ensure_ascii": False},
        )


def not_found(what: str, remedy: str = "请核对网址；撤回的清单暂时读不到。") -> Problem:
    """A thing that is not there, or not for who asks: both look the same."""
    return Problem(404, "not_found", f"没有找到{what}。", remedy)


ONE_OF = re.compile(r"'([^']*)'")
# What pydantic says of a parameter, in words; `{…}` are the limits it names.
WORDS = {
    "missing": "缺少参数",
    "string_too_long": "过长，最多 {max_length} 个字",
    "string_too_short": "不能为空",
    "string_pattern_mismatch": "应当是网址中的标识，由字母、数字和连字符组成，不是名称",
    "int_parsing": "不是整数",
    "int_parsing_size": "数值过大",
    "int_type": "不是整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "literal_error": "只能是 {expected} 之一",
    "enum": "只能是 {expected} 之一",
}


def invalid(errors: list[dict]) -> Problem:
    """Parameters that do not fit, each with what is wrong with it."""
    said = []
    for error in errors:
        name, limits = error["loc"][-1], error.get("ctx", {})
        words = WORDS.get(error["type"], "格式不对")
        if name == "q" and error["type"] == "string_pattern_mismatch":
            words = "没有可以判断的文字"
        if "expected" in limits:  # 'a', 'b' or 'c'
            limits = {"expected": "、".join(filter(None, ONE_OF.findall(limits["expected"])))}
        said.append(f"{name}：{words.format(**limits)}")
    return Problem(422, "invalid_parameter", "；".join(said) + "。", f"请改正后重新请求。{DOCS}")
