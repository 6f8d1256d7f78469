"""Uploads of the list office: files go into the store, the reading of them to the worker."""

import hashlib
from pathlib import Path, PurePath

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from ingest import read
from ingest.tasks import take_in
from lists import audit, store
from lists.models import AuditRecord, County, Document, Intake
from lists.models.documents import FORMATS

MOST_FILES = 20
MOST_BYTES = read.SIZE_LIMIT
# All files of one request together, and the form around them.
MOST_TOGETHER = 4 * MOST_BYTES
# More than so many unsettled uploads of a county wait for each other.
MOST_WAITING = 100


class NotTaken(Exception):
    """A file that cannot even be put into the store; the message says why and what to do."""


class Limited(TemporaryFileUploadHandler):
    """Writes files to the disk as they come; what is more than allowed is not read on."""

    def handle_raw_input(self, *args, **kwargs) -> None:
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int):
        self.taken += len(raw_data)
        if self.taken > MOST_TOGETHER:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


def is_too_large(request: HttpRequest) -> bool:
    """Whether a request says that it is larger than allowed; its body is not read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > MOST_TOGETHER


def plain_name(name: str) -> str:
    """The name of a file without folders and control characters, short enough to keep."""
    last = PurePath(name.replace("\\", "/")).name
    printable = "".join(sign for sign in last if sign.isprintable()).strip()
    stem, suffix = PurePath(printable).stem, PurePath(printable).suffix
    return f"{stem[: 200 - len(suffix)]}{suffix}" or "未命名"


def take_upload(file: UploadedFile, by, county: County | None) -> Intake:
    """Put one file into the store and hand it to the worker; raises NotTaken."""
    name = plain_name(file.name or "")
    format = PurePath(name).suffix.lower().lstrip(".")
    if format not in FORMATS:
        known = "、".join(f".{suffix}" for suffix in FORMATS)
        raise NotTaken(f"{name}：不支持这种格式。可以上传 {known}；旧版 .doc、.xls 请先另存。")
    if file.size > MOST_BYTES:
        raise NotTaken(f"{name}：超过 {MOST_BYTES // 2**20} MB。请压缩或删去图片后另存再上传。")
    unsettled = Intake.objects.exclude(state__in=Intake.SETTLED).filter(county=county)
    if unsettled.count() >= MOST_WAITING:
        raise NotTaken(f"{name}：等待处理的文件已有 {MOST_WAITING} 个。请等它们处理完再上传。")
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    sha256 = digest.hexdigest()
    # The same file may be refused at this moment, and its bytes be on their way out.
    with store.alone_with(sha256):
        document, _ = Document.objects.get_or_create(
            sha256=sha256, defaults={"format": format, "size": file.size}
        )
        # Under a wrong name before, it may be read by its right one now.
        kept_as = format if document.rows is None else document.format
        store.put(Path(file.temporary_file_path()), sha256, kept_as)
        intake = Intake.objects.create(
            county=county, document=document, file_name=name, uploaded_by=by
        )
        audit.record(
            AuditRecord.Act.UPLOAD,
            by,
            name,
            county=county,
            after={"sha256": sha256, "size": file.size},
        )
        # In the same transaction: either both wait, or neither was begun.
        take_in.enqueue()
    return intake
