"""The admin's pages of places: counties, with the packs of their lists, and townships."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from lists.admin.recorded import EditedAdmin
from lists.models import County
from lists.packs.tasks import ask_for_pack


class CountyAdmin(EditedAdmin):
    """Counties; an action has all published lists of some packed to be taken away."""

    list_display = ["name", "prefecture", "province", "slug"]
    list_filter = ["province"]
    search_fields = ["name", "prefecture"]
    actions = ["make_pack"]

    @admin.action(description="制作整县打包下载（ZIP）")
    def make_pack(self, request: HttpRequest, counties: QuerySet[County]):
        base = f"{request.scheme}://{request.get_host()}"
        public = set(County.published.filter(pk__in=counties).values_list("pk", flat=True))
        for county in counties:
            if county.pk not in public:
                words = f"{county}：还没有已公布的清单，先公布清单再打包。"
                self.message_user(request, words, messages.ERROR)
            elif ask_for_pack(county, base):
                words = f"{county}：已排队制作，完成后县页面上会出现下载链接。"
                self.message_user(request, words)
            else:
                self.message_user(request, f"{county}：已经在排队，不必重复。", messages.WARNING)


class TownshipAdmin(EditedAdmin):
    """Townships."""

    list_display = ["name", "kind", "county", "slug"]
    list_filter = ["kind", "county"]
    list_select_related = ["county"]
    search_fields = ["name"]
