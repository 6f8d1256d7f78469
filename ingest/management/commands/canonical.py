"""`manage.py canonical --county COUNTY NAME…`: names as bodies, without a database."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand

from lists.departments import Locality, identify


class Command(BaseCommand):
    help = "把部门名称归为规范名称和条线，以 JSON 输出（不用数据库）"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--county", required=True, help="县（市、区），如 奇台县")
        parser.add_argument("--prefecture", help="地级，核定的地名表里没有时给出")
        parser.add_argument("names", nargs="+", metavar="NAME")

    def handle(self, *args, county: str, prefecture: str | None, names: list[str], **options):
        locality = Locality.of(county, prefecture)
        bodies = [asdict(identify(name, locality)) for name in names]
        self.stdout.write(json.dumps(bodies, ensure_ascii=False, indent=1))
