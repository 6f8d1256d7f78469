"""The admin's page of editions: how they were read, and their moves between states."""

from functools import partial

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import format_html_join

from lists import publication
from lists.admin.bases import InternalReadOnlyAdmin
from lists.models import Edition
from lists.models.editions import NotPublishable


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
