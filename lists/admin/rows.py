"""The admin's pages of rows, their clauses, and the departments in them."""

from django.contrib import admin

from lists.admin.bases import InternalReadOnlyAdmin, ReadOnlyAdmin
from lists.models import Clause, Involvement, Item


class InvolvementInline(admin.TabularInline):
    model = Involvement
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


class RowAdmin(InternalReadOnlyAdmin):
    """Rows of the lists, as the documents have them."""

    list_display = ["township", "kind", "number", "category", "short_name"]
    list_filter = ["kind", "township", "category"]
    list_select_related = ["township", "category"]
    search_fields = ["name"]
    inlines = [InvolvementInline]

    @admin.display(description="事项名称")
    def short_name(self, item: Item) -> str:
        return item.name if len(item.name) <= 60 else item.name[:60] + "…"


class ClauseAdmin(ReadOnlyAdmin):
    """Clauses are read from the documents; they are looked at here, not edited."""

    list_display = ["item", "side", "number", "short_text", "assumed"]
    list_filter = ["side", "assumed"]
    list_select_related = ["item"]
    search_fields = ["text"]
    raw_id_fields = ["item", "departments"]

    @admin.display(description="内容")
    def short_text(self, clause: Clause) -> str:
        return clause.text if len(clause.text) <= 60 else clause.text[:60] + "……"


class InvolvementAdmin(ReadOnlyAdmin):
    list_display = ["department", "item", "position", "as_printed"]
    list_filter = ["department__county"]
    list_select_related = ["department", "item"]
    search_fields = ["department__name", "as_printed"]
