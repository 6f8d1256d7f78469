"""Moves an edition between its states for a person: may they, may it, and the audit record."""

import datetime

from django.db import transaction

from lists import access, audit
from lists.access import Act
from lists.models import AuditRecord, Edition
from lists.models.editions import NotPublishable
from lists.packs.tasks import renew_pack
from lists.review import open_findings
from lists.tasks import ask_to_refresh

# What changes the rows that everyone searches.
SEEN_BY_ALL = (AuditRecord.Act.PUBLISH, AuditRecord.Act.WITHDRAW, AuditRecord.Act.RESTORE)
# What an audit record tells of an edition before and after.
TOLD = (
    "state",
    "reason",
    "decision_number",
    "effective_on",
    "secrecy_checked_at",
    "published_at",
)
# What is judged before a move, as it is in the database once that is locked.
JUDGED = (*TOLD, "restricted", "markings", "findings", "submitted_by", "secrecy_checked_by")


def move(edition: Edition, act: AuditRecord.Act, by, change, note: str = "") -> None:
    """Change an edition and record it in one transaction; PermissionDenied if `by` may not.

    `by` is None for the command line, which whoever runs it may do.
    """
    if by is not None:
        access.require(by, Act(act.value), edition)
    with transaction.atomic():
        edition.siblings()  # locked before anything is judged: what was seen may have changed
        edition.refresh_from_db(fields=JUDGED)
        before = told(edition)
        change()
        after = told(edition)
        changed = [field for field in TOLD if before[field] != after[field]]
        audit.record_edition(
            act,
            by,
            edition,
            before={field: before[field] for field in changed},
            after={field: after[field] for field in changed},
            note=note,
        )
        if act in SEEN_BY_ALL:
            renew_pack(edition.township.county)
            if by is not None:  # the command line refreshes by itself
                ask_to_refresh()


def told(edition: Edition) -> dict:
    """The fields of an edition that an audit record shows, as JSON."""
    values = {field: getattr(edition, field) for field in TOLD}
    return {field: str(value) if value else "" for field, value in values.items()}


def submit(edition: Edition, by) -> None:
    """Hand a draft over for publication, once every warning has been accepted with a reason."""

    def change():
        waiting = open_findings(edition)
        if waiting:
            raise NotPublishable(
                f"还有 {len(waiting)} 个需核对的问题没有处理。请逐条更正或写明理由接受后再提交。"
            )
        edition.submit(by)

    move(edition, AuditRecord.Act.SUBMIT, by, change)


def return_to_draft(edition: Edition, by, note: str) -> None:
    """Take a submission back with the reason why."""
    move(edition, AuditRecord.Act.RETURN, by, edition.return_to_draft, note)


def check_secrecy(edition: Edition, by, note: str = "") -> None:
    """Record the 保密审查 of a submitted edition by a second person.

    A draft can still be corrected: what is published would not be what was checked.
    """

    def change():
        if edition.state == Edition.State.DRAFT:
            raise NotPublishable("草稿还可以更正。请先提交这个版本，再进行保密审查。")
        edition.record_secrecy_check(by)

    move(edition, AuditRecord.Act.SECRECY_CHECK, by, change, note)


def publish(
    edition: Edition,
    by=None,
    reason: str = "",
    even_older: bool = False,
    effective_on: datetime.date | None = None,
    decision_number: str = "",
    once_submitted: bool = False,
) -> None:
    """Put an edition in force, with `once_submitted` only a submitted one.

    See Edition.publish for what else forbids it.
    """

    def change():
        if once_submitted and edition.state != Edition.State.SUBMITTED:
            raise NotPublishable("请先提交这个版本，再公布。")
        edition.publish(by, reason, even_older, effective_on, decision_number)

    move(edition, AuditRecord.Act.PUBLISH, by, change)


def withdraw(edition: Edition, by=None, note: str = "") -> None:
    """Take a published edition back from the public."""
    move(edition, AuditRecord.Act.WITHDRAW, by, edition.withdraw, note)


def restore(edition: Edition, by=None, note: str = "") -> None:
    """Give a withdrawn edition back to the public."""
    move(edition, AuditRecord.Act.RESTORE, by, edition.restore, note)
