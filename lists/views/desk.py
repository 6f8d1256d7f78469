"""The desk: where staff arrive after logging in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lists import access, report_answers
from lists.models import Edition


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
            "editions": own.order_by("township__county__name", "township__name", "-imported_at"),
            "breadcrumbs": [("工作台", "")],
        },
    )
