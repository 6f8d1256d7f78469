"""Saves a parsed list as a draft edition: one transaction, or nothing."""

from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q
from django.utils.text import slugify

from ingest.contract import declared
from ingest.pipeline import require_sound, understand_rows
from ingest.save.documents import carry_over, keep, known_corrections
from ingest.save.places import save_place
from ingest.save.rows import save_items
from ingest.shapes import DutyList, Finding, Source
from lists.models import Document, Edition, Township
from lists.secrecy import RESTRICTING


@dataclass(frozen=True)
class Saved:
    """What saving came to: the edition, and whether it is new or was taken before."""

    edition: Edition
    created: bool


def save(duty_list: DutyList, source: Source, path: Path, imported_by=None) -> Saved:
    """Save a list without blocking findings as a draft; the same file again changes nothing.

    Corrections made in other files of the township are laid over it where it prints the same.
    """
    with transaction.atomic():
        one_at_a_time()
        township = save_place(duty_list)
        # Locked, so that the same file taken twice at one moment makes one edition.
        Township.internal.select_for_update().get(pk=township.pk)
        document = keep(path, source)
        if known := known_edition(township, duty_list):
            if known.document is None:  # taken before documents were kept
                known.document = document
                known.save(update_fields=["document"])
            return Saved(known, created=False)
        if carry_over(document, township, duty_list):
            duty_list = sound(source)
        edition = save_edition(duty_list, township, document, imported_by)
        save_items(duty_list, edition)
        document.corrections.filter(on_township=None).update(on_township=township)
    return Saved(edition, created=True)


def sound(source: Source) -> DutyList:
    """The list with the corrections that are known for its file by now; raises Blocked."""
    duty_list = understand_rows(source, known_corrections(source.sha256))
    require_sound(duty_list)
    return duty_list


def known_edition(township: Township, duty_list: DutyList) -> Edition | None:
    """The edition that this very file, or the same list in another encoding, made before."""
    same_file = Q(source_sha256=duty_list.sha256)
    same_rows = Q(content_sha256=duty_list.content_sha256)
    return township.editions.filter(same_file | same_rows).order_by("pk").first()


def one_at_a_time() -> None:
    """Wait for other imports: two that make the same county or department would collide."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('ingest'))")


def save_edition(
    duty_list: DutyList, township: Township, document: Document, imported_by
) -> Edition:
    """Make the draft edition with all the document says of itself."""
    return Edition.internal.create(
        township=township,
        slug=edition_slug(township, duty_list.date),
        document=document,
        source_name=duty_list.source_name.encode("utf-8", "replace").decode()[-200:],
        source_sha256=duty_list.sha256,
        content_sha256=duty_list.content_sha256,
        imported_by=imported_by,
        **said_of_itself(duty_list, township),
    )


def said_of_itself(duty_list: DutyList, township: Township) -> dict:
    """What a document says of itself, and what was found in it, as fields of its edition."""
    restricted = any(mark in RESTRICTING for mark in duty_list.markings)
    findings = [*duty_list.findings, *([] if restricted else mark_gone(duty_list, township))]
    return {
        "document_date": duty_list.date or "",
        "markings": duty_list.markings,
        "restricted": restricted,
        "declared": declared(duty_list),
        "findings": [asdict(finding) for finding in findings],
    }


def mark_gone(duty_list: DutyList, township: Township) -> list[Finding]:
    """Warn where another file of the same date is marked 内部 and this one is not."""
    marked = township.editions.filter(restricted=True, document_date=duty_list.date or "").first()
    if marked is None:
        return []
    message = (
        f"同一日期的另一份文件（{marked.source_name}）标有“{'”“'.join(marked.secrecy_marks)}”，"
        "这份没有。请核对是不是删去标注的同一份文件；确可公开的，写明依据后接受。"
    )
    return [Finding("mark_gone", "warning", "全文", message)]


def edition_slug(township: Township, date: str | None) -> str:
    """The edition's word in addresses: its date, numbered when the township has several such."""
    base = slugify(date or "undated")
    taken = set(township.editions.values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
