"""`manage.py ingest FILE…`: take documents in as drafts, and publish them when asked."""

import json
import logging
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ingest.checks import summary
from ingest.errors import Refused
from ingest.pipeline import take
from ingest.save import Saved
from ingest.shapes import Finding
from lists import access, audit, publication
from lists.access import Act
from lists.models import AuditRecord, Edition
from lists.models.editions import NotPublishable
from lists.search.upkeep import follow

logger = logging.getLogger(__name__)


def refused(path: Path, code: str, where: str, message: str) -> dict:
    """The report of a file that was not taken."""
    return {
        "file": str(path),
        "result": "refused",
        "code": code,
        "where": where,
        "message": message,
    }


def recorded(path: Path, by) -> Saved:
    """Take a file in and record that; PermissionDenied, and nothing, for one out of reach."""
    with transaction.atomic():
        saved = take(path, by)
        if by is not None:
            access.require(by, Act.UPLOAD, saved.edition)
        if saved.created:
            told = {"file": path.name, "sha256": saved.edition.source_sha256}
            audit.record_edition(AuditRecord.Act.TAKE_IN, by, saved.edition, after=told)
    return saved


def person(name: str | None):
    """The user of a name, None without a name; CommandError for who may not take lists in."""
    if name is None:
        return None
    user = get_user_model().objects.select_related("account").filter(username=name).first()
    if user is None:
        raise CommandError(f"没有名为“{name}”的账号，没有导入任何文件。请核对 --as 后的用户名。")
    if not access.may(user, Act.UPLOAD):
        raise CommandError(f"账号“{name}”没有导入清单的权限，没有导入任何文件。")
    return user


class Command(BaseCommand):
    help = "导入履职事项清单为草稿；加 --publish 则在允许时公布"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--publish", action="store_true", help="没有妨碍时随即公布")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出报告")
        parser.add_argument(
            "--as", dest="by", metavar="USER", help="以谁的名义导入和公布；不写则记为命令行"
        )

    def handle(self, *args, files: list[Path], **options):
        by = person(options["by"])
        reports = [self.take_one(path, options["publish"], by) for path in files]
        if any(report["result"] == "published" for report in reports):
            follow()
        if options["json"]:
            self.stdout.write(json.dumps(reports, ensure_ascii=False, indent=1))
        else:
            for report in reports:
                self.print_report(report)
        refused = [report for report in reports if report["result"] == "refused"]
        if refused:
            raise CommandError(f"{len(files)} 个文件中有 {len(refused)} 个未被接收，原因见上。")

    def take_one(self, path: Path, publish: bool, by) -> dict:
        """Take one file in for a person and report what came of it."""
        try:
            saved = recorded(path, by)
        except PermissionDenied:
            words = f"{path.name}：不是本县（市、区）的清单，没有导入。请由该县的清单管理部门办理。"
            return refused(path, "other_county", "", words)
        except Refused as refusal:
            return refused(path, refusal.code, refusal.where, str(refusal))
        except Exception:
            # One file must not take the others with it; the log holds what a developer needs.
            logger.exception("ingest failed: %r", path)
            return refused(path, "internal", "", f"{path.name}：导入时程序出错，没有改动任何内容。")
        edition = saved.edition
        report = {
            "file": str(path),
            "result": "draft" if saved.created else "unchanged",
            "edition": str(edition),
            "state": edition.state,
            "url": edition.get_absolute_url(),
            "items": edition.items.count(),
            "findings": edition.findings,
            "message": "" if saved.created else "这个文件以前导入过，没有任何改动。",
        }
        if publish and edition.state == Edition.State.DRAFT:
            try:
                publication.publish(edition, by)
                report.update(result="published", state=edition.state)
            except NotPublishable as reason:
                report["message"] += f"未公布：{reason}"
        return report

    def print_report(self, report: dict) -> None:
        """Print a report for a person."""
        if report["result"] == "refused":
            self.stderr.write(f"[未接收] {report['message']}（{report['code']}）")
            return
        words = {"draft": "已存为草稿", "unchanged": "无改动", "published": "已公布"}
        counts = summary([Finding(**finding) for finding in report["findings"]])
        self.stdout.write(
            f"[{words[report['result']]}] {report['file']}：{report['edition']}，"
            f"{report['items']} 项；需核对 {counts['warning']} 条，提示 {counts['note']} 条。"
            f"{report['message']}"
        )
        for finding in report["findings"]:
            self.stdout.write(f"    {finding['where']}：{finding['message']}（{finding['code']}）")
