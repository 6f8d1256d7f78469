"""The admin's pages of documents, of what people said about them, and of who did what: to read.

Whoever has to change one of these does so on the pages of the list office, where it is recorded.
"""

from django.contrib import admin

from lists.admin.bases import ReadOnlyAdmin
from lists.models import ErrorReport


class AuditRecordAdmin(ReadOnlyAdmin):
    """The database itself refuses changes; the portal's own page filters and exports."""

    list_display = ["at", "user_name", "act", "county", "subject", "note"]
    list_filter = ["act", "at"]
    list_select_related = ["county"]
    search_fields = ["user_name", "subject", "note"]
    date_hierarchy = "at"

    def get_actions(self, request) -> dict:
        return {}


class DocumentAdmin(ReadOnlyAdmin):
    """Source files by their hash; the bytes are given out on the review page alone."""

    list_display = ["__str__", "format", "size", "pages", "kept_at"]
    list_filter = ["format", "kept_at"]
    search_fields = ["sha256"]


class IntakeAdmin(ReadOnlyAdmin):
    """Uploads and what became of them."""

    list_display = ["file_name", "county", "uploaded_by", "uploaded_at", "state", "code"]
    list_filter = ["state", "county"]
    list_select_related = ["county", "uploaded_by"]
    search_fields = ["file_name", "uploaded_by__username", "message"]


class CorrectionAdmin(ReadOnlyAdmin):
    """Corrections laid over rows, those taken back as well."""

    list_display = ["on_township", "place", "column", "old", "new", "reason", "made_by", "made_at"]
    list_filter = ["column", "on_township__county"]
    list_select_related = ["on_township", "made_by"]
    search_fields = ["old", "new", "reason", "on_township__name"]


class AcceptanceAdmin(ReadOnlyAdmin):
    """Warnings that somebody looked at and accepted."""

    list_display = ["edition", "reason", "accepted_by", "accepted_at"]
    list_filter = ["edition__township__county"]
    list_select_related = ["edition__township", "accepted_by"]
    search_fields = ["reason", "edition__township__name"]


class ErrorReportAdmin(ReadOnlyAdmin):
    """What readers reported, and the answers."""

    list_display = ["edition", "row", "short_text", "status", "reported_at", "answered_by"]
    list_filter = ["status", "edition__township__county"]
    list_select_related = ["edition__township", "answered_by"]
    search_fields = ["text", "answer", "edition__township__name"]

    @admin.display(description="事项")
    def row(self, report: ErrorReport) -> str:
        return f"{report.get_kind_display()}第{report.number}项"

    @admin.display(description="反映的问题")
    def short_text(self, report: ErrorReport) -> str:
        return report.text if len(report.text) <= 60 else report.text[:60] + "……"
