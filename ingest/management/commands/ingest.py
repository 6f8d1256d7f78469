"""`manage.py ingest FILE…`: take documents in as drafts, and publish them when asked."""

import json
import logging
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ingest.checks import summary
from ingest.errors import Refused
from ingest.pipeline import take
from ingest.shapes import Finding
from lists.models import Edition
from lists.models.editions import NotPublishable
from lists.search.upkeep import refresh

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


class Command(BaseCommand):
    help = "导入履职事项清单为草稿；加 --publish 则在允许时公布"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--publish", action="store_true", help="没有妨碍时随即公布")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出报告")

    def handle(self, *args, files: list[Path], **options):
        reports = [self.take_one(path, options["publish"]) for path in files]
        if any(report["result"] == "published" for report in reports):
            refresh()
        if options["json"]:
            self.stdout.write(json.dumps(reports, ensure_ascii=False, indent=1))
        else:
            for report in reports:
                self.print_report(report)
        refused = [report for report in reports if report["result"] == "refused"]
        if refused:
            raise CommandError(f"{len(files)} 个文件中有 {len(refused)} 个未被接收，原因见上。")

    def take_one(self, path: Path, publish: bool) -> dict:
        """Take one file in and report what came of it."""
        try:
            saved = take(path)
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
                edition.publish()
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
