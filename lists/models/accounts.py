"""Accounts: what a person who logs in is here for, and for which place."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lists.models.bodies import Department
from lists.models.places import County, Township


class Account(models.Model):
    """The role of a user (岗位) and the place or body it is bound to."""

    class Role(models.TextChoices):
        TOWNSHIP_EDITOR = "township_editor", "乡镇工作人员"
        DEPARTMENT_OFFICIAL = "department_official", "县直部门工作人员"
        LIST_OFFICE = "list_office", "县清单管理部门（编办）"
        ADMINISTRATOR = "administrator", "系统管理员"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="account", verbose_name="用户"
    )
    role = models.CharField("岗位", max_length=20, choices=Role)
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, verbose_name="县（市、区）"
    )
    township = models.ForeignKey(
        Township, models.PROTECT, null=True, blank=True, verbose_name="乡镇（街道）"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="部门"
    )

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="township_editor") | Q(township__isnull=False),
                name="township_editor_has_a_township",
            ),
            models.CheckConstraint(
                condition=~Q(role="department_official") | Q(department__isnull=False),
                name="department_official_has_a_department",
            ),
            models.CheckConstraint(
                condition=~Q(role="list_office") | Q(county__isnull=False),
                name="list_office_has_a_county",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}（{self.get_role_display()}）"

    @property
    def home_county(self) -> County | None:
        """The county of the place or body it is bound to; None for administrators."""
        place = self.township or self.department
        return place.county if place else self.county
