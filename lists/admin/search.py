"""The admin's pages of the thesaurus, of the search record and of duties."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from lists.admin.bases import AdministratorsOnly, ReadOnlyAdmin
from lists.models import Duty, ThesaurusGroup
from lists.thesaurus_form import ThesaurusForm


class GroupForm(ThesaurusForm):
    """The form of the portal with what only administrators decide."""

    class Meta(ThesaurusForm.Meta):
        fields = [
            "county",
            *ThesaurusForm.Meta.fields,
            "category",
            "why",
            "active",
            "switched_off_in",
        ]


class ThesaurusGroupAdmin(AdministratorsOnly):
    """Groups of the reviewed files can be switched off here; those made in the portal edited."""

    form = GroupForm
    list_display = ["__str__", "county", "relation", "source", "active"]
    list_filter = ["active", "relation", "source", "county"]
    list_select_related = ["county"]
    search_fields = ["means", "said", "examples"]
    filter_horizontal = ["switched_off_in"]

    def get_readonly_fields(self, request: HttpRequest, obj: ThesaurusGroup | None = None):
        if obj is None or not obj.source:
            return []
        return [name for name in GroupForm.Meta.fields if name != "active"]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        # A group of a file would come back with the next reading of the file.
        return super().has_delete_permission(request, obj) and not (obj and obj.source)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        queryset.filter(source="").delete()


class SearchRecordAdmin(ReadOnlyAdmin):
    """What was looked for; old records go by themselves."""

    list_display = ["query", "county", "township", "results", "clicked", "searched_on"]
    list_filter = ["searched_on", "county"]
    list_select_related = ["county", "township"]
    search_fields = ["query"]


class DutyAdmin(ReadOnlyAdmin):
    """Families of wordings, made at publication; people decide about them on the duty's page."""

    list_display = ["short_name", "townships", "basic", "cooperation", "revoked", "sureness"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model.internal.all()

    @admin.display(description="名称")
    def short_name(self, duty: Duty) -> str:
        return str(duty)


class CountAdmin(ReadOnlyAdmin):
    """What was counted; it goes with the place or the body it counts for."""

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_superuser


class DutyDecisionAdmin(ReadOnlyAdmin):
    """What was decided of two wordings; deleting a decision leaves them to their likeness again."""

    list_display = ["__str__", "same", "decided_by", "decided_at"]
    list_filter = ["same"]
    search_fields = ["reason"]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_superuser


class TokenFrequencyAdmin(ReadOnlyAdmin):
    list_display = ["token", "items"]
    ordering = ["-items"]
    search_fields = ["token"]
