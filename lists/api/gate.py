"""What every call passes: method, address, token, allowance, version; and what answers carry."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from lists.api.limits import Met, meet
from lists.api.problems import DOCS, Problem
from lists.api.tokens import token_of

METHODS = "GET, HEAD, OPTIONS"
# Anybody's page may read public answers; nothing is sent along that says who asks.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": METHODS,
}
KEPT = 60  # seconds an answer may be kept without asking

logger = logging.getLogger(__name__)


def guarded(view: Callable) -> Callable:
    """A view of the interface behind the gate; whatever it raises becomes JSON."""

    @wraps(view, assigned=("__doc__",))
    def passed(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        try:
            answer = answered(view, request, *args, **kwargs)
        except Problem as problem:
            answer = problem.response()
        except (BadRequest, SuspiciousOperation):
            answer = bad_address().response()
        except Exception:
            logger.exception("The interface failed at %s", request.path)
            remedy = "请稍后重试；仍然出错的，请告诉系统管理员。"
            answer = Problem(500, "server_error", "系统出错了。", remedy).response()
        answer.headers.setdefault("Vary", "Authorization")
        if "Authorization" not in request.headers:
            add(answer, CORS)
        return answer

    passed.csrf_exempt = True  # nothing is changed here, and no cookie is asked for
    return passed


def answered(view: Callable, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
    """The answer of a view, or that nothing changed; raises Problem for who may not pass."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=PREFLIGHT)
    if request.method not in ("GET", "HEAD"):
        raise Problem(
            405,
            "method_not_allowed",
            "这个接口只能读取。",
            "请用 GET 方法。",
            {"Allow": METHODS},
        )
    refuse_nul(request)
    token = token_of(request)
    request.reader = token.user if token else AnonymousUser()
    met = meet(request, token)
    tag = None if token else tag_of(request, met)
    if tag and tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=kept(tag))
    answer = read(view, request, *args, **kwargs)
    if token:
        answer.headers["Cache-Control"] = "private, no-store"
    elif answer.status_code == 200:
        add(answer, kept(tag))
    return answer


def add(answer: HttpResponseBase, headers: Mapping[str, str]) -> None:
    """Set headers of an answer."""
    for name, value in headers.items():
        answer.headers[name] = value


def read(view: Callable, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
    """The answer to a GET; that to a HEAD is the same without its body."""
    if request.method == "GET":
        return view(request, *args, **kwargs)
    request.method = "GET"
    try:
        answer = view(request, *args, **kwargs)
    finally:
        request.method = "HEAD"
    if not answer.streaming:
        return answer
    answer.close()
    return HttpResponse(status=answer.status_code, headers=answer.headers)


def refuse_nul(request: HttpRequest) -> None:
    """Raise Problem 400 for an address with the sign that no database takes."""
    texts = [request.path, *(text for pair in request.GET.lists() for text in (pair[0], *pair[1]))]
    if any("\x00" in text for text in texts):
        raise bad_address()


def bad_address() -> Problem:
    """An address that cannot be read."""
    return Problem(
        400, "bad_address", "网址中有不能使用的字符，或者参数太多。", f"请改正网址。{DOCS}"
    )


def tag_of(request: HttpRequest, met: Met) -> str:
    """The ETag of a public answer: the address asked for, and the version of the data."""
    said = f"{request.build_absolute_uri()} {met.version}"
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def kept(tag: str) -> dict[str, str]:
    """The headers by which a public answer is kept and asked for again."""
    return {"ETag": tag, "Cache-Control": f"public, max-age={KEPT}"}
