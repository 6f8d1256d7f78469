"""What people decide of duties: that a wording is none of them, or that two are one."""

from django.db import transaction
from django.db.models import Q, QuerySet

from lists import access, audit
from lists.access import Act
from lists.models import AuditRecord, Duty, DutyDecision, Item, Wording
from lists.tasks import ask_to_refresh, sort_duties


class NotDecided(Exception):
    """A decision that was not taken; the message says why and what to do."""


def split(duty: Duty, wording: Wording, by, reason: str) -> None:
    """Decide that a wording of the own county does not mean this duty; the families follow soon."""
    require_reach(by, Item.published.filter(wording=wording))
    centre = centre_of(duty, but=wording)
    if wording.duty_id != duty.pk or centre is None:
        raise NotDecided("这种写法已不在这项职责中，或者是其中唯一的写法，不能分出。请刷新后再看。")
    decide(centre, wording, False, by, reason)


def merge(duty: Duty, other: Duty, by, reason: str) -> None:
    """Decide that two duties are one, of which the own county has both."""
    for one in (duty, other):
        require_reach(by, Item.published.filter(wording__duty=one))
    if duty.pk == other.pk:
        raise NotDecided("两项是同一项职责，不必合并。请填写另一项职责的编号。")
    decide(centre_of(duty), centre_of(other), True, by, reason)


def centre_of(duty: Duty, but: Wording | None = None) -> Wording | None:
    """The wording of a duty that most rows carry."""
    wordings = duty.wordings.order_by("-published", "pk")
    return (wordings.exclude(pk=but.pk) if but else wordings).first()


def decide(one: Wording | None, other: Wording | None, same: bool, by, reason: str) -> None:
    """Record a decision on two wordings; it takes the place of an earlier one on the same two.

    Where they are not the same, `one` stays in its duty and `other` leaves.
    """
    if one is None or other is None:
        raise NotDecided("这项职责已没有事项，不能合并。请刷新后再看。")
    account = access.account_of(by)
    with transaction.atomic():
        pair = DutyDecision.objects.filter(
            Q(first=one.digest, second=other.digest) | Q(first=other.digest, second=one.digest)
        )
        earlier = pair.select_for_update().values("same", "reason").first()
        pair.delete()
        DutyDecision.objects.create(
            first=one.digest, second=other.digest, same=same, reason=reason, decided_by=by
        )
        audit.record(
            AuditRecord.Act.DECIDE_DUTY,
            by,
            f"{one.name[:100]} / {other.name[:100]}",
            county=account.county if account else None,
            before=earlier,
            after={"same": same, "reason": reason},
            note=reason,
        )
        ask_to_refresh(sort_duties)


def require_reach(by, rows: QuerySet[Item]) -> None:
    """Raise NotDecided where none of some rows is the own county's, PermissionDenied for others.

    Rows in force: a draft that copies another county's list gives no say in its duties.
    """
    access.require(by, Act.DECIDE_DUTY)
    reach = access.office_reach(by)
    if reach.county_id and not rows.filter(county=reach.county_id).exists():
        raise NotDecided(
            "只能对本县（市、区）清单中有的写法和职责作决定。涉及外县的，请联系系统管理员。"
        )
