"""The desk: where staff arrive after logging in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lists import access
from lists.models import Edition


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The person's role and the lists in his own scope, drafts included."""
    scope = access.draft_scope(request.user)
    own = Edition.internal.none()
    if scope is not None:
        own = Edition.internal.filter(scope).select_related("township__county")
    return render(
        request,
        "desk.html",
        {
            "account": access.account_of(request.user),
            "editions": own.order_by("township__county__name", "township__name", "-imported_at"),
            "breadcrumbs": [("我的工作台", "")],
        },
    )
