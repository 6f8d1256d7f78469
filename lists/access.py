"""Who may see what: every view asks here, with the person who is looking.

Anonymous people get what the `published` managers give. Staff get the drafts of their own
township or county besides: a draft stands in for its township only where no edition is in force.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from lists.models import (
    Account,
    Category,
    County,
    Department,
    Edition,
    Item,
    System,
    Township,
)
from lists.models.occurring import Occurs


def account_of(user) -> Account | None:
    """The account (岗位) of a logged-in person, None for everyone else."""
    return getattr(user, "account", None) if user.is_authenticated else None


def county_of(user) -> County | None:
    """The county of a person's account."""
    account = account_of(user)
    return account.home_county if account else None


@dataclass(frozen=True)
class Reach:
    """Whose drafts a person may read: a township's, a county's, or with neither all."""

    county_id: int | None = None
    township_id: int | None = None

    def editions(self) -> QuerySet[Edition]:
        """All editions within reach, in every state."""
        editions = Edition.internal.select_related("township__county")
        if self.township_id:
            return editions.filter(township=self.township_id)
        return editions.filter(township__county=self.county_id) if self.county_id else editions

    def covers(self, edition: Edition) -> bool:
        """Whether an edition is within reach."""
        return (self.township_id in (None, edition.township_id)) and (
            self.county_id in (None, edition.township.county_id)
        )


def draft_reach(user) -> Reach | None:
    """How far a person may read drafts; None for who reads only what is published."""
    if not user.is_authenticated or not user.is_active:
        return None
    account = account_of(user)
    if user.is_superuser or (account and account.role == Account.Role.ADMINISTRATOR):
        return Reach()
    if account and account.role == Account.Role.TOWNSHIP_EDITOR:
        return Reach(township_id=account.township_id)
    if account and account.role == Account.Role.LIST_OFFICE:
        return Reach(county_id=account.county_id)
    return None  # department officials read what is published


class Act(StrEnum):
    """What a person may be allowed to do; the words are those of the audit record."""

    UPLOAD = "upload"
    REVIEW = "review"
    TAKE_SOURCE = "take_source"
    CORRECT = "correct"
    ACCEPT = "accept"
    SUBMIT = "submit"
    RETURN = "return"
    SECRECY_CHECK = "secrecy_check"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    ANSWER_REPORT = "answer_report"
    DECIDE_DUTY = "decide_duty"
    SEE_AUDIT = "see_audit"


OFFICE = frozenset({Account.Role.LIST_OFFICE, Account.Role.ADMINISTRATOR})
# Role x act, each within the reach of the role (`draft_reach`): an office in its county, a
# township editor in the own township. Whoever has no role, and departments, do none of these.
ALLOWED: dict[Act, frozenset[str]] = {
    **dict.fromkeys(Act, OFFICE),
    Act.REVIEW: OFFICE | {Account.Role.TOWNSHIP_EDITOR},
    Act.TAKE_SOURCE: OFFICE | {Account.Role.TOWNSHIP_EDITOR},
    Act.SEE_AUDIT: frozenset({Account.Role.ADMINISTRATOR}),
}


def role_of(user) -> str | None:
    """The role of a person; who administers the machine has that of an administrator."""
    if not user.is_authenticated or not user.is_active:
        return None
    if user.is_superuser:
        return Account.Role.ADMINISTRATOR
    account = account_of(user)
    return account.role if account else None


def may(user, act: Act, edition: Edition | None = None) -> bool:
    """Whether a person may do this; with an edition, whether to this one."""
    reach = draft_reach(user)
    if reach is None or role_of(user) not in ALLOWED[act]:
        return False
    return edition is None or reach.covers(edition)


def require(user, act: Act, edition: Edition | None = None) -> None:
    """Raise PermissionDenied unless a person may do this."""
    if not may(user, act, edition):
        raise PermissionDenied


def office_reach(user) -> Reach | None:
    """For which county a person works as its list office: all for administrators, else None."""
    reach = draft_reach(user)
    return None if reach is None or reach.township_id else reach


def readable_editions(user) -> QuerySet[Edition]:
    """Editions a person may open: in force or superseded for all, any state within reach."""
    reach = draft_reach(user)
    public = Edition.internal.select_related("township__county").filter(
        state__in=[Edition.State.PUBLISHED, Edition.State.SUPERSEDED]
    )
    return public if reach is None else public | reach.editions()


def may_review(user, edition: Edition) -> bool:
    """Whether a person may see how an edition was read: its findings."""
    return may(user, Act.REVIEW, edition)


def editions(user) -> QuerySet[Edition]:
    """One edition per township: the one in force, else the newest draft within reach."""
    reach = draft_reach(user)
    if reach is None:
        return Edition.published.select_related("township__county")
    return Edition.internal.select_related("township__county").filter(
        Q(state=Edition.State.PUBLISHED) | Q(pk__in=standing_drafts(user, reach))
    )


def edition_in_force(user, shown: Edition) -> Edition | None:
    """The edition that stands for the township of the one shown, for this person."""
    if shown.state == Edition.State.PUBLISHED:
        return shown
    return editions(user).filter(township=shown.township).first()


def standing_drafts(user, reach: Reach) -> list[int]:
    """Ids of the newest draft of each township within reach that has no edition in force.

    Asked several times for one page, so remembered on the user object of the request.
    """
    if not hasattr(user, "standing_drafts"):
        in_force = Edition.published.filter(township=OuterRef("township"))
        drafts = (
            reach.editions()
            .filter(~Exists(in_force), state__in=Edition.UNPUBLISHED)
            .order_by("township_id", "-imported_at", "-pk")
            .distinct("township_id")
        )
        user.standing_drafts = list(drafts.values_list("pk", flat=True))
    return user.standing_drafts


def items(user) -> QuerySet[Item]:
    """The rows of `editions(user)`: what a person searches, counts and browses."""
    reach = draft_reach(user)
    if reach is None:
        return Item.published.all()
    drafts = standing_drafts(user, reach)
    return Item.internal.filter(Q(edition__state=Edition.State.PUBLISHED) | Q(edition__in=drafts))


def draft_items(user) -> QuerySet[Item] | None:
    """Those of `items(user)` that are not published; None where there are none."""
    reach = draft_reach(user)
    drafts = standing_drafts(user, reach) if reach else []
    return Item.internal.filter(edition__in=drafts) if drafts else None


def townships(user) -> QuerySet[Township]:
    """Townships with an edition the person may see."""
    if draft_reach(user) is None:
        return Township.published.select_related("county")
    return Township.internal.select_related("county").filter(
        Exists(editions(user).filter(township=OuterRef("pk")))
    )


def counties(user) -> QuerySet[County]:
    """Counties with such a township."""
    if draft_reach(user) is None:
        return County.published.all()
    return County.internal.filter(Exists(editions(user).filter(township__county=OuterRef("pk"))))


def departments(user) -> QuerySet[Department]:
    """Departments with a part in a row the person may see."""
    if draft_reach(user) is None:
        return Department.published.select_related("county")
    return Department.internal.select_related("county").filter(
        Occurs(items(user).filter(departments=OuterRef("pk")))
    )


def systems(user) -> QuerySet[System]:
    """Systems with such a department."""
    if draft_reach(user) is None:
        return System.published.all()
    return System.internal.filter(Occurs(departments(user).filter(system=OuterRef("pk"))))


def categories(user) -> QuerySet[Category]:
    """Categories used by a row the person may see."""
    if draft_reach(user) is None:
        return Category.published.all()
    return Category.internal.filter(Occurs(items(user).filter(category=OuterRef("pk"))))
