"""Filters of item lists, in the address of the page: ?category=…&department=…&township=…"""

from copy import deepcopy

import django_filters
from django.db.models import Count, QuerySet

from lists.models import Item


class ItemFilter(django_filters.FilterSet):
    """Category, department and township of the rows of one list, or ('' for a list) of all of
    them; only values that occur there.
    """

    category = django_filters.ChoiceFilter(
        label="事项类别", field_name="category__slug", empty_label="全部类别"
    )
    department = django_filters.ChoiceFilter(
        label="上级部门", field_name="departments__slug", empty_label="全部部门"
    )
    township = django_filters.ChoiceFilter(
        label="乡镇（街道）", field_name="township__slug", empty_label="全部乡镇（街道）"
    )

    class Meta:
        model = Item
        fields = ["category", "department", "township"]

    # Where the choices come from: path from the row, and the order they are offered in.
    ORDER = {
        "category": ("category", ("category__position", "category__name")),
        "department": ("departments", ("departments__name",)),
        "township": ("township", ("township__name",)),
    }

    def __init__(self, data, items: QuerySet[Item], kind: str, fields: tuple[str, ...]):
        super().__init__(data, queryset=items)
        self.kind = kind
        self.filters = {name: deepcopy(self.filters[name]) for name in fields}
        self.names: dict[str, dict[str, str]] = {}
        for name, chooser in list(self.filters.items()):
            occurring = self.occurring(items.filter(kind=kind) if kind else items, name)
            chosen = data.get(name)
            if chosen and chosen not in {slug for slug, _, _ in occurring}:
                # Chosen on another list: it stays in force here and leaves nothing.
                others = self.occurring(items, name)
                occurring += [(slug, label, 0) for slug, label, _ in others if slug == chosen]
            if not occurring:
                del self.filters[name]
                continue
            self.names[name] = {slug: label for slug, label, _ in occurring}
            chooser.extra["choices"] = [
                (slug, f"{label}（{count}）") for slug, label, count in occurring
            ]

    def occurring(self, items: QuerySet[Item], name: str) -> list[tuple[str, str, int]]:
        """The values that occur in the rows: address word, name, number of rows."""
        path, order = self.ORDER[name]
        rows = items.order_by().filter(**{f"{path}__isnull": False})
        values = rows.values_list(f"{path}__slug", f"{path}__name")
        return list(values.annotate(rows=Count("pk", distinct=True)).order_by(*order))

    @property
    def active(self) -> list[dict]:
        """The filters in force: label, value shown, and the address change that takes one off."""
        self.form.is_valid()  # a value that does not occur leaves the others in force
        chosen = self.form.cleaned_data
        return [
            {
                "label": self.form.fields[name].label,
                "value": self.names[name][slug],
                "without": {name: None, "page": None},
            }
            for name, slug in chosen.items()
            if slug
        ]

    @property
    def ignored(self) -> bool:
        """Whether the address asks for a value that does not occur here (and is not applied)."""
        return bool(self.form.errors)
