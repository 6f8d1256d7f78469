"""Changing one's own password: tried as often as at a login, recorded, and out everywhere else."""

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from lists import access, audit, lockout
from lists.models import AuditRecord

TITLE = "修改密码"
RULES = "至少 10 位，不能只有数字，不能是常见的密码，也不能与用户名相近。"
DONE = "密码已修改。这个账号在其他地方的登录都已退出。"


class PasswordForm(PasswordChangeForm):
    """The old password and a new one twice; a wrong old one counts as a failed login."""

    error_messages = {
        "password_incorrect": "原密码不对，请重新输入；注意区分大小写。",
        "password_mismatch": "两次输入的新密码不一样，请重新输入。",
        "password_same": "新密码与原密码相同，请换一个。",
    }

    def __init__(self, user, request: HttpRequest, *args, **kwargs):
        self.request = request
        super().__init__(user, *args, **kwargs)
        labels = {
            "old_password": "原密码",
            "new_password1": "新密码",
            "new_password2": "新密码（再输一次）",
        }
        for name, label in labels.items():
            self.fields[name].label, self.fields[name].help_text = label, ""
        self.fields["new_password1"].help_text = RULES
        # Whoever came by a link reads the page from its beginning.
        del self.fields["old_password"].widget.attrs["autofocus"]

    def clean_old_password(self) -> str:
        """The old password, looked at as at a login: lists/lockout.py counts the wrong ones."""
        old = self.cleaned_data["old_password"]
        name = self.user.get_username()
        if authenticate(self.request, username=name, password=old) != self.user:
            raise self.error("password_incorrect")
        return old

    def clean(self) -> dict:
        """Besides what Django asks of a new password, that it is another one."""
        said = super().clean()
        if said.get("new_password1") and said["new_password1"] == said.get("old_password"):
            self.add_error("new_password1", self.error("password_same"))
        return said

    def error(self, code: str) -> forms.ValidationError:
        """What is wrong, in words."""
        return forms.ValidationError(self.error_messages[code], code=code)


class ChangePassword(auth.PasswordChangeView):
    """The page 修改密码, for everyone who can log in."""

    form_class = PasswordForm
    template_name = "registration/password.html"
    success_url = reverse_lazy("desk")
    extra_context = {"breadcrumbs": [("工作台", reverse_lazy("desk")), (TITLE, "")]}

    def get_form_kwargs(self) -> dict:
        """The form asks for the request to count failures by."""
        return super().get_form_kwargs() | {"request": self.request}

    def form_invalid(self, form: PasswordForm) -> HttpResponse:
        """The form again, with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        """Save, stay logged in here alone, and record it."""
        user = self.request.user
        with transaction.atomic():
            response = super().form_valid(form)
            audit.record(
                AuditRecord.Act.CHANGE_PASSWORD,
                user,
                user.get_username(),
                county=access.county_of(user),
            )
            lockout.forgive(self.request, {"username": user.get_username()})
        messages.success(self.request, DONE)
        return response


def admin_password(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """Stands in for the admin's own form: there is one place to change a password."""
    return redirect(reverse("password"))
