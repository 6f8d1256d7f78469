"""An audit record in words, for the page and for files."""

import json
from dataclasses import dataclass

from django.db.models import DateTimeField, Field
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from lists.models import (
    Acceptance,
    ApiToken,
    AuditRecord,
    Correction,
    DutyDecision,
    Edition,
    ErrorReport,
    Intake,
)

# Whose fields an act's record is about; a correction names columns of the document. What is
# changed in the admin is recorded by the names of its fields in words (lists/admin/recorded.py).
MODELS = {
    AuditRecord.Act.UPLOAD: Intake,
    AuditRecord.Act.ANSWER_REPORT: ErrorReport,
    AuditRecord.Act.UNDO_ACCEPTANCE: Acceptance,
    AuditRecord.Act.DECIDE_DUTY: DutyDecision,
    AuditRecord.Act.MAKE_TOKEN: ApiToken,
    AuditRecord.Act.REVOKE_TOKEN: ApiToken,
}
# What is recorded besides fields.
OTHERS = {
    "remote_address": "网络地址",
    "sha256": "文件校验值",
    "size": "大小（字节）",
    "file": "文件名",
    "usable_password": "可用密码登录",
    "finding": "问题",
    "same": "是同一职责",
    "format": "格式",
    "records": "条数",
    "filter": "筛选条件",
}
COLUMNS = {
    "时间": 20,
    "用户": 18,
    "操作": 14,
    "县（市、区）": 20,
    "对象": 50,
    "之前": 40,
    "之后": 40,
    "理由": 40,
    "网址": 40,
}


@dataclass(frozen=True)
class Change:
    """One thing an act changed: what it is called, its value before and after."""

    label: str
    before: str
    after: str


def changes(record: AuditRecord) -> list[Change]:
    """All that an act changed, in the order it was recorded."""
    keys = list(dict.fromkeys([*record.before, *record.after]))
    return [
        Change(label(record, key), shown(record, key, before), shown(record, key, after))
        for key in keys
        for before, after in [(record.before.get(key, ""), record.after.get(key, ""))]
    ]


def field_of(record: AuditRecord, key: str) -> Field | None:
    """The field a key of a record is; None for other keys."""
    model = MODELS.get(record.act, Edition)
    return next((field for field in model._meta.concrete_fields if field.name == key), None)


def label(record: AuditRecord, key: str) -> str:
    """What a key of a record is called."""
    if record.act in (AuditRecord.Act.CORRECT, AuditRecord.Act.UNDO_CORRECTION):
        return dict(Correction.Column.choices).get(key, key)
    if record.act in (AuditRecord.Act.LOG_IN, AuditRecord.Act.EXPORT_AUDIT) or key in OTHERS:
        return OTHERS.get(key, key)
    field = field_of(record, key)
    return str(field.verbose_name) if field else key


def shown(record: AuditRecord, key: str, value) -> str:
    """A value as people read it: the word of a choice, a time of this place."""
    if value in ("", None):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    field = field_of(record, key)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, DateTimeField) and (at := parse_datetime(str(value))):
        return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
    return str(value)


def cells(record: AuditRecord) -> list[str]:
    """A record as a row of a file, under COLUMNS."""
    changed = changes(record)
    return [
        f"{timezone.localtime(record.at):%Y-%m-%d %H:%M:%S}",
        record.user_name or "未登录",
        record.get_act_display(),
        record.county.name if record.county else "",
        record.subject,
        "\n".join(f"{change.label}：{change.before}" for change in changed if change.before),
        "\n".join(f"{change.label}：{change.after}" for change in changed if change.after),
        record.note,
        record.address,
    ]
