"""Lays a new correction over what was saved: a draft is read anew, a published row alone."""

from contextlib import suppress

from django.db import transaction
from django.db.models import ProtectedError

from ingest.save import edition_slug, said_of_itself, sound
from ingest.save.documents import carry_over, source_from
from ingest.save.places import township_in
from ingest.save.rows import save_items
from ingest.shapes import DutyList, Source
from lists.models import Correction, Edition, Township
from lists.models.slugs import unique_slug

# Of the place of a draft only the township is corrected, within its county.
OF_COUNTY = (Correction.Column.PROVINCE, Correction.Column.PREFECTURE, Correction.Column.COUNTY)
OTHER_COUNTY = "清单属于哪个县，存为草稿后不能更正。请改正原文件后重新上传。"
OTHER_TOWNSHIP = "现在从文件读出的是另一个乡镇，没有更正。请先核对、更正乡镇（街道）的名称。"


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
    duty_list = sound(duty_source(edition))
    with transaction.atomic():
        require_unmoved(edition)
        if edition.state in Edition.UNPUBLISHED:
            replace_draft(edition, duty_list, correction)
        else:
            replace_row(edition, duty_list, correction)


def duty_source(edition: Edition) -> Source:
    """What was read from the file of an edition."""
    return source_from(edition.document, edition.source_name)


def require_unmoved(edition: Edition) -> None:
    """Lock an edition; NotAmendable where it was submitted, published or withdrawn meanwhile."""
    locked = Edition.internal.select_for_update().get(pk=edition.pk)
    if locked.state != edition.state:
        raise NotAmendable("这个版本的状态刚才由他人改变，没有更正。请刷新后再看。")


def replace_draft(edition: Edition, duty_list: DutyList, correction: Correction) -> None:
    """Save all rows of a draft anew, and what its document says of itself."""
    before, column = edition.township, correction.column
    if column in OF_COUNTY or duty_list.county != before.county.name:
        raise NotAmendable(OTHER_COUNTY)
    if duty_list.township != before.name and column != Correction.Column.TOWNSHIP:
        raise NotAmendable(OTHER_TOWNSHIP)
    if duty_list.township != before.name:
        duty_list = move(edition, duty_list)
    said = said_of_itself(duty_list, edition.township)
    if said["document_date"] != edition.document_date or edition.township != before:
        edition.slug = edition_slug(edition.township, duty_list.date)
    # What was checked before this correction is not what stands here now.
    unchecked = {"secrecy_checked_at": None, "secrecy_checked_by": None}
    for field, value in (said | unchecked).items():
        setattr(edition, field, value)
    edition.items.all().delete()
    edition.save(update_fields=["township", "slug", *said, *unchecked])
    save_items(duty_list, edition)
    if edition.township != before:
        forget(before, edition.township)


def move(edition: Edition, duty_list: DutyList) -> DutyList:
    """Put a draft under the township of its county that its corrected name says.

    What was corrected in other lists of that township is laid over this one, too; gives it so.
    """
    before, document = edition.township, edition.document
    township = township_in(before.county, duty_list)
    Township.internal.select_for_update().get(pk=township.pk)
    if township.editions.filter(source_sha256=edition.source_sha256).exists():
        raise NotAmendable(f"{township.name}已经有同一份文件的清单，不必改名。这份草稿不要提交。")
    edition.township = township
    document.corrections.filter(on_township=before).update(on_township=township)
    return sound(duty_source(edition)) if carry_over(document, township, duty_list) else duty_list


def forget(misprinted: Township, right: Township) -> None:
    """Delete a township that only a misprint made: no list stands under it, nobody names it.

    A misprint often sounds like the name: the address it took is that of the right one.
    """
    if misprinted.editions.exists():
        return
    with suppress(ProtectedError), transaction.atomic():
        misprinted.delete()
        if right.editions.count() == 1:  # this draft's: nobody knows another address
            others = Township.internal.exclude(pk=right.pk)
            right.slug = unique_slug(others, right.name, right.county.name)
            right.save(update_fields=["slug"])


def replace_row(edition: Edition, duty_list: DutyList, correction: Correction) -> None:
    """Save the one corrected row of a published edition anew."""
    place, kind = correction.place, correction.kind
    read = [i for i in duty_list.items if (str(i.place), i.kind) == (place, kind)]
    if len(read) != 1:
        raise NotAmendable("来源文件里找不到这一行，不能更正。请以“勘误”公布新版本。")
    edition.items.filter(kind=kind, number=read[0].number).delete()
    duty_list.items = read
    save_items(duty_list, edition)
