"""Admin pages whose every change stands in the audit record, before and after."""

from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from lists import audit
from lists.admin.bases import AdministratorsOnly, InternalAdmin
from lists.models import AuditRecord, County

Told = dict[str, str | bool]


def told(obj: models.Model, untold: tuple[str, ...]) -> Told:
    """What the database holds of an object, by the names people know the fields by."""
    kept = type(obj)._base_manager.get(pk=obj.pk)
    fields = [field for field in kept._meta.concrete_fields if not field.primary_key]
    said = {f.verbose_name: in_words(kept, f) for f in fields if f.name not in untold}
    for field in kept._meta.many_to_many:
        names = sorted(str(one) for one in getattr(kept, field.name).all())
        said[field.verbose_name] = "、".join(names)
    return {str(label): value for label, value in said.items()}


def in_words(obj: models.Model, field: models.Field) -> str | bool:
    """A value as it is read years later, when what it names may be gone."""
    value = getattr(obj, field.name)
    if field.choices:
        return str(getattr(obj, f"get_{field.name}_display")())
    if isinstance(value, list):
        return "、".join(map(str, value))
    return value if isinstance(value, bool) else "" if value is None else str(value)


class RecordedAdmin(AdministratorsOnly):
    """Records what is made, changed and deleted, by whom, in the transaction that does it."""

    # Fields the record does not tell: secrets, and what changes by itself.
    untold: tuple[str, ...] = ()

    def act_of(self, before: Told, after: Told) -> AuditRecord.Act:
        """What the act is called; nothing is before what is made and after what is deleted."""
        return AuditRecord.Act.CHANGE_DATA

    def subject_of(self, obj: models.Model) -> str:
        """What it was done to."""
        return f"{self.opts.verbose_name} {obj}"

    def county_of(self, obj: models.Model) -> County | None:
        """For which county it was done."""
        return getattr(obj, "county", None)

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        """Save, with what was there before kept at hand."""
        form.before = told(obj, self.untold) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        """Save what an object holds many of; now it is as it will be."""
        super().save_related(request, form, formsets, change)
        after = told(form.instance, self.untold)
        self.record(request, form.instance, form.before, after)

    def delete_model(self, request: HttpRequest, obj) -> None:
        """Delete, and record what there was."""
        with transaction.atomic():
            self.record(request, obj, told(obj, self.untold), {})
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete the chosen ones, each with its record; all or none."""
        with transaction.atomic():
            for obj in queryset:
                self.delete_model(request, obj)

    def record(self, request: HttpRequest, obj, before: Told, after: Told) -> None:
        """Write down what differs; nothing where nothing does."""
        keys = [key for key in (before or after) if before.get(key, "") != after.get(key, "")]
        if not keys:
            return
        audit.record(
            self.act_of(before, after),
            request.user,
            self.subject_of(obj),
            county=self.county_of(obj),
            before={key: before[key] for key in keys if key in before},
            after={key: after[key] for key in keys if key in after},
        )


class EditedAdmin(RecordedAdmin, InternalAdmin):
    """Shows rows in every state; what is edited is recorded."""
