"""Which audit records a page or an export is about, from its address: ?user=…&act=…&from=…"""

import datetime

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone

from lists.models import AuditRecord, County

# A day beyond these is a slip; the first and the last of all days have no neighbours.
DAYS = (
    MinValueValidator(datetime.date(2000, 1, 1), "日期过早，请核对年份。"),
    MaxValueValidator(datetime.date(2200, 1, 1), "日期过晚，请核对年份。"),
)


def midnight(day: datetime.date) -> datetime.datetime:
    """When a day begins here."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


class DayFilter(django_filters.DateFilter):
    """A day as people write it, or as a browser sends it."""

    def __init__(self, **given):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        wrong = {"invalid": "日期写成 2026-01-31 这样。"}
        super().__init__(widget=widget, validators=DAYS, error_messages=wrong, **given)


class AuditFilter(django_filters.FilterSet):
    """Person, act, county, days (both included) and words of the subject."""

    user = django_filters.CharFilter(
        label="用户", field_name="user_name", lookup_expr="icontains", max_length=150
    )
    act = django_filters.ChoiceFilter(
        label="操作", choices=AuditRecord.Act.choices, empty_label="全部操作"
    )
    county = django_filters.ModelChoiceFilter(
        label="县（市、区）",
        queryset=County.internal.all(),
        to_field_name="slug",
        empty_label="全部县（市、区）",
    )
    since = DayFilter(label="从哪天起", method="not_before")
    until = DayFilter(label="到哪天止", method="not_after")
    subject = django_filters.CharFilter(
        label="对象中的文字", lookup_expr="icontains", max_length=300
    )

    class Meta:
        model = AuditRecord
        fields = ["user", "act", "county", "since", "until", "subject"]

    def not_before(self, records: QuerySet, name: str, day: datetime.date) -> QuerySet:
        """The records of this day and later."""
        return records.filter(at__gte=midnight(day))

    def not_after(self, records: QuerySet, name: str, day: datetime.date) -> QuerySet:
        """The records of this day and earlier."""
        return records.filter(at__lt=midnight(day + datetime.timedelta(days=1)))

    @property
    def problems(self) -> list[str]:
        """What of the address was not understood, and is not applied."""
        fields = self.form.fields
        return [
            f"{fields[name].label}：{words}"
            for name, errors in self.form.errors.items()
            for words in errors
        ]

    @property
    def told(self) -> dict[str, str]:
        """The filters in force: label and value."""
        self.form.is_valid()
        acts = dict(AuditRecord.Act.choices)
        return {
            str(self.form.fields[name].label): str(acts.get(value, value))
            for name, value in self.form.cleaned_data.items()
            if value
        }
