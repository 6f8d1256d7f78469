"""Time since a beginning, and how much of a call's time the database took."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from tests.bench.table import say


class Since:
    """Tells what was done and how long it took since the last time it told."""

    def __init__(self):
        self.last = time.perf_counter()

    def tell(self, text: str) -> None:
        """Print a line with the seconds before it."""
        now = time.perf_counter()
        say(f"{now - self.last:8.1f} s  {text}")
        self.last = now


@dataclass(frozen=True)
class Taken:
    """Milliseconds of a call: all of it, and of its queries; what it gave."""

    whole: float
    database: float
    result: object = None


def taken(action: Callable[[], object], rounds: int = 3) -> Taken:
    """The shortest of some calls by the time of its queries; the first warms up, uncounted.

    A call of more than a second is not repeated.
    """
    best = once(action)
    for _ in range(rounds if best.whole < 1000 else 0):
        again = once(action)
        best = min(best, again, key=lambda one: one.database)
    return best


def once(action: Callable[[], object]) -> Taken:
    """Measure one call."""
    spent = 0.0

    def watch(execute, sql, params, many, context):
        nonlocal spent
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent += time.perf_counter() - began

    began = time.perf_counter()
    with connection.execute_wrapper(watch):
        result = action()
    return Taken((time.perf_counter() - began) * 1000, spent * 1000, result)
