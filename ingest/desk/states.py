"""Moves an edition on or back from its review page: submit, check, publish, withdraw, restore."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ingest.desk.forms import PublishForm, ReasonForm
from ingest.desk.paper import open_paper
from ingest.desk.review import review
from lists import publication
from lists.access import Act
from lists.models import Edition
from lists.models.editions import NotPublishable

# Acts that need no more than a reason, and what is said once they are done.
WITH_REASON = {
    Act.RETURN: (publication.return_to_draft, "已退回草稿，可以继续更正。"),
    Act.SECRECY_CHECK: (publication.check_secrecy, "保密审查已记录，由另一位工作人员公布。"),
    Act.WITHDRAW: (publication.withdraw, "已撤回，公众看不到这个版本了。"),
    Act.RESTORE: (publication.restore, "已恢复，公众又可以看到这个版本。"),
}


@require_POST
@login_required
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one of the acts with the document's edition, or say why not."""
    if act not in {*WITH_REASON, Act.SUBMIT, Act.PUBLISH}:
        raise Http404
    edition = open_paper(request, pk, Act(act)).edition
    if edition is None:
        raise Http404
    try:
        done = change(request, edition, Act(act))
    except NotPublishable as problem:
        return review(request, pk, problem=str(problem), status=422)
    if isinstance(done, PublishForm):
        return review(request, pk, publish_form=done, status=422)
    messages.success(request, done)
    return redirect("review", pk=pk)


def change(request: HttpRequest, edition: Edition, act: Act) -> str | PublishForm:
    """Do it; gives what to say then, or the form of publication with its errors."""
    if act == Act.SUBMIT:
        publication.submit(edition, request.user)
        checked = "下一步：第二人进行保密审查。" if edition.restricted else "下一步：公布。"
        return f"已提交。{checked}"
    if act == Act.PUBLISH:
        return publish(request, edition)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise NotPublishable("请写明理由（300 字以内）。")
    do, words = WITH_REASON[act]
    do(edition, request.user, form.cleaned_data["note"])
    return words


def publish(request: HttpRequest, edition: Edition) -> str | PublishForm:
    """Publish a submitted edition with reason, day and decision."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        return form
    said = form.cleaned_data
    publication.publish(
        edition,
        request.user,
        said["reason"],
        effective_on=said["effective_on"],
        decision_number=said["decision_number"],
        once_submitted=True,
    )
    return "已公布，所有人都可以看到；几秒钟后也可以搜索到。"
