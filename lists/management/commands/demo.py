"""`manage.py demo`: the sample lists and example accounts; a second run changes nothing."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from lists.models import Account, County, Department, Township

SAMPLES = settings.BASE_DIR / "fixtures" / "townships"

# user name, role, and the place or body it is bound to
EXAMPLES = [
    ("example-township", Account.Role.TOWNSHIP_EDITOR, {"township": "塔吉克阿巴提镇"}),
    ("example-department", Account.Role.DEPARTMENT_OFFICIAL, {"department": "奇台县农业农村局"}),
    ("example-office", Account.Role.LIST_OFFICE, {"county": "塔什库尔干塔吉克自治县"}),
    ("example-admin", Account.Role.ADMINISTRATOR, {}),
]
MODELS = {"township": Township, "department": Department, "county": County}


class Command(BaseCommand):
    help = "导入并公布示例清单，建立示例账号（可重复运行）"

    def add_arguments(self, parser):
        parser.add_argument("--passwords", type=Path, help="保存示例账号密码的文件")

    def handle(self, *args, passwords: Path | None = None, **options):
        files = sorted(SAMPLES.glob("*.txt"))
        # A file marked 内部 stays a draft: publishing needs a secrecy check first.
        call_command("ingest", *map(str, files), publish=True, stdout=self.stdout)
        made = self.make_accounts()
        if passwords and made:
            passwords.touch(mode=0o600)
            with passwords.open("a", encoding="utf-8") as file:
                file.writelines(f"{name} {password}\n" for name, password in made)
        if passwords and passwords.exists():
            self.stdout.write(passwords.read_text("utf-8"))
        elif made:
            self.stdout.writelines(f"{name} {password}" for name, password in made)

    @transaction.atomic
    def make_accounts(self) -> list[tuple[str, str]]:
        """Make the example accounts that are missing; gives their names and new passwords."""
        users = get_user_model().objects
        made = []
        for name, role, binding in EXAMPLES:
            if users.filter(username=name).exists():
                continue
            password = secrets.token_urlsafe(9)
            admin = role == Account.Role.ADMINISTRATOR
            user = users.create_user(name, password=password, is_staff=admin, is_superuser=admin)
            bound = {
                field: MODELS[field].internal.get(name=value) for field, value in binding.items()
            }
            Account.objects.create(user=user, role=role, **bound)
            made.append((name, password))
        return made
