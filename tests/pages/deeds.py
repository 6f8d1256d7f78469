"""All that can be changed through an address, and who may: a line for each deed.

The draft is that of the county of `office` and of the township of `township`; for `other_office`
and `other_township` it is another county's. `published` is the other way round.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count
from django.urls import reverse

from lists.models import ApiToken, Correction, Duty, Edition, ErrorReport, Intake, ThesaurusGroup
from lists.report_answers import version
from lists.review import finding_key
from tests import samples

ALL = frozenset({"public", *samples.PEOPLE})
ROLES = ALL - {"public", "no_account"}
OFFICES = frozenset({"office", "other_office", "administrator"})
OFFICE = OFFICES - {"other_office"}
OTHER_OFFICE = OFFICES - {"office"}
ADMINISTRATOR = frozenset({"administrator"})
NOTE = {"note": "已与原件核对"}


@dataclass(frozen=True)
class Deed:
    """What is sent to an address, who may, and what must be so before for it to succeed.

    `name` is that of the address pattern. Where `writes`, who may changes something by it.
    """

    name: str
    address: str
    may: frozenset[str]
    data: dict = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    writes: bool = True
    # Who is told in words that it cannot be, and nothing is done.
    told: frozenset[str] = frozenset()
    # Who may open the page the deed is done on, where that is not `may`.
    seen_by: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.name} {self.address}"


def person(name: str):
    """The user of a role."""
    return get_user_model().objects.get(username=name)


def deeds() -> list[Deed]:
    """Every deed on the objects of tests/samples.py."""
    draft = Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)
    published = Edition.published.get(township__county__name="奇台县")
    return [
        *public_deeds(published),
        *desk_deeds(),
        *review_deeds(draft),
        *move_deeds(draft, OFFICE),
        *move_deeds(published, OTHER_OFFICE),
        duty_deed(published),
        *admin_actions(draft),
    ]


def public_deeds(published: Edition) -> list[Deed]:
    """What everybody may do."""
    row = published.items.first()
    wrong = {"username": "nobody", "password": "x"}
    report = f"{row.get_absolute_url()}report/"
    return [
        Deed("display", "/display/", ALL, {"size": "large"}, writes=False),
        Deed("login", "/login/", ALL, wrong, writes=False),
        Deed("logout", "/logout/", ALL, writes=False),
        # It leads an administrator on, everybody else to the form of the portal or nowhere.
        Deed("admin:login", "/admin/login/", ADMINISTRATOR, wrong, writes=False),
        Deed("report", report, ALL, {"text": "x"}, writes=False),
    ]


def desk_deeds() -> list[Deed]:
    """What is done at the desk, but for the review of a document."""
    own = ThesaurusGroup.objects.get(county__name=samples.DRAFT_COUNTY)
    reviewed = ThesaurusGroup.objects.get(source="reviewed")
    report = ErrorReport.objects.filter(edition__township__name=samples.DRAFT_TOWNSHIP).first()
    group = {"said": "牦牛 走丢", "means": "牲畜", "examples": "牦牛走丢了", "relation": "everyday"}
    answer = {"report": report.pk, "status": "as_printed", "answer": "与原件一致"}
    answer["seen"] = version(report)

    def page(name: str, *args) -> str:
        return reverse(name, args=args)

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("list.txt", "履职事项清单".encode())

    new = {"old_password": samples.PASSWORD}
    new |= dict.fromkeys(["new_password1", "new_password2"], "Xk-27-moon-river")
    return [
        Deed("password", page("password"), ALL - {"public"}, new),
        Deed("tickets", page("tickets"), ROLES, writes=False),
        Deed("notice", page("notice"), ROLES, writes=False),
        Deed("reports", page("reports"), OFFICE, answer, seen_by=OFFICES),
        Deed("intake", page("intake"), OFFICES, {"files": file}),
        Deed("intake-again", page("intake-again", 999_001), OFFICE, before=failed_intake),
        Deed("audit-export", page("audit-export"), ADMINISTRATOR, {"format": "csv"}),
        Deed("thesaurus-new", page("thesaurus-new"), OFFICES, group),
        Deed("thesaurus-group", page("thesaurus-group", own.pk), OFFICE, group),
        Deed("thesaurus-switch", page("thesaurus-switch", own.pk), OFFICE, {"on": "1"}),
        Deed("thesaurus-switch", page("thesaurus-switch", reviewed.pk), OFFICES, {"on": "1"}),
        Deed("thesaurus-delete", page("thesaurus-delete", own.pk), OFFICE),
    ]


def failed_intake() -> None:
    """An upload of the office that failed through a fault of the system."""
    draft = Edition.internal.get(township__name=samples.DRAFT_TOWNSHIP)
    Intake.objects.create(
        pk=999_001,
        county=draft.township.county,
        document=draft.document,
        file_name="list.txt",
        uploaded_by=person("office"),
        state=Intake.State.FAILED,
    )


def review_deeds(draft: Edition) -> list[Deed]:
    """What is done to the rows and findings of a document."""
    document, row = draft.document_id, draft.items.get(kind="basic", number=1)
    finding = finding_key({"code": "made", "where": "第1行", "message": "某个问题"})
    new = {"place": row.place, "column": "name", "seen": row.name, "new": "改过的名称"}

    def page(name: str, *args) -> str:
        return reverse(name, args=[document, *args])

    def warned() -> None:
        warning = {"code": "made", "severity": "warning", "where": "第1行", "message": "某个问题"}
        Edition.internal.filter(pk=draft.pk).update(findings=[warning])

    def accepted() -> None:
        warned()
        draft.acceptances.create(finding=finding, reason="已核对", accepted_by=person("office"))

    def corrected() -> None:
        Correction.objects.create(
            pk=999_002,
            document=draft.document,
            on_township=draft.township,
            kind=row.kind,
            place=row.place,
            number="1",
            column="name",
            old=row.name,
            new="改过的名称",
            reason="已核对",
            made_by=person("office"),
        )

    return [
        Deed("correct", page("correct"), OFFICE, new | NOTE),
        Deed("undo-correction", page("undo-correction", 999_002), OFFICE, before=corrected),
        Deed("accept", page("accept", finding), OFFICE, NOTE, before=warned),
        Deed("unaccept", page("unaccept", finding), OFFICE, before=accepted),
    ]


def move_deeds(edition: Edition, may: frozenset[str]) -> list[Deed]:
    """What moves an edition between its states, on its review page."""
    day = datetime.date(2025, 8, 1)
    decided = {"reason": "adjustment", "effective_on": str(day), "decision_number": "1号"}
    public = {"restricted": False, "published_at": "2025-08-01T00:00+08:00", "effective_on": day}

    def deed(act: str, data: dict, **state) -> Deed:
        def before() -> None:
            fields = {"findings": [], "restricted": False, "imported_by": None} | state
            Edition.internal.filter(pk=edition.pk).update(**fields)

        return Deed("move", reverse("move", args=[edition.document_id, act]), may, data, before)

    return [
        deed("submit", {}, state="draft"),
        deed("return", NOTE, state="submitted"),
        deed("secrecy_check", NOTE, state="submitted", restricted=True),
        deed("publish", decided, state="submitted"),
        deed("withdraw", NOTE, state="published", **public),
        deed("restore", NOTE, state="withdrawn", **public),
    ]


def duty_deed(published: Edition) -> Deed:
    """Joining two duties that the county of the edition lists and that of `office` does not."""
    duties = Duty.internal.filter(merged_into=None, wordings__items__edition=published)
    duties = duties.exclude(wordings__items__county__name=samples.DRAFT_COUNTY)
    one, other = duties.annotate(all=Count("wordings")).filter(all=1).order_by("pk")[:2]
    address = reverse("duty-decide", args=[one.pk])
    return Deed(
        "duty-decide", address, OFFICES, NOTE | {"other": other.pk}, told=frozenset({"office"})
    )


def admin_actions(draft: Edition) -> list[Deed]:
    """The actions of the admin's lists of editions and of tokens."""
    changelist = reverse("admin:lists_edition_changelist")
    states = {
        "record_secrecy_check": {"state": "submitted", "restricted": True},
        "publish": {"state": "submitted"},
        "withdraw": {"state": "published"},
        "restore": {"state": "withdrawn"},
    }
    public = {"published_at": "2025-08-01T00:00+08:00", "effective_on": datetime.date(2025, 8, 1)}

    def deed(action: str, state: dict) -> Deed:
        def before() -> None:
            fields = {"findings": [], "restricted": False} | public | state
            Edition.internal.filter(pk=draft.pk).update(**fields)

        chosen = {"action": action, "_selected_action": draft.pk, "confirmed": "1"}
        return Deed("admin:lists_edition_changelist", changelist, ADMINISTRATOR, chosen, before)

    def token() -> None:
        ApiToken.objects.create(pk=999_003, name="试用", user=person("office"), digest="0" * 64)

    chosen = {"action": "revoke", "_selected_action": 999_003}
    revoke = reverse("admin:lists_apitoken_changelist")
    return [
        *(deed(action, state) for action, state in states.items()),
        Deed("admin:lists_apitoken_changelist", revoke, ADMINISTRATOR, chosen, token),
    ]
