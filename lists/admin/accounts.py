"""The admin's pages of accounts: users, their roles and groups; every change is recorded."""

from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from lists import access, audit
from lists.admin.recorded import RecordedAdmin, Told
from lists.models import Account, AuditRecord, County

Act = AuditRecord.Act
ACTIVE = str(get_user_model()._meta.get_field("is_active").verbose_name)


class RecordedUserAdmin(RecordedAdmin, UserAdmin):
    """Users; of a password the record tells that it was set, and never what it is."""

    untold = ("password", "last_login", "date_joined")

    def act_of(self, before: Told, after: Told) -> Act:
        """Made, deleted, switched off or on, or otherwise changed."""
        if not before or not after:
            return Act.DELETE_ACCOUNT if before else Act.MAKE_ACCOUNT
        if before[ACTIVE] == after[ACTIVE]:
            return Act.CHANGE_ACCOUNT
        return Act.ENABLE_ACCOUNT if after[ACTIVE] else Act.DISABLE_ACCOUNT

    def subject_of(self, obj) -> str:
        """The name one logs in by."""
        return obj.get_username()

    def county_of(self, obj) -> County | None:
        """The county of the user's role."""
        return access.county_of(obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = ""):
        """The form that sets somebody's password; what it does is recorded."""
        with transaction.atomic():
            before = self.get_object(request, unquote(id))
            response: HttpResponse = super().user_change_password(request, id, form_url)
            after = self.get_object(request, unquote(id))
            if before.password != after.password:
                usable = [user.has_usable_password() for user in (before, after)]
                audit.record(
                    Act.SET_PASSWORD,
                    request.user,
                    after.get_username(),
                    county=access.county_of(after),
                    before={"usable_password": usable[0]} if len(set(usable)) == 2 else {},
                    after={"usable_password": usable[1]} if len(set(usable)) == 2 else {},
                )
        return response


class RecordedGroupAdmin(RecordedAdmin, GroupAdmin):
    """Groups and what their members may do in the admin."""

    def act_of(self, before: Told, after: Told) -> Act:
        """One word for all that is done to a group."""
        return Act.CHANGE_GROUP


class AccountAdmin(RecordedAdmin):
    """Roles: who works as what, and how far that reaches."""

    list_display = ["user", "role", "county", "township", "department"]
    list_filter = ["role"]
    list_select_related = ["user", "county", "township", "department"]

    def act_of(self, before: Told, after: Told) -> Act:
        """One word for a role that is given, changed or taken away."""
        return Act.CHANGE_ROLE

    def subject_of(self, obj: Account) -> str:
        """The name of the person whose role it is."""
        return obj.user.get_username()

    def county_of(self, obj: Account) -> County | None:
        """The county of the place or body the role is bound to."""
        return obj.home_county
