"""Writes the audit record: one line for every act of a person, in the same transaction."""

from lists.models import AuditRecord, County, Edition


def record(
    act: AuditRecord.Act,
    by,
    subject: str,
    *,
    county: County | None = None,
    address: str = "",
    before: dict | None = None,
    after: dict | None = None,
    note: str = "",
) -> AuditRecord:
    """Record who did what; `by` is None for what the command line did."""
    return AuditRecord.objects.create(
        user_id=by.pk if by else None,
        user_name=by.get_username() if by else "命令行",
        act=act,
        county=county,
        subject=subject[:300],
        address=address[:300],
        before=before or {},
        after=after or {},
        note=note[:300],
    )


def record_edition(act: AuditRecord.Act, by, edition: Edition, **more) -> AuditRecord:
    """Record an act on an edition."""
    return record(
        act,
        by,
        f"{edition.township.county.name}{edition}",
        county=edition.township.county,
        address=edition.get_absolute_url(),
        **more,
    )
