"""Filters of item lists, in the address of the page: ?category=…&department=…&township=…"""

import django_filters
from django import forms
from django.db.models import Count, QuerySet

from lists.models import Category, Department, Item, Township


class CountedField(forms.ModelChoiceField):
    """A choice that says how many rows it leaves: 民生服务（12）."""

    def label_from_instance(self, thing) -> str:
        return f"{thing.name}（{thing.rows}）"


class CountedFilter(django_filters.ModelChoiceFilter):
    """Chooses a related object by its address word."""

    field_class = CountedField

    def __init__(self, model, **kwargs):
        super().__init__(to_field_name="slug", queryset=model.internal.none(), **kwargs)


class ItemFilter(django_filters.FilterSet):
    """Category, department and township of the rows at hand; only values that occur are offered."""

    category = CountedFilter(Category, label="事项类别", empty_label="全部类别")
    department = CountedFilter(
        Department,
        label="上级部门",
        field_name="departments",
        empty_label="全部部门",
        distinct=True,
    )
    township = CountedFilter(Township, label="乡镇（街道）", empty_label="全部乡镇（街道）")

    class Meta:
        model = Item
        fields = ["category", "department", "township"]

    def __init__(self, data, items: QuerySet[Item], fields: tuple[str, ...]):
        super().__init__(data, queryset=items)
        for name in set(self.filters) - set(fields):
            del self.filters[name]
        options = {
            "category": lambda: occurring(Category, "items", items),
            "department": lambda: occurring(Department, "items", items),
            "township": lambda: occurring(Township, "item_rows", items),
        }
        for name in fields:
            self.form.fields[name].queryset = options[name]()

    @property
    def active(self) -> list[dict]:
        """The filters in force: label, value shown, and the address change that takes one off."""
        values = getattr(self.form, "cleaned_data", {})
        return [
            {
                "label": self.form.fields[name].label,
                "value": value.name,
                "without": {name: None, "page": None},
            }
            for name, value in values.items()
            if value
        ]

    @property
    def ignored(self) -> bool:
        """Whether the address asks for a value that does not occur here (and is not applied)."""
        return bool(self.form.errors)


def occurring(model, relation: str, items: QuerySet[Item]) -> QuerySet:
    """Objects that occur in the rows, with their number of rows."""
    within = {f"{relation}__in": items.order_by()}
    counted = model.internal.filter(**within).annotate(rows=Count(relation, distinct=True))
    return counted.order_by(*model._meta.ordering)  # grouping drops the model's own order
