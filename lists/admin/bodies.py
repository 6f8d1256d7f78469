"""The admin's pages of departments, systems and categories."""

from lists.admin.recorded import EditedAdmin


class DepartmentAdmin(EditedAdmin):
    list_display = ["name", "county", "system", "aliases"]
    list_filter = ["county", "system"]
    list_select_related = ["county", "system"]
    search_fields = ["name", "aliases"]


class SystemAdmin(EditedAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]


class CategoryAdmin(EditedAdmin):
    list_display = ["name", "aliases", "position"]
    search_fields = ["name"]
