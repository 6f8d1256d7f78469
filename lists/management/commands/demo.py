"""`manage.py demo`: the sample lists and example accounts; a second run changes nothing."""

import json
import secrets
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from lists import audit
from lists.models import Account, AuditRecord, County, Department, Township
from lists.search import upkeep

SAMPLES = settings.BASE_DIR / "fixtures" / "townships"
# Rewritten lists, marked 示例, that show how versions are compared: one that was in force before
# the real list of its township, one that is a draft after it. The real lists are those in force.
EARLIER = settings.BASE_DIR / "fixtures" / "editions" / "xindi-2025-03.txt"
LATER = settings.BASE_DIR / "fixtures" / "editions" / "daquan-2025-11.txt"
RESULTS = {"published": "已公布", "draft": "草稿", "unchanged": "无改动"}

# user name, role, and the place or body it is bound to
EXAMPLES = [
    ("example-township", Account.Role.TOWNSHIP_EDITOR, {"township": "塔吉克阿巴提镇"}),
    ("example-department", Account.Role.DEPARTMENT_OFFICIAL, {"department": "奇台县农业农村局"}),
    ("example-office", Account.Role.LIST_OFFICE, {"county": "塔什库尔干塔吉克自治县"}),
    # The second person, for the secrecy check (保密审查) of the list that is marked 内部.
    ("example-office-2", Account.Role.LIST_OFFICE, {"county": "塔什库尔干塔吉克自治县"}),
    ("example-admin", Account.Role.ADMINISTRATOR, {}),
]
MODELS = {"township": Township, "department": Department, "county": County}


def in_order(samples: Iterable[Path]) -> list[Path]:
    """The sample files, each with the edition that was in force before it in front of it."""
    return sorted([*samples, EARLIER], key=lambda file: (file.stem.split("-")[0], -len(file.stem)))


def ingested(files: list[Path], publish: bool) -> list[dict]:
    """What `ingest` reports of some files."""
    out = StringIO()
    call_command("ingest", *map(str, files), publish=publish, json=True, stdout=out)
    return json.loads(out.getvalue())


class Command(BaseCommand):
    help = "导入并公布示例清单，建立示例账号（可重复运行）"

    def add_arguments(self, parser):
        parser.add_argument(
            "--passwords", type=Path, required=True, help="保存示例账号密码的文件，重复运行时再读出"
        )

    def handle(self, *args, passwords: Path, **options):
        for report in self.take_samples():
            # A file marked 内部 stays a draft: publishing needs a secrecy check first.
            self.stdout.write(
                f"[{RESULTS[report['result']]}] {report['edition']}，{report['items']} 项"
            )
        upkeep.prepare()
        with transaction.atomic():
            self.remember(passwords, self.make_accounts())
        self.stdout.write("\n示例账号 / Example accounts（用户名、密码、岗位）")
        roles = {name: role.label for name, role, _ in EXAMPLES}
        for line in passwords.read_text("utf-8").splitlines():
            name, _, password = line.partition(" ")
            self.stdout.write(f"  {name:20}{password:18}{roles.get(name, '')}")

    def take_samples(self) -> list[dict]:
        """Ingest the sample files and publish all but the later one; gives the reports."""
        return [
            *ingested(in_order(SAMPLES.glob("*.txt")), publish=True),
            *ingested([LATER], publish=False),
        ]

    def make_accounts(self) -> dict[str, str]:
        """Make the example accounts that are missing; gives their names and new passwords."""
        users = get_user_model().objects
        made = {}
        for name, role, binding in EXAMPLES:
            if users.filter(username=name).exists():
                continue
            password = secrets.token_urlsafe(9)
            admin = role == Account.Role.ADMINISTRATOR
            user = users.create_user(name, password=password, is_staff=admin, is_superuser=admin)
            bound = {
                field: MODELS[field].internal.get(name=value) for field, value in binding.items()
            }
            account = Account.objects.create(user=user, role=role, **bound)
            audit.record(
                AuditRecord.Act.MAKE_ACCOUNT,
                None,
                name,
                county=account.home_county,
                after={"岗位": account.get_role_display()},
            )
            made[name] = password
        return made

    def remember(self, passwords: Path, made: dict[str, str]) -> None:
        """Keep the passwords where only the owner can read them."""
        passwords.touch(mode=0o600)
        with passwords.open("a", encoding="utf-8") as file:
            file.writelines(f"{name} {password}\n" for name, password in made.items())
