"""The search record: what was looked for and opened, and nothing of who looked."""

import datetime
import logging
import re

from django.conf import settings
from django.core import signing
from django.db import Error
from django.http import HttpRequest
from django.utils import timezone

from lists import access
from lists.models import SearchRecord
from lists.search.scope import Scope

LONGEST = 300  # characters of a query that are kept
KEPT_DAYS = 90
# A trail is followed within this time (seconds) or not at all: a link passed on says nothing.
TRAIL_AGE = 2 * 3600
SIGNER = signing.TimestampSigner(salt="lists.searches.trail")
PARAMETER = "from"
# How browsers say that they only fetch a page in case somebody opens it.
PREFETCH = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")

MASK = "＊"
# Seven and more digits in a row, of any script, however they are grouped: phones, ID numbers.
DIGIT = r"[\d零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
NUMBER = re.compile(rf"{DIGIT}(?:[ \-－–—·._/]{{0,3}}{DIGIT}){{6,}}[xXｘＸ]?")
EMAIL = re.compile(r"[\w.%+-]{1,64}[@＠][\w-]{1,63}(?:[.．][\w-]{1,63}){1,5}", re.ASCII)

logger = logging.getLogger(__name__)


class LastPruned:
    """The day on which this process deleted old records last."""

    day: datetime.date | None = None


def masked(text: str) -> str:
    """A text without what looks like a phone number, an ID number or an e-mail address."""
    return NUMBER.sub(MASK, EMAIL.sub(MASK, text))


def keep(query: str, scope: Scope, results: int, user) -> int | None:
    """Record a search; gives the record's id, None where nothing was kept. Never fails.

    Call it for the first page of a search without filters. A person who may read drafts may
    quote them: such a search is kept for the own county alone, an administrator's not at all.
    """
    text = masked(" ".join(query.replace("\x00", " ").split()))[:LONGEST]
    if not settings.SEARCH_RECORD or not text or scope.unknown:
        return None
    try:
        prune_daily()
        place = place_of(scope, user)
        if place is None:
            return None
        return SearchRecord.objects.create(query=text, results=results, **place).pk
    except (Error, ValueError) as error:
        # Only the sort of error: its words may quote the query.
        logger.error("A search was not recorded: %s", type(error).__name__)
        return None


def place_of(scope: Scope, user) -> dict[str, int | None] | None:
    """The county and township a search is kept for; None where it must not be kept."""
    reach = access.draft_reach(user)
    if reach is None:
        return {
            "county_id": scope.county and scope.county.pk,
            "township_id": scope.township and scope.township.pk,
        }
    county = reach.county_id
    if reach.township_id:
        county = access.account_of(user).township.county_id
    if county is None:
        return None
    at_home = scope.township and scope.county.pk == county
    return {"county_id": county, "township_id": scope.township.pk if at_home else None}


def trail(record: int | None, position: int) -> str:
    """What to append to the address of the hit at a position (from 1); '' without a record."""
    return f"?{PARAMETER}={SIGNER.sign(f'{record}.{position}')}" if record else ""


def follow(request: HttpRequest) -> None:
    """Record that a hit was opened, where the address says which; a prefetch opens nothing."""
    signed = request.GET.get(PARAMETER)
    fetched_ahead = any("prefetch" in request.headers.get(name, "") for name in PREFETCH)
    if not signed or request.method != "GET" or fetched_ahead:
        return
    try:
        record, _, position = SIGNER.unsign(signed, max_age=TRAIL_AGE).partition(".")
        clicked(int(record), int(position))
    except signing.BadSignature:
        pass  # too old, or somebody's own words: the page is the same
    except Error as error:
        logger.error("An opened hit was not recorded: %s", type(error).__name__)


def clicked(record: int, position: int) -> None:
    """Record which hit of a search was opened; the first one counts."""
    SearchRecord.objects.filter(pk=record, clicked=None).update(clicked=position)


def prune() -> int:
    """Delete records older than KEPT_DAYS; gives how many they were."""
    oldest = timezone.localdate() - datetime.timedelta(days=KEPT_DAYS)
    return SearchRecord.objects.filter(searched_on__lt=oldest).delete()[0]


def prune_daily() -> None:
    """Prune unless this process did so today."""
    today = timezone.localdate()
    if LastPruned.day != today:
        LastPruned.day = today
        prune()
