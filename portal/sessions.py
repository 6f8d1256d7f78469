"""How long a login lasts: so long in all, and so long without a page being opened."""

import time

from django.conf import settings
from django.contrib.auth import logout

BEGAN, SEEN = "began", "seen"
# `seen` is written this often (seconds) at most: not every page needs to write.
PRECISION = 300


class SessionLimits:
    """Logs a person out SESSION_COOKIE_AGE after the login, or SESSION_IDLE after the last page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        now = int(time.time())
        if request.user.is_authenticated and is_over(request.session, now):
            logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            keep(request.session, int(time.time()))
        return response


def is_over(session, now: int) -> bool:
    """Whether a session has lasted, or been left alone, too long."""
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    return now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE


def keep(session, now: int) -> None:
    """Note in a session when it began and when it was used last."""
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) > PRECISION:
        session[SEEN] = now
