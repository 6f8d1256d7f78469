"""What the list office changes in a review: corrections of cells, and warnings accepted."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from ingest.desk.forms import CorrectionForm, ReasonForm
from ingest.desk.paper import Paper, open_paper
from ingest.desk.parts import place_of
from ingest.desk.review import correctable, findings_of, is_draft, review, row
from ingest.errors import Refused
from ingest.save import one_at_a_time
from ingest.save.amend import NotAmendable, amend
from ingest.tasks import OtherCounty, refuse, take_rows
from lists import audit
from lists.access import Act
from lists.models import Acceptance, AuditRecord, Correction, Document, Edition, Intake
from lists.packs.tasks import renew_pack
from lists.tasks import refresh_corrected

LOCKED = (
    "这个版本已提交、已不是现行版本，或者经过保密审查后公布，不能更正。"
    "已提交的请先退回草稿；审查后公布的，请以“勘误”公布新版本。"
)
ONLY_DRAFTS = "只有草稿的问题可以核对。"
SEEN_ELSE = "这一格刚才已由他人更正，请核对后再改。"


class NotCorrected(Exception):
    """A correction that was not made; the message says why and what to do."""


@require_POST
@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a correction of a cell and lay it over the list, or show what is wrong with it."""
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return shown_again(request, pk, form, "；".join(sum(form.errors.values(), [])))
    try:
        with transaction.atomic():
            paper = locked_paper(request, pk)
            make_correction(paper, form.cleaned_data, request.user)
    except (NotCorrected, NotAmendable, Refused) as problem:
        return shown_again(request, pk, form, str(problem))
    return back_to(pk, form.cleaned_data["place"])


def locked_paper(request: HttpRequest, pk: int) -> Paper:
    """The document for a person who may correct it, locked against a second person."""
    one_at_a_time()  # a correction, too, may make a department that an import makes just now
    paper = open_paper(request, pk, Act.CORRECT)
    Document.objects.select_for_update().get(pk=pk)
    if not correctable(paper.edition):
        raise NotCorrected(LOCKED)
    return paper


def make_correction(paper: Paper, said: dict, by) -> None:
    """Save a correction; one of the same cell that was in force is undone by it."""
    printed, seen = texts_of(paper, said["place"], said["column"])
    if seen != said["seen"]:
        raise NotCorrected(SEEN_ELSE)
    if said["new"] == seen:
        raise NotCorrected("更正的文字与现在的相同，没有改动。")
    before = paper.document.corrections.filter(
        place=said["place"], column=said["column"], undone_at=None
    )
    before.update(undone_at=timezone.now(), undone_by=by)
    at = paper.places.get(said["place"])
    made = Correction(
        document=paper.document,
        on_township=paper.edition.township if paper.edition else None,
        kind=at.kind if at else "",
        place=said["place"],
        number=at.cell("number").printed[:20] if at and at.cell("number") else "",
        column=said["column"],
        old=printed,
        new=said["new"],
        reason=said["note"],
        made_by=by,
    )
    if said["new"] != printed:  # back to the print is no correction
        made.save()
    lay_over(paper, made)
    record(AuditRecord.Act.CORRECT, paper, by, made, {made.column: seen}, {made.column: made.new})


def texts_of(paper: Paper, place: str, column: str) -> tuple[str, str]:
    """What the file prints in a cell and what stands there now; NotCorrected without such."""
    if column in Correction.OF_DOCUMENT and not place:
        now = getattr(paper.duty_list, column) or ""
        made = [c for c in paper.corrections if c.column == column]
        return (made[0].old if made else now), now
    at = paper.places.get(place)
    cell = at.cell(column) if at else None
    if cell is None:
        raise NotCorrected("找不到这一格。请回到审核页，从问题或行重新进入。")
    return cell.printed, cell.text


def lay_over(paper: Paper, made: Correction) -> None:
    """Bring the saved list in step with the corrections; an upload may become a draft by them."""
    if paper.edition:
        before = wordings_of(paper.edition)
        amend(paper.edition, made)
        if paper.edition.state == Edition.State.PUBLISHED:
            changed = before ^ wordings_of(paper.edition)
            county = paper.edition.township.county
            refresh_corrected.enqueue(county.pk, sorted(changed))
            renew_pack(county)
        return
    blocked = paper.document.intakes.filter(state=Intake.State.BLOCKED)
    for intake in blocked.select_related("document", "county", "uploaded_by"):
        try:
            take_rows(intake, paper.source)
        except OtherCounty as refusal:
            if intake.county == paper.county:
                raise
            refuse(intake, refusal)  # another office put the same file in by mistake


