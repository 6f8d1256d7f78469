"""The desk: where staff arrive after logging in."""

from django.contrib.auth.decorators import login_required
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lists import access, report_answers
from lists.models import Edition

# An office has some hundred editions; an administrator reads those of 40,000 townships.
MOST_LISTED = 500
BY_PLACE = ("township__county__name", "township__name", "-imported_at")


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The person's role and the lists within reach; an official goes on to the own department."""
    account, reach = access.account_of(request.user), access.draft_reach(request.user)
    office = access.office_reach(request.user)
    own = reach.editions() if reach else Edition.internal.none()
    if account and account.department_id:
        # A department's home is its own page, which exists once a published list names it.
        home = access.departments(request.user).filter(pk=account.department_id).first()
        if home:
            return redirect(home)
    return render(
        request,
        "desk.html",
        {
            "account": account,
            "office": office,
            "waiting_reports": report_answers.waiting(office) if office else 0,
            "sees_audit": access.may(request.user, access.Act.SEE_AUDIT),
            **listed(own),
            "breadcrumbs": [("工作台", "")],
        },
    )


def listed(own: QuerySet[Edition]) -> dict:
    """The editions of a person's reach by place; of too many the first, those not yet public
    before all others.
    """
    number, found = own.count(), own.defer("declared").order_by(*BY_PLACE)
    if number > MOST_LISTED:
        unpublished = Case(When(state__in=Edition.UNPUBLISHED, then=0), default=1)
        found = found.order_by(unpublished, *BY_PLACE)[:MOST_LISTED]
    return {"editions": found, "unlisted": max(0, number - MOST_LISTED)}
