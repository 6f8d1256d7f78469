"""The desk: where staff arrive after logging in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lists import access
from lists.models import Edition


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The person's role, and the lists within reach, drafts included."""
    account, reach = access.account_of(request.user), access.draft_reach(request.user)
    own = reach.editions() if reach else Edition.internal.none()
    department = None
    if account and account.department_id:
        # Its page exists once a published list names it.
        department = access.departments(request.user).filter(pk=account.department_id).first()
    return render(
        request,
        "desk.html",
        {
            "account": account,
            "department": department,
            "editions": own.order_by("township__county__name", "township__name", "-imported_at"),
            "breadcrumbs": [("工作台", "")],
        },
    )