def wordings_of(edition: Edition) -> set[int]:
    """The wordings that the rows of an edition carry."""
    return set(edition.items.order_by().values_list("wording", flat=True)) - {None}


def record(act, paper: Paper, by, made: Correction, before: dict, after: dict) -> None:
    """Write a correction into the audit record."""
    audit.record(
        act,
        by,
        f"{paper.name} {made.place} {made.get_column_display()}",
        county=paper.county,
        address=reverse("review", args=[paper.document.pk]),
        before=before,
        after=after,
        note=made.reason,
    )


@require_POST
@login_required
def undo(request: HttpRequest, pk: int, correction: int) -> HttpResponse:
    """Take a correction back: the cell shows again what the file prints."""
    try:
        with transaction.atomic():
            paper = locked_paper(request, pk)
            in_force = paper.document.corrections.filter(undone_at=None)
            made = get_object_or_404(in_force, pk=correction)
            made.undone_at, made.undone_by = timezone.now(), request.user
            made.save(update_fields=["undone_at", "undone_by"])
            lay_over(paper, made)
            act = AuditRecord.Act.UNDO_CORRECTION
            record(act, paper, request.user, made, {made.column: made.new}, {made.column: made.old})
    except (NotCorrected, NotAmendable, Refused) as problem:
        return review(request, pk, problem=str(problem), status=422)
    return back_to(pk, made.place)


def is_still_draft(edition: Edition) -> bool:
    """Whether nobody has submitted a draft since it was read; from here on nobody can."""
    return is_draft(Edition.internal.select_for_update().get(pk=edition.pk))


@require_POST
@login_required
def accept(request: HttpRequest, pk: int, finding: str) -> HttpResponse:
    """Accept a warning with the reason why it is all right as it stands."""
    paper = open_paper(request, pk, Act.ACCEPT)
    found = next((f for f in findings_of(paper) if f.finding.key == finding), None)
    form = ReasonForm(request.POST)
    problem = ""
    if not is_draft(paper.edition):
        problem = ONLY_DRAFTS
    elif found is None or found.finding.severity != "warning":
        problem = "这个问题已经不在了，或者不能接受，只能更正。请刷新后再看。"
    elif not form.is_valid():
        problem = "接受一个问题，须写明理由（300 字以内）。"
    if problem:
        return review(request, pk, problem=problem, status=422)
    with transaction.atomic():
        if not is_still_draft(paper.edition):
            return review(request, pk, problem=ONLY_DRAFTS, status=422)
        acceptance, made = Acceptance.objects.get_or_create(
            edition=paper.edition,
            finding=finding,
            defaults={"reason": form.cleaned_data["note"], "accepted_by": request.user},
        )
        if made:
            audit.record_edition(
                AuditRecord.Act.ACCEPT,
                request.user,
                paper.edition,
                after={"finding": f"{found.finding.where}：{found.finding.message}"},
                note=acceptance.reason,
            )
    return redirect(place_of(pk, found.finding, findings_of(paper)))


@require_POST
@login_required
def unaccept(request: HttpRequest, pk: int, finding: str) -> HttpResponse:
    """Take an acceptance back: the warning asks again."""
    paper = open_paper(request, pk, Act.ACCEPT)
    with transaction.atomic():
        if paper.edition is None or not is_still_draft(paper.edition):
            return review(request, pk, problem=ONLY_DRAFTS, status=422)
        acceptance = get_object_or_404(paper.edition.acceptances, finding=finding)
        acceptance.delete()
        audit.record_edition(
            AuditRecord.Act.UNDO_ACCEPTANCE,
            request.user,
            paper.edition,
            before={"reason": acceptance.reason},
        )
    found = findings_of(paper)
    again = next((entry.finding for entry in found if entry.finding.key == finding), None)
    return redirect(place_of(pk, again, found) if again else reverse("review", args=[pk]))


def back_to(pk: int, place: str) -> HttpResponse:
    """Back to the row, or to the review for what is said of the whole document."""
    if not place:
        return redirect("review", pk=pk)
    return redirect(f"{reverse('review-row', args=[pk])}?{urlencode({'place': place})}")


def shown_again(request: HttpRequest, pk: int, form: CorrectionForm, problem: str) -> HttpResponse:
    """The page the correction was made on, with what is wrong and what was typed."""
    place, typed = form.data.get("place", ""), form.data.get("new", "")
    kept = {
        "problem": problem,
        "typed": typed,
        "typed_column": form.data.get("column", ""),
        "typed_note": form.data.get("note", ""),
        "status": 422,
    }
    return row(request, pk, place=place, **kept) if place else review(request, pk, **kept)
