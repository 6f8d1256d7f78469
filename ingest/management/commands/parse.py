"""`manage.py parse FILE`: a document as JSON on stdout, without a database."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ingest.contract import as_json
from ingest.errors import Refused
from ingest.pipeline import understand


class Command(BaseCommand):
    help = "读出一份履职事项清单，以 JSON 输出（不写数据库）"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options):
        try:
            duty_list = understand(file)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(as_json(duty_list), ensure_ascii=False, indent=1))
