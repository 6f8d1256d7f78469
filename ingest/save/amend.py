"""Lays a new correction over what was saved: a draft is read anew, a published row alone."""

from django.db import transaction

from ingest.pipeline import require_sound, understand_rows
from ingest.save import edition_slug, said_of_itself
from ingest.save.documents import known_corrections, source_from
from ingest.save.rows import save_items
from ingest.shapes import DutyList
from lists.models import Correction, Edition


class NotAmendable(Exception):
    """This correction cannot be laid over that edition; the message says why and what to do."""


def amend(edition: Edition, correction: Correction) -> None:
    """Bring an edition in step with its corrections after one was made or undone.

    A draft is saved anew as a whole. Of a published edition only the corrected row is: what
    else a newer parser would read otherwise stays as it was published. Raises Blocked when
    the corrected list has errors, NotAmendable where a correction needs a new edition.
    """
    of_row = correction.column not in (*Correction.OF_DOCUMENT, Correction.Column.NUMBER)
    if edition.state not in Edition.UNPUBLISHED and not of_row:
        raise NotAmendable("已公布版本的序号、日期和地名不能直接更正，请以“勘误”公布新版本。")
    duty_list = understand_rows(
        source_from(edition.document, edition.source_name),
        known_corrections(edition.source_sha256),
    )
    require_sound(duty_list)
    with transaction.atomic():
        require_unmoved(edition)
        if edition.state in Edition.UNPUBLISHED:
            replace_draft(edition, duty_list)
        else:
            replace_row(edition, duty_list, correction)


def require_unmoved(edition: Edition) -> None:
    """Lock an edition; NotAmendable where it was submitted, published or withdrawn meanwhile."""
    locked = Edition.internal.select_for_update().get(pk=edition.pk)
    if locked.state != edition.state:
        raise NotAmendable("这个版本的状态刚才由他人改变，没有更正。请刷新后再看。")


def replace_draft(edition: Edition, duty_list: DutyList) -> None:
    """Save all rows of a draft anew, and what its document says of itself."""
    names = (duty_list.county, duty_list.township)
    if names != (edition.township.county.name, edition.township.name):
        raise NotAmendable("清单属于哪个县、哪个乡镇，存为草稿后不能更正。请改正原文件后重新上传。")
    said = said_of_itself(duty_list, edition.township)
    if said["document_date"] != edition.document_date:
        edition.slug = edition_slug(edition.township, duty_list.date)
    # What was checked before this correction is not what stands here now.
    unchecked = {"secrecy_checked_at": None, "secrecy_checked_by": None}
    for field, value in (said | unchecked).items():
        setattr(edition, field, value)
    edition.save(update_fields=["slug", *said, *unchecked])
    edition.items.all().delete()
    save_items(duty_list, edition)


def replace_row(edition: Edition, duty_list: DutyList, correction: Correction) -> None:
    """Save the one corrected row of a published edition anew."""
    place, kind = correction.place, correction.kind
    read = [i for i in duty_list.items if (str(i.place), i.kind) == (place, kind)]
    if len(read) != 1:
        raise NotAmendable("来源文件里找不到这一行，不能更正。请以“勘误”公布新版本。")
    edition.items.filter(kind=kind, number=read[0].number).delete()
    duty_list.items = read
    save_items(duty_list, edition)
