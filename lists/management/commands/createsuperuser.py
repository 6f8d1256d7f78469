"""`manage.py createsuperuser` as Django has it, with what it makes in the audit record."""

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import createsuperuser
from django.db import transaction
from django.db.models import Max

from lists import audit
from lists.models import AuditRecord


class Command(createsuperuser.Command):
    def handle(self, *args, **options):
        users = get_user_model().objects
        with transaction.atomic():
            newest = users.aggregate(pk=Max("pk"))["pk"] or 0
            super().handle(*args, **options)
            for user in users.filter(pk__gt=newest, is_superuser=True):
                label = str(user._meta.get_field("is_superuser").verbose_name)
                audit.record(
                    AuditRecord.Act.MAKE_ACCOUNT, None, user.get_username(), after={label: True}
                )
