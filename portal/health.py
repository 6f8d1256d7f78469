"""Is the process alive, and is it ready to serve; answers name the check, never the reason."""

import logging
from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


def database() -> bool:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool:
    """Every migration this code knows has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def tokenizer() -> bool:
    """The words of a query can be told apart."""
    from lists.search import tokens

    tokens.load()
    return True


def meaning() -> str:
    """How search works now: by words and meaning, by words while meaning is computed, by words."""
    from lists.search import embed, upkeep

    if not embed.embedder():
        return "words only"
    done = upkeep.progress()
    return "words and meaning" if done is None else f"words and meaning, {done} % embedded"


CHECKS: tuple[Callable[[], bool], ...] = (database, migrations, tokenizer)


def holds(check: Callable[[], bool]) -> bool:
    """Whether a check passes; what went wrong goes to the log, not to the caller."""
    try:
        return check()
    except Exception:
        logger.exception("readyz: %s", check.__name__)
        return False


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process answers; asks nothing of the database."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every check passes, else 503; {"status", "checks": {name: bool}, "search"}.

    Without an embedder the portal is ready all the same: it searches by words, and says so.
    """
    checks = {check.__name__: holds(check) for check in CHECKS}
    ready = all(checks.values())
    return JsonResponse(
        {
            "status": "ready" if ready else "not ready",
            "checks": checks,
            "search": meaning() if ready else "unknown",
        },
        status=200 if ready else 503,
    )
