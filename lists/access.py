"""Who may see what: every view asks here, with the person who is looking.

Anonymous people get what the `published` managers give. Staff get the drafts of their own
township or county besides: a draft stands in for its township only where no edition is in force.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from lists.models import Account, Category, County, Department, Edition, Item, Township


def account_of(user) -> Account | None:
    """The account (岗位) of a logged-in person, None for everyone else."""
    return getattr(user, "account", None) if user.is_authenticated else None


def draft_scope(user) -> Q | None:
    """Which townships' drafts a person may read, as a filter on editions; None for nobody's."""
    if not user.is_authenticated or not user.is_active:
        return None
    account = account_of(user)
    if user.is_superuser or (account and account.role == Account.Role.ADMINISTRATOR):
        return Q()
    if account and account.role == Account.Role.TOWNSHIP_EDITOR:
        return Q(township_id=account.township_id)
    if account and account.role == Account.Role.LIST_OFFICE:
        return Q(township__county_id=account.county_id)
    return None  # department officials read what is published


def readable_editions(user) -> QuerySet[Edition]:
    """Editions a person may open: in force or superseded for all, any state in one's own scope."""
    scope = draft_scope(user)
    public = Q(state__in=[Edition.State.PUBLISHED, Edition.State.SUPERSEDED])
    editions = Edition.internal.select_related("township__county")
    return editions.filter(public if scope is None else public | scope)


def may_review(user, edition: Edition) -> bool:
    """Whether a person may see how an edition was read: its findings, file and raw rows."""
    scope = draft_scope(user)
    return scope is not None and Edition.internal.filter(scope, pk=edition.pk).exists()


def editions(user) -> QuerySet[Edition]:
    """One edition per township: the one in force, else the newest draft the person may read."""
    scope = draft_scope(user)
    if scope is None:
        return Edition.published.select_related("township__county")
    return Edition.internal.select_related("township__county").filter(
        Q(state=Edition.State.PUBLISHED) | Q(pk__in=standing_drafts(user, scope))
    )


def standing_drafts(user, scope: Q) -> list[int]:
    """Ids of the newest draft of each township in scope that has no edition in force.

    Asked several times for one page, so remembered on the user object of the request.
    """
    if not hasattr(user, "standing_drafts"):
        in_force = Edition.published.filter(township=OuterRef("township"))
        drafts = (
            Edition.internal.filter(scope, ~Exists(in_force), state=Edition.State.DRAFT)
            .order_by("township_id", "-imported_at", "-pk")
            .distinct("township_id")
        )
        user.standing_drafts = list(drafts.values_list("pk", flat=True))
    return user.standing_drafts


def items(user) -> QuerySet[Item]:
    """The rows of `editions(user)`: what a person searches, counts and browses."""
    scope = draft_scope(user)
    if scope is None:
        return Item.published.all()
    drafts = standing_drafts(user, scope)
    return Item.internal.filter(Q(edition__state=Edition.State.PUBLISHED) | Q(edition__in=drafts))


def townships(user) -> QuerySet[Township]:
    """Townships with an edition the person may see."""
    if draft_scope(user) is None:
        return Township.published.select_related("county")
    return Township.internal.select_related("county").filter(
        Exists(editions(user).filter(township=OuterRef("pk")))
    )


def counties(user) -> QuerySet[County]:
    """Counties with such a township."""
    if draft_scope(user) is None:
        return County.published.all()
    return County.internal.filter(Exists(editions(user).filter(township__county=OuterRef("pk"))))


def departments(user) -> QuerySet[Department]:
    """Departments named in a row the person may see."""
    if draft_scope(user) is None:
        return Department.published.select_related("county")
    return Department.internal.select_related("county").filter(
        Exists(items(user).filter(departments=OuterRef("pk")))
    )


def categories(user) -> QuerySet[Category]:
    """Categories used by a row the person may see."""
    if draft_scope(user) is None:
        return Category.published.all()
    return Category.internal.filter(Exists(items(user).filter(category=OuterRef("pk"))))
