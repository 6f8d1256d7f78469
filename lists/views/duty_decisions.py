"""Where the list office splits a wording off a duty, or joins two duties."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from lists import access
from lists.access import Act
from lists.families.decisions import NotDecided, merge, split
from lists.models import Duty

SOON = "系统正在重新归并，一般几分钟内各页按这个决定显示；以后重新导入也照此办理。"
LONGEST_REASON = 300


@require_POST
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Split off the wording of the form, or join the duty whose number the form names."""
    access.require(request.user, Act.DECIDE_DUTY)
    seen = access.items(request.user).filter(wording__duty=OuterRef("pk"))
    duties = Duty.internal.filter(Exists(seen), merged_into=None)
    duty = get_object_or_404(duties, pk=pk)
    try:
        reason = request.POST.get("note", "").strip()
        if not 0 < len(reason) <= LONGEST_REASON:
            raise NotDecided(f"请写明理由（{LONGEST_REASON} 字以内）。")
        if "wording" in request.POST:
            wording = duty.wordings.filter(pk=number(request, "wording")).first()
            if wording is None:
                raise NotDecided("这种写法已不在这项职责中。请刷新后再看。")
            split(duty, wording, request.user, reason)
        else:
            other = duties.filter(pk=number(request, "other")).first()
            if other is None:
                raise NotDecided("没有这个编号的职责。编号是职责页网址末尾的数字。")
            merge(duty, other, request.user, reason)
    except NotDecided as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"已记录。{SOON}")
    return redirect(duty)


def number(request: HttpRequest, field: str) -> int:
    """A number of the form; NotDecided for anything else."""
    text = request.POST.get(field, "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise NotDecided("请填写职责编号，只用数字。")
    return int(text)
