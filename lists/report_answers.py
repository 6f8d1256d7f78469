"""What the list office answers to reports of errors, and what everyone sees of it on the row."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.utils import timezone

from lists import access, audit
from lists.access import Act, Reach
from lists.models import AuditRecord, Edition, ErrorReport, Item
from lists.models.items import Kind

Status = ErrorReport.Status

LONGEST = 300
# On a row the newest answers are shown.
ANSWERS_SHOWN = 20


class AnsweredMeanwhile(Exception):
    """Somebody else has answered the report since it was looked at."""


@dataclass(frozen=True)
class Told:
    """What everyone is told of a report: never its words."""

    status: str
    reported_at: datetime
    answer: str
    answered_at: datetime | None

    @property
    def label(self) -> str:
        """The status in words."""
        return Status(self.status).label

    @property
    def is_unanswered(self) -> bool:
        """Whether the office has said nothing yet."""
        return self.status == Status.RECEIVED and not self.answer


@dataclass(frozen=True)
class RowReports:
    """The reports on a row as everyone sees them: how many wait, since when, and the answers."""

    waiting: int
    latest: datetime | None
    answers: list[Told]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.answers)


def of_row(row: Item) -> RowReports:
    """The reports on a row of an edition that everyone may read; none for any other."""
    if not row.edition.is_public:
        return RowReports(0, None, [])
    reports = ErrorReport.objects.filter(
        edition=row.edition, kind=row.kind, number=row.number
    ).order_by("-reported_at", "-pk")
    fields = ("status", "reported_at", "answer", "answered_at")
    told = [Told(*values) for values in reports.values_list(*fields)]
    waiting_since = [one.reported_at for one in told if one.is_unanswered]
    answers = [one for one in told if not one.is_unanswered]
    latest = max(waiting_since, default=None)
    return RowReports(len(waiting_since), latest, answers[:ANSWERS_SHOWN])


def for_office(reach: Reach) -> QuerySet[ErrorReport]:
    """The reports an office answers: those that wait first, the oldest of them at the top."""
    reports = ErrorReport.objects.select_related("edition__township__county", "answered_by")
    if reach.county_id:
        reports = reports.filter(edition__township__county=reach.county_id)
    settled = Case(When(status=Status.RECEIVED, then=Value(0)), default=Value(1))
    waiting_since = Case(When(status=Status.RECEIVED, then=F("reported_at")))
    return reports.order_by(settled, waiting_since, F("answered_at").desc(nulls_last=True), "pk")


def waiting(reach: Reach) -> int:
    """How many reports wait for the answer of an office."""
    return for_office(reach).filter(status=Status.RECEIVED).count()


def version(report: ErrorReport) -> str:
    """What tells whether a report was answered since somebody looked at it."""
    return f"{report.status}@{report.answered_at.isoformat() if report.answered_at else report.pk}"


def answer(report: ErrorReport, by, status: str, text: str, seen: str) -> None:
    """Answer a report and record it; `seen` is its `version` when it was looked at.

    Raises PermissionDenied, and AnsweredMeanwhile where somebody else was first.
    """
    access.require(by, Act.ANSWER_REPORT, report.edition)
    with transaction.atomic():
        found = ErrorReport.objects.select_for_update().get(pk=report.pk)
        if version(found) != seen:
            raise AnsweredMeanwhile
        before = {"status": found.status, "answer": found.answer}
        found.status, found.answer = status, text
        # Back to waiting without a word is as if nobody had answered.
        answered = status != Status.RECEIVED or text
        found.answered_at = timezone.now() if answered else None
        found.answered_by = by if answered else None
        found.save(update_fields=["status", "answer", "answered_at", "answered_by"])
        # The reader's words are not repeated here: nobody could delete them from the record.
        audit.record(
            AuditRecord.Act.ANSWER_REPORT,
            by,
            subject_of(report),
            county=report.edition.township.county,
            address=address_of(report),
            before=before,
            after={"status": status, "answer": text},
        )


def subject_of(report: ErrorReport) -> str:
    """The row a report is on, in words."""
    edition: Edition = report.edition
    row = f"{Kind(report.kind).label}第{report.number}项"
    return f"{edition.township.county.name}{edition}{row}"


def address_of(report: ErrorReport) -> str:
    """The address of the row a report is on."""
    return Item(edition=report.edition, kind=report.kind, number=report.number).get_absolute_url()
