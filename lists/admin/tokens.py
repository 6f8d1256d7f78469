"""The admin's page of the tokens for programs: made and revoked here, never shown again."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from lists import access, audit
from lists.admin.bases import AdministratorsOnly
from lists.models import ApiToken, AuditRecord


class ApiTokenAdmin(AdministratorsOnly):
    """A token is made, shown once, and revoked; it is neither edited nor deleted."""

    list_display = ["name", "user", "created_at", "last_used_at", "revoked_at"]
    list_filter = ["user"]
    list_select_related = ["user"]
    fields = ["name", "user"]
    actions = ["revoke"]

    def get_readonly_fields(self, request: HttpRequest, obj: ApiToken | None = None):
        return ["name", "user", "created_at", "last_used_at", "revoked_at"] if obj else []

    def get_fields(self, request: HttpRequest, obj: ApiToken | None = None):
        return self.get_readonly_fields(request, obj) or self.fields

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_change_permission(request, obj) and obj is None

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ApiToken, form, change: bool) -> None:
        """Make the token, record who made it, and show the secret, once."""
        secret = obj.renew()
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            self.record(AuditRecord.Act.MAKE_TOKEN, request, obj)
        words = f"令牌只显示这一次，请现在抄存：{secret}"
        self.message_user(request, words, messages.WARNING)

    @admin.action(description="停用所选令牌")
    def revoke(self, request: HttpRequest, tokens: QuerySet[ApiToken]) -> None:
        for token in tokens.filter(revoked_at=None):
            with transaction.atomic():
                token.revoked_at = timezone.now()
                token.save(update_fields=["revoked_at"])
                self.record(AuditRecord.Act.REVOKE_TOKEN, request, token)
            self.message_user(request, f"“{token}”已停用。")

    def record(self, act: AuditRecord.Act, request: HttpRequest, token: ApiToken) -> None:
        """Record whose token was made or revoked, and what it was for."""
        told = {"name": token.name, "user": token.user.get_username()}
        made = act == AuditRecord.Act.MAKE_TOKEN
        before, after = ({}, told) if made else (told, {"revoked_at": str(token.revoked_at)})
        county = access.county_of(token.user)
        audit.record(act, request.user, str(token), county=county, before=before, after=after)
