"""`manage.py changepassword` as Django has it, with whose password it was in the audit record."""

import getpass

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import changepassword
from django.db import transaction

from lists import access, audit
from lists.models import AuditRecord


class Command(changepassword.Command):
    def handle(self, *args, **options):
        with transaction.atomic():
            done = super().handle(*args, **options)
            name = options["username"] or getpass.getuser()
            user = get_user_model().objects.get_by_natural_key(name)
            audit.record(
                AuditRecord.Act.SET_PASSWORD,
                None,
                name,
                county=access.county_of(user),
            )
        return done
