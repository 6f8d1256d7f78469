"""The pages of the admin, and the answers due to everyone: they are for administrators."""

from django.contrib import admin
from django.urls import reverse

from lists.models import Edition
from tests.pages.visit import Visit


def admin_visits(draft: Edition) -> dict[str, list[Visit]]:
    """The pages of the admin, for every registered model with one of its objects."""

    def page(name: str, *args) -> Visit:
        return Visit(reverse(f"admin:{name}", args=args), (302,))

    pages = {
        "admin:index": [page("index")],
        "admin:login": [Visit("/admin/login/", (302, 403))],
        "admin:logout": [Visit("/admin/logout/", (302,), data={})],
        "admin:password_change": [page("password_change")],
        "admin:password_change_done": [page("password_change_done")],
        "admin:autocomplete": [page("autocomplete")],
        "admin:jsi18n": [page("jsi18n")],
        "admin:view_on_site": [page("view_on_site", 1, 1)],
        "admin:app_list": [page("app_list", "lists")],
        "admin:(?P<url>.*)$": [Visit("/admin/nowhere/", (302,))],
        "admin:<path:object_id>/": [Visit(f"/admin/lists/edition/{draft.pk}/", (302,))],
        "admin:auth_user_password_change": [page("auth_user_password_change", 1)],
    }
    for model in admin.site._registry:
        stem = f"{model._meta.app_label}_{model._meta.model_name}"
        one = model._base_manager.last()
        key = one.pk if one else 1
        for action in ("changelist", "add"):
            pages[f"admin:{stem}_{action}"] = [page(f"{stem}_{action}")]
        for action in ("change", "history", "delete"):
            pages[f"admin:{stem}_{action}"] = [page(f"{stem}_{action}", key)]
    return pages
