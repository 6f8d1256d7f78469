"""Names for the search box while somebody types, as JSON; the same for everybody."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lists.search.complete import complete
from lists.views.params import param

KEPT = 60  # seconds


@require_safe
@cache_control(public=True, max_age=KEPT)
def suggest(request: HttpRequest) -> JsonResponse:
    """Answer ?q= with at most eight published names: {"suggestions": [{text, kind, url}]}."""
    found = [asdict(suggestion) for suggestion in complete(param(request, "q"))]
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
