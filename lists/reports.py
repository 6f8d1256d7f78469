"""Reports of errors (纠错): what a reader may send, how often, and how long it is kept.

A report is short and carries no name. Only the list office reads its words; everyone sees on the
row that one came in, and what the office answers (lists/report_answers.py).
"""

import datetime
import ipaddress
import re
import unicodedata

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lists.models import County, ErrorReport, Item

# What a reader may say it is about; stands in front of the words.
ABOUT = {"words": "文字与原文不一致", "body": "部门不对", "other": "其他"}
# Characters to write; the 300 that are kept hold what it is about, too.
LONGEST = 280
# Nobody reads the form and writes within seconds; a form is good for a day.
SOONEST, LATEST = 3, 24 * 3600
PER_HOUR, PER_DAY = 5, 20  # from one address
OPEN_PER_ROW = 10
PER_COUNTY = 200  # a day
MOST_LINKS = 1
SENDER_KEPT = datetime.timedelta(days=2)
TEXT_KEPT = datetime.timedelta(days=2 * 365)
TEXT_KEPT_ONCE_ANSWERED = datetime.timedelta(days=365)

SIGNER = signing.TimestampSigner(salt="lists.reports.form")
# Signs that do not show: controls, marks that turn the direction of writing, halves of others.
HIDDEN = ("Cc", "Cf", "Cs")
LINK = re.compile(
    r"(?:https?:|www\.)[^\s,，;；。)）]+"
    r"|(?:[a-z0-9-]{1,63}\.){1,5}(?:com|cn|net|org|info|top|xyz|vip|cc|io|shop|site)(?![a-z0-9])",
    re.IGNORECASE,
)


class TooMany(Exception):
    """No further report is taken now; the message says why and when to try again."""


class LastPruned:
    """The day on which this process pruned last."""

    day: datetime.date | None = None


def cleaned(text: str) -> str:
    """A text without signs that do not show; its lines are kept, blanks folded."""
    shown = (sign for sign in text if sign.isspace() or unicodedata.category(sign) not in HIDDEN)
    lines = (" ".join(line.split()) for line in "".join(shown).splitlines())
    return "\n".join(filter(None, lines))


def has_too_many_links(text: str) -> bool:
    """Whether a text, written in wide letters or not, names more addresses of the web than one."""
    return len(LINK.findall(unicodedata.normalize("NFKC", text))) > MOST_LINKS


def with_subject(about: str, text: str) -> str:
    """The words that are kept: what they are about, when that was said, and the text."""
    return f"【{ABOUT[about]}】{text}" if about else text


def stamp(row: str) -> str:
    """A signed word for the form of a row (its address) that tells when it was shown."""
    return SIGNER.sign(row)


def is_in_time(stamped: str, row: str, longest: float = LATEST) -> bool:
    """Whether a stamp is ours, of this row and at most so old (seconds)."""
    try:
        return SIGNER.unsign(stamped, max_age=longest) == row
    except signing.BadSignature:
        return False


def is_too_soon(stamped: str, row: str) -> bool:
    """Whether a form was shown so short ago that nobody can have written in it."""
    return is_in_time(stamped, row, SOONEST)


def sender(address: str, day: datetime.date) -> str:
    """A keyed hash of a network address on a day; of the wide new addresses the network counts."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        known = None
    if known and known.version == 6:
        address = str(ipaddress.ip_network((known, 64), strict=False))
    keyed = salted_hmac("lists.reports.sender", f"{day} {address}", algorithm="sha256")
    return keyed.hexdigest()[:32]


def take(row: Item, text: str, address: str) -> None:
    """Keep a report on a row; the same words on the same row are one. Raises TooMany."""
    prune_daily()
    county = row.edition.township.county_id
    named = {"edition": row.edition, "kind": row.kind, "number": row.number}
    with transaction.atomic():
        # One after another in a county: two clicks are one report, and no limit is passed.
        County.internal.select_for_update(no_key=True).get(pk=county)
        waiting = ErrorReport.objects.filter(**named, status=ErrorReport.Status.RECEIVED)
        if waiting.filter(text=text).exists():
            return
        now = timezone.now()
        require_patience(address, now)
        if waiting.count() >= OPEN_PER_ROW:
            raise TooMany(
                f"这一项已有 {OPEN_PER_ROW} 条反映正在核对，暂时不再接收。"
                "请过几天再来，到这一项的页面看答复。"
            )
        if came_today(county, now).count() >= PER_COUNTY:
            raise TooMany("今天本县收到的反映已经很多，暂时不再接收。请明天再发送。")
        ErrorReport.objects.create(
            **named, text=text, sender=sender(address, timezone.localdate(now)), reported_at=now
        )


def require_patience(address: str, now: datetime.datetime) -> None:
    """Raise TooMany for who sent as many as one may within an hour or a day."""
    hour_ago = now - datetime.timedelta(hours=1)
    today = sender(address, timezone.localdate(now))
    sent = ErrorReport.objects.filter(sender=today)
    if sent.count() >= PER_DAY:
        raise TooMany(f"每天最多发送 {PER_DAY} 条，今天已经发满。请明天再发送。")
    # After midnight the last hour has reports under the hash of two days.
    of_the_hour = {today, sender(address, timezone.localdate(hour_ago))}
    lately = ErrorReport.objects.filter(sender__in=of_the_hour, reported_at__gt=hour_ago)
    if lately.count() >= PER_HOUR:
        raise TooMany(f"每小时最多发送 {PER_HOUR} 条。请过一小时再发送。")


def came_today(county_id: int, now: datetime.datetime) -> QuerySet[ErrorReport]:
    """The reports that came in for a county since midnight."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return ErrorReport.objects.filter(
        edition__township__county=county_id, reported_at__gte=midnight
    )


def prune() -> tuple[int, int]:
    """Delete the hashes of senders and the words past their time; gives how many of each.

    Whether there was a report, and what the office answered, stays with the row.
    """
    now = timezone.now()
    hashes = ErrorReport.objects.filter(reported_at__lt=now - SENDER_KEPT).exclude(sender="")
    past = Q(reported_at__lt=now - TEXT_KEPT) | Q(
        ~Q(status=ErrorReport.Status.RECEIVED), answered_at__lt=now - TEXT_KEPT_ONCE_ANSWERED
    )
    texts = ErrorReport.objects.filter(past).exclude(text="")
    return hashes.update(sender=""), texts.update(text="")


def prune_daily() -> None:
    """Prune unless this process did so today."""
    today = timezone.localdate()
    if LastPruned.day != today:
        LastPruned.day = today
        prune()
