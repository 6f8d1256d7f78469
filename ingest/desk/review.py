"""The review page of a document: what was understood, what asks a person, and what comes next."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ingest.desk.forms import PublishForm
from ingest.desk.paper import Paper, SheetRow, open_paper
from ingest.desk.parts import MOST_CORRECTIONS, MOST_ROWS, Found, folded, part
from ingest.shapes import LIST_NAMES
from lists import access
from lists.access import Act
from lists.models import Correction, Edition
from lists.review import SEVERITIES, reviewed
from lists.views.params import param

# Rows of the source shown above and below the one that is looked at.
AROUND = 2


@dataclass(frozen=True)
class Said:
    """One thing a document says of itself: as it stands now, and as the file prints it."""

    column: str
    label: str
    text: str
    printed: str


@login_required
def review(request: HttpRequest, pk: int, **more) -> HttpResponse:
    """Findings first, then the facts, the corrections, and the next step of its edition.

    What is too long for the page stands in pages of its own at ?show=.
    """
    paper = open_paper(request, pk)
    if paper.duty_list is None:
        raise Http404
    status = more.pop("status", 200)
    context = context_of(request, paper) | more
    if show := param(request, "show"):
        return part(request, paper, context, show)
    return render(request, "desk/review.html", context, status=status)


def context_of(request: HttpRequest, paper: Paper) -> dict:
    """What the review page shows of a document."""
    found = findings_of(paper)
    edition, user = paper.edition, request.user
    duty_list = paper.duty_list
    return {
        "paper": paper,
        "edition": edition,
        "duty_list": duty_list,
        "found": found,
        "kinds": folded(found),
        "rows": paper.rows[:MOST_ROWS],
        "corrections": paper.corrections[:MOST_CORRECTIONS],
        "counts": {s: sum(f.finding.severity == s for f in found) for s in SEVERITIES},
        "open": sum(f.finding.is_open for f in found),
        "lists": [(LIST_NAMES[kind], len(duty_list.of_kind(kind))) for kind in LIST_NAMES],
        "document_fields": document_fields(paper),
        "in_force": in_force_beside(edition),
        "may_correct": access.may(user, Act.CORRECT, edition) and correctable(edition),
        "may_accept": access.may(user, Act.ACCEPT, edition) and is_draft(edition),
        "steps": steps(user, edition),
        "publish_form": PublishForm(initial=first_choice(edition)),
        "breadcrumbs": [*trail(request), (paper.name, "")],
    }


def trail(request: HttpRequest) -> list[tuple[str, str]]:
    """The breadcrumbs down to the list of uploads, for those who have that page."""
    desk = [("工作台", reverse("desk"))]
    if access.may(request.user, Act.UPLOAD):
        desk.append(("上传和审核清单", reverse("intake")))
    return desk


def findings_of(paper: Paper) -> list[Found]:
    """The findings of a document, what blocks first, each with its row."""
    told = (
        paper.edition.findings
        if paper.edition
        else [vars(finding) for finding in paper.duty_list.findings]
    )
    return [Found(f, paper.places.get(f.where)) for f in reviewed(told, paper.edition)]


def document_fields(paper: Paper) -> list[Said]:
    """What the document says of itself, and what it prints where that was corrected."""
    printed = {c.column: c.old for c in paper.corrections if c.column in Correction.OF_DOCUMENT}
    labels = {
        "province": "省（自治区）",
        "prefecture": "地（州、市）",
        "county": "县（市、区）",
        "township": "乡镇（街道）",
        "date": "文件日期",
    }
    return [
        Said(name, label, text, printed.get(name, text))
        for name, label in labels.items()
        for text in [getattr(paper.duty_list, name) or ""]
    ]


def is_draft(edition: Edition | None) -> bool:
    """Whether an edition is still being worked on."""
    return edition is not None and edition.state == Edition.State.DRAFT


def correctable(edition: Edition | None) -> bool:
    """Whether cells may be corrected: while blocked, as a draft, and of the edition in force.

    Of a marked one in force they may not: what was checked by two is not changed by one.
    """
    if edition is None or edition.state == Edition.State.DRAFT:
        return True
    return edition.state == Edition.State.PUBLISHED and not edition.restricted


def steps(user, edition: Edition | None) -> list[str]:
    """The acts that a person may now do with an edition, by name."""
    if edition is None:
        return []
    state, states = edition.state, Edition.State
    unchecked = edition.restricted and not edition.secrecy_checked_at
    due = {
        Act.SUBMIT: state == states.DRAFT,
        Act.RETURN: state == states.SUBMITTED,
        Act.SECRECY_CHECK: state == states.SUBMITTED and unchecked,
        Act.PUBLISH: state == states.SUBMITTED and not unchecked,
        Act.WITHDRAW: edition.is_public,
        Act.RESTORE: state == states.WITHDRAWN,
    }
    return [act.value for act, now in due.items() if now and access.may(user, act, edition)]


def in_force_beside(edition: Edition | None) -> Edition | None:
    """The edition in force that this one would replace."""
    if edition is None:
        return None
    published = Edition.published.filter(township=edition.township_id).exclude(pk=edition.pk)
    return published.select_related("township").first()


def first_choice(edition: Edition | None) -> dict:
    """What the form of publication begins with."""
    earlier = in_force_beside(edition)
    return {"reason": Edition.Reason.ADJUSTMENT if earlier else Edition.Reason.FIRST}


@login_required
def row(request: HttpRequest, pk: int, **more) -> HttpResponse:
    """One row: the page of the source as a picture, its cells, findings and corrections."""
    paper = open_paper(request, pk)
    status = more.pop("status", 200)
    place = more.pop("place", None) or param(request, "place")
    shown = paper.places.get(place)
    if shown is None or paper.duty_list is None:
        raise Http404
    at = paper.rows.index(shown)
    found = [f for f in findings_of(paper) if f.finding.where == place]
    edition = paper.edition
    context = {
        "paper": paper,
        "edition": edition,
        "row": shown,
        "list_name": LIST_NAMES[shown.kind],
        "kinds": folded(found),
        "pages": pages_of(paper, shown),
        "around": around(paper, place),
        "previous": paper.rows[at - 1] if at else None,
        "next": paper.rows[at + 1] if at + 1 < len(paper.rows) else None,
        "corrections": [c for c in paper.corrections if c.place == place],
        "may_correct": access.may(request.user, Act.CORRECT, edition) and correctable(edition),
        "may_accept": access.may(request.user, Act.ACCEPT, edition) and is_draft(edition),
        "breadcrumbs": [
            *trail(request),
            (paper.name, reverse("review", args=[pk])),
            (f"{LIST_NAMES[shown.kind]}第{shown.number}项", ""),
        ],
    }
    return render(request, "desk/row.html", context | more, status=status)


def pages_of(paper: Paper, shown: SheetRow) -> list[int]:
    """The pages of a PDF on which a row stands; none for other formats."""
    if paper.document.format != "pdf":
        return []
    return list(dict.fromkeys(region.page for region in shown.regions))


def around(paper: Paper, place: str) -> list[tuple[str, tuple[str, ...], bool]]:
    """The source rows around a place: (place, cells, whether it is the one)."""
    rows = paper.source.rows
    at = next((i for i, row in enumerate(rows) if str(row.place) == place), None)
    if at is None:
        return []
    near = rows[max(0, at - AROUND) : at + AROUND + 1]
    return [(str(r.place), r.cells, str(r.place) == place) for r in near]
