"""What the pages of the admin share: who may open them, and that documents are not edited."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class AdministratorsOnly(admin.ModelAdmin):
    """For administrators: no permission of a group opens these rows to anybody else."""

    def has_module_permission(self, request) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser


class InternalAdmin(AdministratorsOnly):
    """Shows rows in every state."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model.internal.all()


class ReadOnlyAdmin(AdministratorsOnly):
    """For what comes from documents: corrections are records of their own, never edits."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class InternalReadOnlyAdmin(ReadOnlyAdmin, InternalAdmin):
    """Shows rows in every state, and changes none."""
