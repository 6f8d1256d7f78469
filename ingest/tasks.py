"""Takes uploaded files in outside the web request: read, understand, save a draft or say why not.

Killed anywhere, an upload is either settled or begun anew: reading changes nothing but its
progress, and what is saved is saved in one transaction with the state of the upload.
"""

import logging
import time
from pathlib import PurePath

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from ingest.errors import Refused
from ingest.pipeline import read, understand_rows
from ingest.save import save
from ingest.save.documents import keep_rows, known_corrections, source_from
from ingest.save.places import known_county
from ingest.shapes import DutyList, Source
from lists import audit, store
from lists.models import AuditRecord, Document, Intake
from lists.tasks import at_work
from lists.turns import in_turn

logger = logging.getLogger(__name__)

# What waits besides is short (a count after a publication): it is done between two files.
READ_LAST = -10
# A file that ends the worker so often is not tried again.
MOST_ATTEMPTS = 3
# So often (seconds) progress is written down.
TELL_EVERY = 0.5


class OtherCounty(Refused):
    """A list of another county than the one whose list office sent it in."""

    code = "other_county"


@task(priority=READ_LAST)
def take_in() -> None:
    """Take in the uploaded file whose turn it is; a task is a turn, and no certain file's.

    Does nothing when none waits, or other workers are at all of them.
    """
    for waiting in in_turn():
        with at_work(f"intake {waiting.pk}") as mine:
            known = Intake.objects.select_related("document", "county")
            intake = known.filter(pk=waiting.pk).first() if mine else None
            if intake and not intake.is_settled:
                attempt(intake)
                return


def resume() -> None:
    """Let there be as many turns as uploads that are not settled."""
    turns = DBTaskResult.objects.filter(
        task_path=take_in.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    unsettled = Intake.objects.exclude(state__in=Intake.SETTLED)
    for _ in range(unsettled.count() - turns.count()):
        take_in.enqueue()


def attempt(intake: Intake) -> None:
    """Try once more to take a file in; whatever goes wrong becomes the state of the upload."""
    intake.state, intake.attempts = Intake.State.READING, intake.attempts + 1
    intake.save(update_fields=["state", "attempts"])
    if intake.attempts > MOST_ATTEMPTS:
        words = f"处理这个文件时程序 {MOST_ATTEMPTS} 次中断，已停止。请联系系统管理员查看日志。"
        settle(intake, Intake.State.FAILED, "interrupted", words)
        return
    began = time.monotonic()
    bring_to_its_end(intake)
    # What it took counts against its account when the next file is chosen (lists/turns.py).
    took = F("seconds") + (time.monotonic() - began)
    Intake.objects.filter(pk=intake.pk).update(seconds=took)


def bring_to_its_end(intake: Intake) -> None:
    """Read a file and take its list; raises only where the database went away."""
    try:
        take_rows(intake, rows_of(intake))
    except Refused as refusal:
        refuse(intake, refusal)
    except (OperationalError, InterfaceError):
        raise  # the database went away: `resume` lets another attempt begin
    except Exception:
        # A fault of ours: the log holds what a developer needs, the person is told.
        logger.exception("taking in %s failed", intake.pk)
        intake.edition = None  # the one being saved is not
        words = "导入时程序出错，没有改动任何内容。请重试一次；仍不行的，请联系系统管理员。"
        settle(intake, Intake.State.FAILED, "internal", words)


def rows_of(intake: Intake) -> Source:
    """What stands in the file: read once, then kept with the document."""
    document = intake.document
    if document.rows is None:
        told = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal told
            if time.monotonic() - told >= TELL_EVERY or done == total:
                told = time.monotonic()
                Intake.objects.filter(pk=intake.pk).update(done=done, total=total)

        # Each upload is read by its own name: another one's may be wrong.
        suffix = PurePath(intake.file_name).suffix.lower().lstrip(".")
        source = read(store.place(document.sha256, suffix), tell)
        document.format = suffix
        keep_rows(document, source)
    return source_from(document, intake.file_name)


def take_rows(intake: Intake, source: Source) -> None:
    """Understand what was read and settle the upload: a draft, or blocked by errors."""
    duty_list = understand_rows(source, known_corrections(source.sha256))
    require_own_county(intake, duty_list)
    if duty_list.blocked:
        words = f"有 {len(duty_list.blocked)} 处错误须先更正，才能存为草稿。"
        settle(intake, Intake.State.BLOCKED, "errors", words)
        return
    with transaction.atomic():
        path = store.path_of(intake.document)
        saved = save(duty_list, source, path, intake.uploaded_by)
        intake.edition = saved.edition
        state = Intake.State.TAKEN if saved.created else Intake.State.UNCHANGED
        settle(intake, state)
        if saved.created:
            audit.record_edition(
                AuditRecord.Act.TAKE_IN,
                intake.uploaded_by,
                saved.edition,
                after={"file": intake.file_name, "sha256": source.sha256},
            )


def require_own_county(intake: Intake, duty_list: DutyList) -> None:
    """Raise OtherCounty for a list that is not of the county whose office sent it in."""
    own = intake.county
    if own is None or not duty_list.county or not duty_list.province:
        return
    if known_county(duty_list) != own:
        raise OtherCounty(
            intake.file_name,
            f"这是{duty_list.province}{duty_list.prefecture or ''}{duty_list.county}的清单，"
            f"不属于{own.name}。",
            "请确认文件；其他县（市、区）的清单由该县的清单管理部门上传。",
        )


def settle(intake: Intake, state: str, code: str = "", message: str = "") -> None:
    """Write down what came of an upload."""
    intake.state, intake.code, intake.message = state, code, message
    intake.settled_at = timezone.now()
    intake.save(update_fields=["state", "code", "message", "edition", "document", "settled_at"])


def refuse(intake: Intake, refusal: Refused) -> None:
    """Settle an upload that cannot be taken; its file is not kept."""
    where = f"{refusal.where}：" if refusal.where else ""
    document: Document | None = intake.document
    intake.document = None
    settle(intake, Intake.State.REFUSED, refusal.code, f"{where}{refusal.problem}{refusal.remedy}")
    if document:
        store.discard(document)
