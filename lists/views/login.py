"""Coming in: the login form, what it records, and the page of who failed too often."""

import math

from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model
from django.contrib.auth import views as auth
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from lists import access, audit, lockout
from lists.clients import address_of
from lists.models import AuditRecord


class Login(auth.LoginView):
    """The login form; who comes in is recorded, and the browser known from then on."""

    redirect_authenticated_user = True

    def form_valid(self, form) -> HttpResponse:
        user = form.get_user()
        with transaction.atomic():
            response = super().form_valid(form)
            audit.record(
                AuditRecord.Act.LOG_IN,
                user,
                user.get_username(),
                county=access.county_of(user),
                after={"remote_address": address_of(self.request)},
            )
        lockout.remember_device(self.request, response, user.get_username())
        return response


def admin_login(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """Stands in for the admin's own login form: there is one way in.

    Raises PermissionDenied for somebody who is logged in and no administrator.
    """
    asked = request.GET.get(REDIRECT_FIELD_NAME, "")
    back = asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else ""
    if not request.user.is_authenticated:
        query = {REDIRECT_FIELD_NAME: back or reverse("admin:index")}
        return HttpResponseRedirect(reverse("login", query=query))
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect(back or "admin:index")


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict) -> HttpResponse:
    """The page of who failed too often; the failure that led to the lock is recorded."""
    locks = lockout.used_up(request, credentials)
    if request.axes_failures_since_start:  # attempts during a lock count no more
        record(request, credentials, "；".join(lock.words for lock in locks))
    until = timezone.localtime(lockout.locked_until(locks))
    left = max(1, math.ceil((until - timezone.now()).total_seconds() / 60))
    page = render(
        request, "registration/locked.html", {"until": until, "minutes": left}, status=429
    )
    page["Retry-After"] = str(left * 60)
    return page


def record(request: HttpRequest, credentials: dict, why: str) -> None:
    """Record a lock-out; a name that is no account's may be a password and is not kept."""
    name = lockout.typed_name(request, credentials)
    user = get_user_model().objects.select_related("account").filter(username=name).first()
    audit.record(
        AuditRecord.Act.LOCK_OUT,
        request.user,
        name if user else "不存在的账号",
        county=access.county_of(user) if user else None,
        after={"remote_address": address_of(request)},
        note=why,
    )
