"""The admin, for administrators: every model, in Chinese."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import format_html_join

from lists import publication
from lists.admin_accounts import AccountAdmin, RecordedGroupAdmin, RecordedUserAdmin
from lists.admin_bases import InternalReadOnlyAdmin, ReadOnlyAdmin
from lists.admin_places import CountyAdmin, TownshipAdmin
from lists.admin_recorded import EditedAdmin
from lists.admin_review import (
    AcceptanceAdmin,
    AuditRecordAdmin,
    CorrectionAdmin,
    DocumentAdmin,
    ErrorReportAdmin,
    IntakeAdmin,
)
from lists.admin_search import (
    CountAdmin,
    DutyAdmin,
    DutyDecisionAdmin,
    SearchRecordAdmin,
    ThesaurusGroupAdmin,
)
from lists.admin_tokens import ApiTokenAdmin
from lists.models import (
    Acceptance,
    Account,
    ApiToken,
    ApiUse,
    AuditRecord,
    Category,
    Clause,
    CooperationItem,
    Correction,
    County,
    Department,
    Document,
    Duty,
    DutyCount,
    DutyDecision,
    DutySystem,
    Edition,
    ErrorReport,
    Intake,
    Involvement,
    Item,
    PlaceCount,
    RevokedItem,
    SearchRecord,
    System,
    ThesaurusGroup,
    TokenFrequency,
    Township,
)
from lists.models.editions import NotPublishable
from lists.views.login import admin_login
from lists.views.password import admin_password

admin.site.site_header = "乡镇履职事项清单门户 · 管理"
admin.site.site_title = "清单门户管理"
admin.site.index_title = "数据管理"
admin.site.login = admin_login
admin.site.password_change = admin_password


@admin.register(Department)
class DepartmentAdmin(EditedAdmin):
    list_display = ["name", "county", "system", "aliases"]
    list_filter = ["county", "system"]
    list_select_related = ["county", "system"]
    search_fields = ["name", "aliases"]


@admin.register(System)
class SystemAdmin(EditedAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(Clause)
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


@admin.register(Category)
class CategoryAdmin(EditedAdmin):
    list_display = ["name", "aliases", "position"]
    search_fields = ["name"]


@admin.register(Edition)
class EditionAdmin(InternalReadOnlyAdmin):
    """Editions are read here and moved between states by the actions, each asked for twice."""

    list_display = ["township", "date_label", "state", "markings", "source_name", "published_at"]
    list_filter = ["state", "restricted", "township__county"]
    list_select_related = ["township__county"]
    search_fields = ["township__name", "source_name"]
    actions = ["record_secrecy_check", "publish", "withdraw", "restore"]
    exclude = ["findings", "declared"]
    readonly_fields = ["findings_shown", "declared_shown"]

    @admin.display(description="导入发现的问题")
    def findings_shown(self, edition: Edition) -> str:
        lines = ((f["where"], f["message"]) for f in edition.findings)
        return format_html_join("", "<p>{}：{}</p>", lines) or "无"

    @admin.display(description="文件自述数量")
    def declared_shown(self, edition: Edition) -> str:
        lines = ((s["where"], s["count"]) for s in edition.declared.get("statements", []))
        return format_html_join("", "<p>{}：{}</p>", lines) or "无"

    @admin.action(description="记录保密审查（须由导入人以外的人办理）")
    def record_secrecy_check(self, request: HttpRequest, editions: QuerySet[Edition]):
        return self.ask_then(
            request, editions, "已由您完成保密审查", publication.check_secrecy, takes_note=True
        )

    @admin.action(description="公布所选版本")
    def publish(self, request: HttpRequest, editions: QuerySet[Edition]):
        publish = partial(publication.publish, even_older=True)
        return self.ask_then(request, editions, "公布，所有人都可以看到", publish)

    @admin.action(description="撤回所选版本")
    def withdraw(self, request: HttpRequest, editions: QuerySet[Edition]):
        words = "撤回，公众将看不到这份清单"
        return self.ask_then(request, editions, words, publication.withdraw, takes_note=True)

    @admin.action(description="恢复所选已撤回的版本")
    def restore(self, request: HttpRequest, editions: QuerySet[Edition]):
        words = "恢复，公众又可以看到这份清单"
        return self.ask_then(request, editions, words, publication.restore, takes_note=True)

    def ask_then(
        self, request: HttpRequest, editions: QuerySet[Edition], words: str, act, takes_note=False
    ):
        """Ask once more; when confirmed, act on each edition, log it, and say what came of it."""
        if "confirmed" not in request.POST:
            context = self.admin_site.each_context(request) | {
                "title": f"请确认：{words}",
                "editions": editions,
                "action": request.POST["action"],
                "takes_note": takes_note,
                "opts": self.opts,
            }
            return TemplateResponse(request, "admin/confirm_editions.html", context)
        given = {"note": request.POST.get("note", "").strip()} if takes_note else {}
        for edition in editions:
            try:
                act(edition, request.user, **given)
                self.log_change(request, edition, words)
                self.message_user(request, f"{edition}：{words}。")
            except NotPublishable as reason:
                self.message_user(request, f"{edition}：{reason}", messages.ERROR)
        return None


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


admin.site.register(Item, RowAdmin)
admin.site.register(CooperationItem, RowAdmin)
admin.site.register(RevokedItem, RowAdmin)


@admin.register(Involvement)
class InvolvementAdmin(ReadOnlyAdmin):
    list_display = ["department", "item", "position", "as_printed"]
    list_filter = ["department__county"]
    list_select_related = ["department", "item"]
    search_fields = ["department__name", "as_printed"]


@admin.register(TokenFrequency)
class TokenFrequencyAdmin(ReadOnlyAdmin):
    list_display = ["token", "items"]
    ordering = ["-items"]
    search_fields = ["token"]


admin.site.register(County, CountyAdmin)
admin.site.register(Township, TownshipAdmin)
admin.site.register(ThesaurusGroup, ThesaurusGroupAdmin)
admin.site.register(SearchRecord, SearchRecordAdmin)
admin.site.register(Duty, DutyAdmin)
admin.site.register(DutyCount, CountAdmin)
admin.site.register(DutySystem, CountAdmin)
admin.site.register(PlaceCount, CountAdmin)
admin.site.register(ApiUse, ReadOnlyAdmin)
admin.site.register(DutyDecision, DutyDecisionAdmin)
admin.site.register(AuditRecord, AuditRecordAdmin)
admin.site.register(ApiToken, ApiTokenAdmin)
admin.site.register(Document, DocumentAdmin)
admin.site.register(Intake, IntakeAdmin)
admin.site.register(Correction, CorrectionAdmin)
admin.site.register(Acceptance, AcceptanceAdmin)
admin.site.register(ErrorReport, ErrorReportAdmin)
admin.site.register(Account, AccountAdmin)
# Django's own pages of these record nothing.
admin.site.unregister([Group, get_user_model()])
admin.site.register(Group, RecordedGroupAdmin)
admin.site.register(get_user_model(), RecordedUserAdmin)
